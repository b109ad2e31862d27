"""A scheduler and workers to be started, killed and looked at, on this host or in namespaces."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from selftests.faults.stages import until
from selftests.mini import ROOT


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Cluster:
    """Processes of one cluster, which end with it. Use as a context manager.

    ``prefix`` is put before the command of each process: where it runs.
    """

    def __init__(self, directory: Path, host: str = "127.0.0.1") -> None:
        """Start nothing yet; what processes print goes into ``directory``."""
        self._directory = directory
        self._stack = ExitStack()
        self.address = f"tcp://{host}:{free_port()}"

    def start(
        self,
        name: str,
        arguments: Sequence[str],
        prefix: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start ``python -m ARGUMENTS``; it is killed at the end."""
        output = self._stack.enter_context((self._directory / f"{name}.log").open("wb"))
        process = subprocess.Popen(
            [*prefix, sys.executable, "-m", *arguments],
            env=os.environ | {"PYTHONPATH": str(ROOT)} | (environment or {}),
            cwd=self._directory,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    def scheduler(self, prefix: Sequence[str] = ()) -> None:
        """Start the scheduler and wait until it listens."""
        file = self._directory / "scheduler.json"
        file.unlink(missing_ok=True)
        arguments = ["--host", self.address, "--no-dashboard", "--scheduler-file", str(file)]
        process = self.start("scheduler", ["distributed.cli.dask_scheduler", *arguments], prefix)

        def listening() -> bool | None:
            return True if file.exists() and json.loads(file.read_text() or "{}") else None

        until(listening, "the scheduler")
        self.kill_scheduler = process.kill

    def worker(
        self, name: str, *options: str, prefix: Sequence[str] = (), **environment: str
    ) -> subprocess.Popen[bytes]:
        """Start a worker of one thread, which needs no port that anybody knows."""
        arguments = [self.address, "--name", name, "--no-nanny", "--nthreads", "1"]
        arguments += ["--no-dashboard", *options]
        module = "selftests.cluster.dask_worker"
        return self.start(name, [module, *arguments], prefix, environment)

    def __enter__(self) -> Cluster:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes."""
        self._stack.close()
