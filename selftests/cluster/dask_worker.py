"""Be `dask worker`, with engines that start fast, and of the version in `$PRETENDED` if any."""

import os

from distributed.cli.dask_worker import main

import autograder
from autograder.engine import pool

pool.WORKER = "selftests.faults.own_worker"
autograder.__version__ = os.environ.get("PRETENDED", autograder.__version__)

if __name__ == "__main__":
    main()
