"""The engine's worker with a fork server that loads no torch, which takes seconds to import."""

import functools
import sys

from autograder.engine import plugin, worker

plugin.start_server = functools.partial(plugin.start_server, preload=("numpy",))

if __name__ == "__main__":
    sys.exit(worker.main(sys.argv[1:]))
