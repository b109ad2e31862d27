"""Start the processes of workers: fresh ones, or forks of a zygote that has loaded everything.

The first worker of a run brings the zygote along, see `zygote`. Losing it costs time and nothing
else: workers that it has forked live on, and others are started fresh.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Protocol

# More than it takes to wait for a worker that does not end.
REPLY_SECONDS = 20.0


class Process(Protocol):
    """What an engine has to know of its worker's process, which leads a session of its own."""

    pid: int

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit status, negative for a signal; ``TimeoutExpired`` while it runs."""


def fresh(
    module: str, arguments: Sequence[str], channel: socket.socket, *pass_on: socket.socket
) -> subprocess.Popen[bytes]:
    """Start a worker in a new interpreter; it gets ``channel``, and its zygote ``pass_on``."""
    descriptors = [one.fileno() for one in (channel, *pass_on)]
    return subprocess.Popen(
        [sys.executable, "-m", module, ",".join(map(str, descriptors)), *arguments],
        stdin=subprocess.DEVNULL,
        pass_fds=descriptors,
        start_new_session=True,  # Ctrl-C is the command's to handle
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )


class Zygote:
    """The zygote of workers that have the same arguments; it may be lost at any moment."""

    def __init__(self) -> None:
        """Start nothing: the first worker does."""
        self._control: socket.socket | None = None
        self._there = False
        self._lock = threading.Lock()

    def start(self, module: str, arguments: Sequence[str], channel: socket.socket) -> Process:
        """Start a worker without waiting: a fork of the zygote if that is there by now."""
        with self._lock:
            if self._is_there():
                with suppress(OSError):
                    pid = self._ask({}, channel)["pid"]
                    return _Forked(self, pid)
                self._lose()
            if self._control is not None:  # it is still loading, as this worker then does
                return fresh(module, arguments, channel)
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                return fresh(module, arguments, channel, theirs)

    def _is_there(self) -> bool:
        """Return whether it can be asked; one that has ended is forgotten."""
        if self._control is None or self._there:
            return self._there
        if select.select([self._control], [], [], 0)[0]:
            try:
                self._there = bool(self._control.recv(1))
            except OSError:
                self._there = False
            if not self._there:
                self._lose()
        return self._there

    def _ask(self, request: dict[str, Any], *channel: socket.socket) -> dict[str, Any]:
        if self._control is None:
            raise OSError("the zygote is lost")
        self._control.settimeout(REPLY_SECONDS)
        data = json.dumps(request).encode()
        socket.send_fds(self._control, [data], [one.fileno() for one in channel])
        reply = self._control.recv(4096)
        if not reply:
            raise OSError("the zygote has ended")
        return dict(json.loads(reply))

    def status(self, pid: int, seconds: float) -> int | None:
        """Return the exit status of a worker that it has forked, None while that runs."""
        with self._lock:
            try:
                status: int | None = self._ask({"pid": pid, "seconds": seconds})["status"]
            except OSError:
                self._lose()
                raise
        return status

    def _lose(self) -> None:
        if self._control is not None:
            self._control.close()
        self._control, self._there = None, False

    def close(self) -> None:
        """End it, once its workers have ended; the next worker brings another along."""
        with self._lock:
            self._lose()


class _Forked:
    """A worker that a zygote has forked, and alone can wait for."""

    def __init__(self, zygote: Zygote, pid: int) -> None:
        self._zygote = zygote
        self._status: int | None = None
        self.pid = pid

    def wait(self, timeout: float | None = None) -> int:
        seconds = REPLY_SECONDS / 2 if timeout is None else timeout
        if self._status is None:
            try:
                self._status = self._zygote.status(self.pid, seconds)
            except OSError:  # whoever kills a zygote may have killed its workers
                self._status = -signal.SIGKILL
        if self._status is None:
            raise subprocess.TimeoutExpired("worker", seconds)
        return self._status
