"""The fork server: forks one sandbox per request, and kills it on another.

It is a fork of the template (`template`), which has loaded what sandboxes need. It obeys one
control socket (``SOCK_SEQPACKET``), one request at a time, each answered by one datagram::

    {"op": "spawn", "memory_mb": .., "disk_mb": .., "cpu_seconds": ..}  + the call socket
        -> {"op": "spawned", "pid": .., "private": ".."}
    {"op": "kill", "pid": ..}    -> {"op": "reaped", "pid": .., "status": wait status}

Before these it says ``{"op": "born", "pid": ..}``, with a descriptor by which the engine can kill
it where the system has such, and ``{"op": "ready"}``. End of file on the control socket ends it,
and with it every sandbox.
"""

from __future__ import annotations

import array
import contextlib
import json
import os
import select
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import lockdown, namespaces

MAX_DATAGRAM = 65536


def announce(control: socket.socket, pid: int) -> None:
    """Say which process the server is, seen from outside."""
    descriptors: list[int] = []
    with contextlib.suppress(AttributeError, OSError):  # another system, an older kernel
        descriptors.append(os.pidfd_open(pid))
    socket.send_fds(control, [json.dumps({"op": "born", "pid": pid}).encode()], descriptors)


def serve(control: socket.socket, config: dict[str, Any], pastime: Iterator[None]) -> None:
    """Serve until the engine closes its end; go on with ``pastime`` while there is no request."""
    dead: dict[int, int] = {}
    privates: dict[int, str] = {}
    serial = 0
    control.send(json.dumps({"op": "ready"}).encode())
    try:
        while True:
            for _ in pastime:
                if select.select([control], [], [], 0)[0]:
                    break
            data, ancillary, _, _ = control.recvmsg(MAX_DATAGRAM, socket.CMSG_SPACE(4))
            if not data:
                return
            request = json.loads(data)
            if request["op"] == "spawn":
                serial += 1
                private = f"{config['tmp']}/s{serial}"
                _make_private(config["level"], private, request["disk_mb"])
                call_fd = array.array("i", ancillary[0][2])[0]
                pid = os.fork()
                if pid == 0:
                    _become_sandbox(call_fd, private, config, request)
                os.close(call_fd)
                privates[pid] = private
                reply = {"op": "spawned", "pid": pid, "private": private}
            else:
                pid = request["pid"]
                reply = {"op": "reaped", "pid": pid, "status": _reap(pid, dead)}
                _remove_private(config["level"], privates.pop(pid))
            control.send(json.dumps(reply).encode())
    finally:
        for pid in privates:
            _reap(pid, dead)


def _become_sandbox(
    call_fd: int, private: str, config: dict[str, Any], request: dict[str, Any]
) -> None:
    code = 1
    try:
        # The server's own 1 and 2 are one file: through it submissions could read each other.
        nowhere = os.open("/dev/null", os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        lockdown.confine(
            config["level"],
            readable=config["readable"],
            private=private,
            in_use=config["in_use"],
            memory_mb=request["memory_mb"],
            file_mb=request["disk_mb"],
            cpu_seconds=request["cpu_seconds"],
            keep={0, 1, 2, call_fd},
        )
        from . import worker

        worker.serve(socket.socket(fileno=call_fd), private)
        code = 0
    finally:
        os._exit(code)


def _reap(pid: int, dead: dict[int, int]) -> int:
    """Kill ``pid`` and its session, wait for it, and collect what it left to pid 1."""
    if pid not in dead:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        dead[pid] = os.waitpid(pid, 0)[1]
    with contextlib.suppress(ChildProcessError):
        while True:
            other, status = os.waitpid(-1, os.WNOHANG)
            if other == 0:
                break
            dead[other] = status
    return dead.pop(pid)


def _make_private(level: str, private: str, size_mb: int) -> None:
    if level == "full":
        namespaces.mount_private(private, size_mb)
    else:
        Path(private).mkdir(mode=0o700)


def _remove_private(level: str, private: str) -> None:
    if level == "full":
        namespaces.unmount_private(private)
    else:
        remove(private)


def remove(directory: str) -> None:
    """Remove a directory, or leave it where student code has nested thousands in it.

    Those exhaust `shutil`; the engine removes the whole scratch directory when the template ends.
    """
    with contextlib.suppress(RecursionError):
        shutil.rmtree(directory, ignore_errors=True)
