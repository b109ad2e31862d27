"""A process that has loaded what workers need, has run none of it, and forks a worker on request.

It obeys one control socket (``SOCK_SEQPACKET``), one request at a time, each answered by one
datagram; the first one, empty but for a byte, says that it is there::

    {}  + the worker's channel        -> {"pid": ..}
    {"pid": .., "seconds": ..}        -> {"status": .. or null when it still runs after that time}

End of file on the control socket ends it, after the workers, which see the end of their own
channels. It has one thread, and torch runs no operation here: neither would survive the fork.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import time
import traceback
from collections.abc import Collection
from contextlib import suppress
from itertools import pairwise

LOOK_SECONDS = 0.002


def branch_off(control: int, keep: Collection[int] = ()) -> int | None:
    """Leave a zygote behind, which obeys ``control`` and has no other descriptors but ``keep``.

    Returns None in the process that goes on, and in each worker its channel.
    """
    if os.fork():
        os.close(control)
        return None
    try:
        os.setsid()  # what kills the worker beside it leaves it alone
        # Whose end others wait for must not be open here: channels, control sockets, locks.
        end = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        for low, high in pairwise([2, *sorted({control, *keep}), end]):
            os.closerange(low + 1, high)
        channel = _serve(socket.socket(fileno=control))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    if channel is None:
        os._exit(0)
    return channel


def _serve(control: socket.socket) -> int | None:
    """Fork until the client has closed its end; return the channel in each worker."""
    workers: set[int] = set()
    control.send(b"!")
    while True:
        try:
            data, descriptors, _, _ = socket.recv_fds(control, 4096, 1)
        except ConnectionError:
            data = b""
        if not data:
            break
        if descriptors:
            pid = os.fork()
            if pid == 0:
                control.close()
                os.setsid()
                return descriptors[0]
            os.close(descriptors[0])
            workers.add(pid)
            reply: dict[str, int | None] = {"pid": pid}
        else:
            request = json.loads(data)
            reply = {"status": _status(request["pid"], request["seconds"])}
            if reply["status"] is not None:
                workers.remove(request["pid"])
        with suppress(ConnectionError):  # the next look finds the end
            control.send(json.dumps(reply).encode())
    for pid in workers:
        os.waitpid(pid, 0)
    return None


def _status(pid: int, seconds: float) -> int | None:
    """Wait for a worker; return its exit status as `subprocess` has it, None if it goes on."""
    end = time.monotonic() + seconds
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= end:
            return None
        time.sleep(LOOK_SECONDS)
