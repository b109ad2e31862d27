"""The few kernel interfaces that Python does not wrap, called through ctypes.

Functions that libc exports are called by name. The numbers below are the same on every
architecture, as for all system calls added since Linux 5.1.
"""

import ctypes
import os
import signal

CLOSE_RANGE = 436
LAST_DESCRIPTOR = (1 << 31) - 1
MOUNT_SETATTR = 442
LANDLOCK_CREATE_RULESET = 444
LANDLOCK_ADD_RULE = 445
LANDLOCK_RESTRICT_SELF = 446

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_SECUREBITS = 28
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47

_libc = ctypes.CDLL(None, use_errno=True)


def _wide(argument: object) -> object:
    """Pass integers as 64 bits: ctypes would cut those of a variadic function to 32."""
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


def _checked(step: str, result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"could not {step}: {os.strerror(number)}")
    return result


def library(step: str, name: str, *arguments: object) -> int:
    """Call libc's function `name`; on failure raise OSError with a sentence about `step`."""
    return _checked(step, int(_libc[name](*map(_wide, arguments))))


def kernel(step: str, number: int, *arguments: object) -> int:
    """Call system call `number`; on failure raise OSError with a sentence about `step`."""
    return _checked(step, int(_libc.syscall(_wide(number), *map(_wide, arguments))))


def close_range(first: int, last: int) -> None:
    """Close the descriptors from `first` to `last`, both included."""
    kernel("close the inherited files", CLOSE_RANGE, first, last, 0)


def prctl(step: str, option: int, *arguments: object) -> int:
    """Call prctl with its unused arguments set to zero, which some options demand."""
    rest = (*arguments, 0, 0, 0, 0)[:4]
    return library(step, "prctl", option, *rest)


def die_with_parent() -> None:
    """Be killed when the parent ends; a change of credentials or user namespace forgets it."""
    prctl("die with the parent", PR_SET_PDEATHSIG, int(signal.SIGKILL))


def outlive_parent() -> None:
    """Take back `die_with_parent`."""
    prctl("outlive the parent", PR_SET_PDEATHSIG, 0)
