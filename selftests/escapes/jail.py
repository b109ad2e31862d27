"""Run a program where it can do no harm: for attacks while layers of the sandbox are off.

    python -m selftests.escapes.jail WRITABLE PROGRAM [ARGUMENT...]

Inside are no network but loopback, no other processes, and no writable files but those below
WRITABLE; everything ends with the first process. The sandbox under test is not relied upon.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import sys
from pathlib import Path

from autograder._child import syscalls

_MS_BIND, _AT_FDCWD, _AT_RECURSIVE, _ATTR_RDONLY = 0x1000, -100, 0x8000, 0x1
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 0x1
# In namespaces of its own, where an ordinary user is root.
_UNSHARE = ("unshare", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child")


def command(writable: Path, *program: str) -> list[str]:
    """Return the command that runs ``program`` in the jail."""
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    inside = [sys.executable, "-m", "selftests.escapes.jail", str(writable), *program]
    return [*_UNSHARE, *user, "--mount-proc", "--", *inside]


def _set(path: str, *, read_only: bool, recursive: bool) -> None:
    on, off = (_ATTR_RDONLY, 0) if read_only else (0, _ATTR_RDONLY)
    wanted = (ctypes.c_uint64 * 4)(on, off, 0, 0)  # struct mount_attr
    syscalls.kernel(
        f"change how {path} is mounted",
        syscalls.MOUNT_SETATTR,
        _AT_FDCWD,
        os.fsencode(path),
        _AT_RECURSIVE if recursive else 0,
        ctypes.byref(wanted),
        ctypes.sizeof(wanted),
    )


def _confine(writable: str) -> None:
    place = os.fsencode(writable)
    syscalls.library("bind the directory", "mount", place, place, None, _MS_BIND, None)
    _set("/", read_only=True, recursive=True)
    for path in (writable, "/proc"):  # user namespaces are set up by files of /proc
        _set(path, read_only=False, recursive=False)
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))
    os.environ["TMPDIR"] = writable


if __name__ == "__main__":
    _confine(sys.argv[1])
    os.chdir(sys.argv[1])
    os.execvp(sys.argv[2], sys.argv[2:])
