"""``python -m autograder`` is the ``autograder`` command."""

from autograder.cli.main import main

main()
