"""Commands in processes of their own, without the seconds that their imports take.

A process of the standard library's fork server has imported everything and started nothing: a
command that is forked from it can be killed as any other.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from autograder.engine import pool
from autograder.engine.pool import Engine
from autograder.engine.processes import Zygote
from autograder.model import Isolation
from selftests.faults.stages import jumping, until
from selftests.mini import PART

OWN_WORKER = "selftests.faults.own_worker"
FAKE_WORKER = "selftests.faults.fake_worker"
IMPORTED = ["autograder.cli.check", "autograder.cli.grade", "nbgrader.apps.nbgraderapp"]


def prepare() -> None:
    """Start the fork server of commands."""
    multiprocessing.set_forkserver_preload([__name__, *IMPORTED])
    forkserver.ensure_running()


def _run(
    directory: Path,
    output: Path,
    environment: Mapping[str, str],
    action: Any,
    args: tuple[Any, ...],
) -> None:
    os.chdir(directory)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    # As a terminal starts it: `nohup` and `&`, which the tests may run under, have these ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    pool.WORKER = OWN_WORKER
    time.time = jumping  # noqa: TID251 - to show that nobody uses it
    with output.open("ab", buffering=0) as file:
        for descriptor in (1, 2):
            os.dup2(file.fileno(), descriptor)
    action(*args)


def start(
    directory: Path, output: Path, action: Callable[..., None], *args: Any
) -> ForkServerProcess:
    """Start ``action(*args)`` in ``directory``; what it prints is added to ``output``."""
    arguments = (directory, output, dict(os.environ), action, args)
    process = multiprocessing.get_context("forkserver").Process(target=_run, args=arguments)
    process.start()
    return process


def autograder(*arguments: str) -> None:
    """Be the ``autograder`` command."""
    from autograder.cli.main import main

    sys.argv = ["autograder", *arguments]
    main()


def nbgrader(*arguments: str) -> None:
    """Be the ``nbgrader`` command."""
    from nbgrader.apps.nbgraderapp import main

    sys.argv = ["nbgrader", *arguments]
    main()


def engine_of(
    zygote: Zygote, stack: ExitStack, course: Path, level: Isolation = Isolation.RESTRICTED
) -> Engine:
    """Return an engine whose worker is ready, and came from the zygote if that was there."""
    engine = stack.enter_context(Engine(course, [PART], level, "cpu", zygote))
    engine.wait_ready()
    until(lambda: zygote._is_there() or None, "the zygote")
    return engine


def two_workers(course: Path, ready: Path) -> None:
    """Be a command that has two workers, until it is killed."""
    pool.WORKER = FAKE_WORKER
    zygote = Zygote()
    with ExitStack() as stack:
        for _ in range(2):
            engine_of(zygote, stack, course)
        ready.touch()
        time.sleep(60)
