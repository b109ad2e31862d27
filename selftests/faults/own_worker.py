"""The engine's worker, without torch in its sandboxes, which takes seconds to import."""

import sys

from autograder.engine import start

if __name__ == "__main__":
    sys.exit(start.serve(sys.argv[1:], (), [], ("numpy",)))
