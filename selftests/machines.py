"""Run a command as on a machine that lacks a layer of the sandbox.

    python -m selftests.machines MACHINE COMMAND [ARGUMENT...]

What is lacking is taken away in the kernel, from the command and all that it starts.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from pathlib import Path

from autograder._child import seccomp, syscalls

LANDLOCK = (
    syscalls.LANDLOCK_CREATE_RULESET,
    syscalls.LANDLOCK_ADD_RULE,
    syscalls.LANDLOCK_RESTRICT_SELF,
)
_X86_64, _AARCH64 = "x86_64", "aarch64"
# unshare, setns, mount, umount2, pivot_root: what a container's default profile keeps for root.
NAMESPACES = {_X86_64: (272, 308, 165, 166, 155), _AARCH64: (97, 268, 40, 39, 41)}
PRCTL = {_X86_64: 157, _AARCH64: 167}


def _install(body: list[tuple[int, int, int, int]]) -> None:
    """Filter system calls by ``body``, which falls through to what it lets by."""
    code = [*seccomp._load(0), *body, *seccomp._answer(seccomp._ALLOW)]
    program = seccomp._Program(len(code), b"".join(struct.pack("=HBBI", *row) for row in code))
    syscalls.prctl("renounce new privileges", syscalls.PR_SET_NO_NEW_PRIVS, 1)
    syscalls.prctl("filter", syscalls.PR_SET_SECCOMP, 2, ctypes.byref(program))


def _refuse(numbers: tuple[int, ...], error: int) -> None:
    _install([row for n in numbers for row in seccomp._when(n, seccomp._refuse(error))])


def _without_seccomp() -> None:
    option = seccomp._load(seccomp._argument(0))
    refused = seccomp._when(syscalls.PR_SET_SECCOMP, seccomp._refuse(errno.EINVAL))
    body = [*option, *refused, *seccomp._answer(seccomp._ALLOW)]
    _install(seccomp._when(PRCTL[os.uname().machine], body))


def _without_user_namespaces() -> None:
    """Allow none below one of this process's own, where it may decide that."""
    again = [sys.executable, "-m", "selftests.machines", "none allowed", *sys.argv[2:]]
    os.execvp("unshare", ["unshare", "--map-root-user", *again])


# The last is what "no user namespaces" does in one of its own.
MACHINES = {
    "a container": lambda: _refuse(
        (*NAMESPACES[os.uname().machine], syscalls.MOUNT_SETATTR), errno.EPERM
    ),
    "an old kernel": lambda: _refuse(LANDLOCK, errno.ENOSYS),
    "Landlock switched off": lambda: _refuse(LANDLOCK, errno.EOPNOTSUPP),
    "no seccomp": _without_seccomp,
    "no user namespaces": _without_user_namespaces,
    "none allowed": lambda: Path("/proc/sys/user/max_user_namespaces").write_text("0"),
}


if __name__ == "__main__":
    MACHINES[sys.argv[1]]()
    os.execv(sys.argv[2], sys.argv[2:])
