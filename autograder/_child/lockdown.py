"""A freshly forked sandbox gives up what it does not need, before any student code runs."""

import contextlib
import ctypes
import errno
import mmap
import os
import resource
import site
import sys
import sysconfig
from pathlib import Path

from . import landlock, namespaces, seccomp, syscalls

LEVELS = ("full", "restricted", "process")

_MIB = 1 << 20
_LARGEST_ADDRESS_SPACE = 1 << 47
_ADDRESS_SLACK_MB = 1024  # malloc reserves 64 MiB of addresses per thread without using them
_CAPABILITY_VERSION_3 = 0x20080522
# NOROOT, NO_SETUID_FIXUP and NO_CAP_AMBIENT_RAISE, each with its lock, and KEEP_CAPS locked off.
_SECUREBITS = 0xEF
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_READABLE_DEVICES = ["/dev/zero", "/dev/urandom", "/dev/random"]

_SYSTEM = (
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/alternatives",  # Debian's BLAS is a link to a link in there
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/proc/cpuinfo",
    "/sys/devices/system/cpu",
)


def python_paths() -> list[str]:
    """Return what Python, its packages and the system's libraries read.

    Only library directories: a course that lies beside the virtual environment, or a project that
    is installed in place, stays hidden. Whoever needs such a package names its directory as well.
    """
    packages = [place for place in sys.path if place.endswith(("site-packages", "dist-packages"))]
    paths = [
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("platstdlib"),
        str(Path(sys.base_prefix, "lib")),
        *site.getsitepackages(),
        *packages,
        *_SYSTEM,
    ]
    return [path for path in dict.fromkeys(paths) if Path(path).exists()]


def close_descriptors(keep: set[int]) -> None:
    """Close every descriptor but those of `keep`."""
    first = 0
    for kept in sorted(keep):
        if kept > first:
            _close_range(first, kept - 1)
        first = kept + 1
    _close_range(first, syscalls.LAST_DESCRIPTOR)


def _close_range(first: int, last: int) -> None:
    try:
        # Python's own closerange tries each number, up to thousands of millions, on an old libc.
        syscalls.close_range(first, last)
    except (OSError, AttributeError):  # an older kernel, another system
        os.closerange(first, min(last, os.sysconf("SC_OPEN_MAX")) + 1)


def _in_use(kind: int) -> int:
    """Return how much of a limit on addresses is used, to a MiB.

    A sandbox has no /proc to read it from. The kernel tells it all the same: a page can be mapped
    exactly when the limit is above what is used.
    """
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    page = ctypes.c_size_t(mmap.PAGESIZE)
    nowhere = ctypes.c_void_p(-1).value
    protection, private = mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    soft, hard = resource.getrlimit(kind)
    low, high = 0, _LARGEST_ADDRESS_SPACE if hard == resource.RLIM_INFINITY else hard
    middle = high
    try:
        # The first round is under the largest limit: what Python allocates in a round is then
        # there for the next ones, under limits that would refuse it.
        while high - low > _MIB:
            resource.setrlimit(kind, (middle, hard))
            place = libc.mmap(None, page, protection, private, -1, ctypes.c_long(0))
            if place == nowhere:
                low = middle
            else:
                libc.munmap(ctypes.c_void_p(place), page)
                high = middle
            middle = (low + high) // 2
    finally:
        resource.setrlimit(kind, (soft, hard))
    return high


def _lower(kind: int, soft: int, hard: int) -> None:
    """Set a limit, or keep what is already lower."""
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))


def memory_in_use() -> dict[int, int]:
    """Return by limit how many addresses this process uses; a fork of it uses the same.

    Empty outside Linux, which is alone in enforcing RLIMIT_AS and RLIMIT_DATA.
    """
    if sys.platform != "linux":
        return {}
    return {kind: _in_use(kind) for kind in (resource.RLIMIT_DATA, resource.RLIMIT_AS)}


def limit(in_use: dict[int, int], memory_mb: int, file_mb: int, cpu_seconds: int) -> None:
    """Limit memory beyond what is in use, the size of a file, and the time of the processor."""
    memory = memory_mb * _MIB
    wanted = [
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, file_mb * _MIB, file_mb * _MIB),
        (resource.RLIMIT_NOFILE, 256, 256),
        (resource.RLIMIT_MEMLOCK, 0, 0),
        (resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1),
    ]
    for kind, used in in_use.items():
        slack = _ADDRESS_SLACK_MB * _MIB if kind == resource.RLIMIT_AS else 0
        wanted.append((kind, used + memory + slack, used + memory + slack))
    for kind, soft, hard in wanted:
        _lower(kind, soft, hard)


def _drop_capabilities() -> None:
    """Give up every capability, and the means to get one back where that is permitted."""
    syscalls.prctl(
        "clear the ambient capabilities", syscalls.PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL
    )
    # Without CAP_SETPCAP these are refused; an ordinary user has nothing to get back anyway.
    with contextlib.suppress(PermissionError):
        syscalls.prctl("lock the secure bits", syscalls.PR_SET_SECUREBITS, _SECUREBITS)
        for capability in range(64):
            try:
                syscalls.prctl("drop a capability", syscalls.PR_CAPBSET_DROP, capability)
            except OSError as error:
                if error.errno == errno.EINVAL:  # past the kernel's last capability
                    break
                raise
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    syscalls.library("drop the capabilities", "capset", header, none)


def confine(
    level: str,
    *,
    readable: list[str],
    private: str,
    in_use: dict[int, int],
    memory_mb: int,
    file_mb: int,
    cpu_seconds: int,
    keep: set[int],
) -> None:
    """Confine this process, forked a moment ago and with a single thread, at `level`.

    It becomes the leader of a session, dies with its parent, keeps only the descriptors of `keep`
    (0, 1 and 2 are closed unless they are there), works in the directory `private`, and at the
    levels "full" and "restricted" reads only `readable` and `private`, writes only `private`, and
    starts no process. "full" is for a process whose ancestor came from `namespaces.fork`; `in_use`
    is what its parent had from `memory_in_use`. Any failure raises, and the process must then end
    at once.
    """
    if level not in LEVELS:
        raise ValueError(f"there is no isolation level {level!r}; choose one of {LEVELS}")
    if level == "full" and not namespaces.entered():
        raise OSError("the full level was asked for, but the process is not in its own namespaces")
    if os.getsid(0) != os.getpid():
        os.setsid()
    close_descriptors(keep)
    os.chdir(private)
    limit(in_use, memory_mb, file_mb, cpu_seconds)
    if sys.platform == "linux":
        _drop_capabilities()
        # After the capabilities: a change of credentials could undo these two.
        syscalls.die_with_parent()
        syscalls.prctl("forbid reading its memory", syscalls.PR_SET_DUMPABLE, 0)
        syscalls.prctl("renounce new privileges", syscalls.PR_SET_NO_NEW_PRIVS, 1)
    if level != "process":
        landlock.restrict([*readable, *_READABLE_DEVICES], [private, "/dev/null"])
        seccomp.install()
