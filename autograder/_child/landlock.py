"""Landlock: from here on this thread reaches only the files that are named.

What each ABI adds: 1 files (Linux 5.13), 2 moves between directories, 3 truncation, 4 TCP,
5 device ioctls, 6 signals and abstract sockets. What an older ABI lacks, `seccomp` refuses.
"""

import ctypes
import os
import stat

from . import syscalls

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_ALL_OF_ABI_1 = (1 << 13) - 1
_BIND_TCP, _CONNECT_TCP = 1 << 0, 1 << 1
_SCOPE_ABSTRACT_SOCKETS, _SCOPE_SIGNALS = 1 << 0, 1 << 1

_READ = _READ_FILE | _READ_DIR
_WRITE = (_READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM) | (
    _REFER | _TRUNCATE
)
_ON_A_FILE = _READ_FILE | _WRITE_FILE | _TRUNCATE

_CREATE_VERSION = 1
_RULE_PATH_BENEATH = 1


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def abi() -> int:
    """Return the kernel's Landlock ABI; OSError where it has none or has it switched off."""
    try:
        return syscalls.kernel(
            "ask for Landlock's version",
            syscalls.LANDLOCK_CREATE_RULESET,
            None,
            0,
            _CREATE_VERSION,
        )
    except OSError as error:
        raise OSError(
            error.errno, f"this kernel has no Landlock, or has it switched off: {error.strerror}"
        ) from error


def _handled(version: int) -> int:
    rights = _ALL_OF_ABI_1
    for needed, right in ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEV)):
        if version >= needed:
            rights |= right
    return rights


def _allow(ruleset: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _ON_A_FILE
        rule = _PathBeneath(allowed_access=rights, parent_fd=place)
        syscalls.kernel(
            f"allow {path} in the Landlock rules",
            syscalls.LANDLOCK_ADD_RULE,
            ruleset,
            _RULE_PATH_BENEATH,
            ctypes.byref(rule),
            0,
        )
    finally:
        os.close(place)


def restrict(readable: list[str], writable: list[str]) -> None:
    """Forbid this thread every file but these, TCP, and signals and abstract sockets to others.

    Nothing may be executed, not even what is readable: loading a shared library does not count as
    that. Readable paths that do not exist are ignored; writable ones must exist. Descriptors
    opened before stay usable. Needs no_new_privs, and that this process has a single thread.
    """
    version = abi()
    handled = _handled(version)
    attributes = _Ruleset(handled_access_fs=handled)
    size = 8
    if version >= 4:
        attributes.handled_access_net = _BIND_TCP | _CONNECT_TCP
        size = 16
    if version >= 6:
        attributes.scoped = _SCOPE_ABSTRACT_SOCKETS | _SCOPE_SIGNALS
        size = 24
    ruleset = syscalls.kernel(
        "create the Landlock rules",
        syscalls.LANDLOCK_CREATE_RULESET,
        ctypes.byref(attributes),
        size,
        0,
    )
    try:
        for path in readable:
            try:
                _allow(ruleset, path, _READ & handled)
            except (FileNotFoundError, NotADirectoryError):
                continue
        for path in writable:
            _allow(ruleset, path, _WRITE & handled)
        syscalls.kernel("apply the Landlock rules", syscalls.LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
