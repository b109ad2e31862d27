"""Namespaces with a root directory of their own: only what is named can be seen at all.

The template of fork servers enters those of users and files before it loads anything; each fork
server has its own of all others, before it serves, so that no submission pays for them.
"""

import ctypes
import errno
import os
from pathlib import Path

from . import syscalls

_NEWNS, _NEWUTS, _NEWIPC = 0x00020000, 0x04000000, 0x08000000
_NEWUSER, _NEWPID, _NEWNET = 0x10000000, 0x20000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_BIND = 0x2, 0x4, 0x1000
_MS_REC, _MS_PRIVATE = 0x4000, 0x40000
_MNT_DETACH = 2
_ATTR_RDONLY, _ATTR_NOSUID, _ATTR_NODEV, _ATTR_NOEXEC = 0x1, 0x2, 0x4, 0x8
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000

_ID_INSIDE = 1000
_INODES = 16384
_MOST_LINKS = 40
_NEW_ROOT = "/tmp"  # covered only until the new root leaves it
_OLD_ROOT = Path("/.old")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_entered = False


class _MountAttributes(ctypes.Structure):
    _fields_ = (
        ("attr_set", ctypes.c_uint64),
        ("attr_clr", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("userns_fd", ctypes.c_uint64),
    )


def entered() -> bool:
    """Tell whether this process, or the one it was forked from, came from `fork`."""
    return _entered


def _walk(path: Path, links: dict[Path, Path]) -> Path:
    """Resolve `path`, noting in `links` each symbolic link on the way."""
    waiting = list(reversed(path.absolute().parts[1:]))
    here, followed = Path("/"), 0
    while waiting:
        part = waiting.pop()
        step = here.parent if part == ".." else here / part
        if not step.is_symlink():
            here = step
            continue
        followed += 1
        if followed > _MOST_LINKS:
            raise OSError(errno.ELOOP, f"too many symbolic links in {path}")
        links[step] = target = step.readlink()
        waiting.extend(reversed(target.parts[1:] if target.is_absolute() else target.parts))
        if target.is_absolute():
            here = Path("/")
    here.stat()
    return here


def _plan(readable: list[str]) -> tuple[dict[Path, Path], list[Path]]:
    """Return the links to make and the directories and files to mount; missing ones are left."""
    links: dict[Path, Path] = {}
    found = set()
    for text in readable:
        noted = dict(links)
        try:
            real = _walk(Path(text), noted)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            continue
        if real == Path("/"):
            raise OSError(f"{text} is the root directory, which would make every file readable")
        found.add(real)
        links = noted
    mounts = sorted(path for path in found if not found & set(path.parents))
    links = {link: target for link, target in links.items() if not found & {link, *link.parents}}
    return links, mounts


def _mount(
    what: str, where: str, kind: str | None = None, flags: int = 0, data: str | None = None
) -> None:
    syscalls.library(
        f"mount {what} on {where}",
        "mount",
        os.fsencode(what),
        os.fsencode(where),
        kind.encode() if kind else None,
        flags,
        data.encode() if data else None,
    )


def _fix(where: str, attributes: int, *, recursive: bool) -> None:
    """Add attributes to a mount. Those it has, which may be locked, stay: nothing is cleared."""
    wanted = _MountAttributes(attr_set=attributes)
    syscalls.kernel(
        f"make {where} read-only",
        syscalls.MOUNT_SETATTR,
        _AT_FDCWD,
        os.fsencode(where),
        _AT_RECURSIVE if recursive else 0,
        ctypes.byref(wanted),
        ctypes.sizeof(wanted),
    )


def _bind(path: Path, attributes: int) -> None:
    """Show a file or directory of the old root at its place in the new one."""
    source = _OLD_ROOT / path.relative_to("/")
    if source.is_dir():
        path.mkdir(parents=True, exist_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    _mount(str(source), str(path), flags=_MS_BIND | _MS_REC)
    _fix(str(path), attributes, recursive=True)


def _map_ids(uid: int, gid: int) -> None:
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{_ID_INSIDE} {uid} 1"),
        ("gid_map", f"{_ID_INSIDE} {gid} 1"),
    ):
        try:
            Path("/proc/self", name).write_text(text)
        except OSError as error:
            raise OSError(error.errno, f"could not write /proc/self/{name}: {error}") from error


def _mount_empty(path: str, size_mb: int) -> None:
    options = f"size={size_mb}m,nr_inodes={_INODES},mode=0700"
    _mount("tmpfs", path, "tmpfs", _MS_NOSUID | _MS_NODEV, options)


def _build_root(readable: list[str], writable_mb: int) -> None:
    links, mounts = _plan(readable)
    _mount("none", "/", flags=_MS_REC | _MS_PRIVATE)
    _mount("tmpfs", _NEW_ROOT, "tmpfs", _MS_NOSUID | _MS_NODEV, "size=4m,mode=0755")
    Path(_NEW_ROOT, _OLD_ROOT.name).mkdir()
    os.chdir(_NEW_ROOT)
    syscalls.library("change the root directory", "pivot_root", b".", _OLD_ROOT.name.encode())
    os.chdir("/")
    Path("/tmp").mkdir()
    _mount_empty("/tmp", writable_mb)
    for path in mounts:
        _bind(path, _ATTR_RDONLY | _ATTR_NOSUID | _ATTR_NODEV)
    for device in _DEVICES:
        _bind(Path(device), _ATTR_RDONLY | _ATTR_NOSUID | _ATTR_NOEXEC)
    for link, target in links.items():
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
    syscalls.library("detach the old root", "umount2", os.fsencode(_OLD_ROOT), _MNT_DETACH)
    _OLD_ROOT.rmdir()
    _fix("/", _ATTR_RDONLY | _ATTR_NOSUID | _ATTR_NODEV, recursive=False)


def enter(readable: list[str], writable_mb: int) -> None:
    """Have users and files of this process's own.

    Of the files only `readable` is left, read-only (missing paths are ignored; a path and what it
    links to both work), beside a few devices and an empty /tmp of `writable_mb`. To be called
    once, by a process with a single thread. After an OSError the process is of no more use.
    """
    uid, gid = os.geteuid(), os.getegid()
    syscalls.library("create the namespaces", "unshare", _NEWUSER | _NEWNS)
    _map_ids(uid, gid)
    _build_root(readable, writable_mb)


def fork() -> int:
    """Fork, as `os.fork` does, the first process of namespaces without anything else.

    It has processes, network, ipc and host name of its own, and sees alone what it mounts. When it
    ends, everything inside is killed. To be called once, by a process that has entered, or is a
    fork of one that has.
    """
    global _entered
    syscalls.library(
        "create the namespaces",
        "unshare",
        _NEWNS | _NEWNET | _NEWIPC | _NEWUTS | _NEWPID,
    )
    syscalls.library("change the host name", "sethostname", b"sandbox", len(b"sandbox"))
    _entered = True
    return os.fork()


def mount_private(path: str, size_mb: int) -> None:
    """Give one sandbox the directory `path` under /tmp, of limited size and number of files."""
    Path(path).mkdir(mode=0o700)
    _mount_empty(path, size_mb)


def unmount_private(path: str) -> None:
    """Take away what `mount_private` gave, even if it is still in use."""
    syscalls.library(f"unmount {path}", "umount2", os.fsencode(path), _MNT_DETACH)
    Path(path).rmdir()
