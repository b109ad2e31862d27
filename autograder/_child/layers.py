"""Try each layer of the sandbox by itself: take it alone, then try what it must refuse.

``python -I autograder/_child layers`` prints ``{layer: {"held": .., "errno": .., "says": ..}}``.
Each trial is a process of its own, because no layer can be taken off again.
"""

import errno
import json
import os
import resource
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import landlock, lockdown, namespaces, seccomp, syscalls

_MIB = 1 << 20
_PR_GET_NO_NEW_PRIVS = 39
_DISCARD_PORT = 9


class _Open(Exception):
    """What a layer must refuse was possible."""


def _refused(what: str, action: Callable[[], object], *numbers: int) -> None:
    """Check that ``action`` fails with one of the error ``numbers``, those of its refusal."""
    try:
        action()
    except OSError as error:
        if error.errno in numbers:
            return
        raise _Open(f"not refused, but failing: to {what}: {error}") from error
    raise _Open(f"it can {what}")


def _enter_namespaces() -> None:
    """Go on in a child that has namespaces of its own; this process ends after it."""
    namespaces.enter(lockdown.python_paths(), 16)
    child = namespaces.fork()
    if child:
        os.waitpid(child, 0)
        os._exit(0)


def _namespaces(private: str, keep: int) -> str:
    outside = os.getppid()
    _enter_namespaces()
    _refused("see other files", Path("/etc/passwd").stat, errno.ENOENT)
    _refused("see other processes", lambda: os.kill(outside, 0), errno.ESRCH)
    # Elsewhere nobody listens there, which is an answer.
    place = ("127.0.0.1", _DISCARD_PORT)
    _refused("reach a network", lambda: socket.create_connection(place, 1), errno.ENETUNREACH)
    return "files, processes and network of its own"


def _disk(private: str, keep: int) -> str:
    _enter_namespaces()
    namespaces.mount_private("/tmp/trial", 1)
    too_much = bytes(2 * _MIB)
    _refused("fill the disk", lambda: Path("/tmp/trial/x").write_bytes(too_much), errno.ENOSPC)
    return "limited as a whole"


def _landlock(private: str, keep: int) -> str:
    def write() -> None:
        Path(f"{private}.outside").touch()
        Path(f"{private}.outside").unlink()

    version = landlock.abi()
    syscalls.prctl("renounce new privileges", syscalls.PR_SET_NO_NEW_PRIVS, 1)
    landlock.restrict([], [private])
    _refused("read other files", lambda: Path("/etc/passwd").read_bytes(), errno.EACCES)
    _refused("write other files", write, errno.EACCES)
    Path(private, "allowed").touch()
    return f"ABI {version}"


def _seccomp(private: str, keep: int) -> str:
    def fork() -> None:
        if os.fork() == 0:
            os._exit(0)

    syscalls.prctl("renounce new privileges", syscalls.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.install()
    _refused("open a socket", lambda: socket.socket().close(), errno.EPERM)
    _refused("start a process", fork, errno.EPERM)
    return "no sockets, no processes, few system calls"


def _confined(private: str, keep: int) -> None:
    lockdown.confine(
        "process",
        readable=[],
        private=private,
        in_use=lockdown.memory_in_use(),
        memory_mb=64,
        file_mb=1,
        cpu_seconds=10,
        keep={keep},
    )


def _privileges(private: str, keep: int) -> str:
    _confined(private, keep)
    _refused("change its root", lambda: os.chroot("/"), errno.EPERM)
    if syscalls.prctl("ask for new privileges", _PR_GET_NO_NEW_PRIVS) != 1:
        raise _Open("it can gain privileges from a program")
    return "none, and none to be gained"


def _limits(private: str, keep: int) -> str:
    _confined(private, keep)
    too_much = bytes(2 * _MIB)
    _refused("write a large file", lambda: Path("large").write_bytes(too_much), errno.EFBIG)
    opened: list[int] = []
    _refused(
        "open files without end",
        lambda: opened.extend(os.open("/dev/null", os.O_RDONLY) for _ in range(1000)),
        errno.EMFILE,
    )
    if not 0 <= resource.getrlimit(resource.RLIMIT_CPU)[0] <= 10:  # -1 is no limit
        raise _Open("it can compute without end")
    return "of files, descriptors and the processor's time"


def _memory(private: str, keep: int) -> str:
    _confined(private, keep)
    try:
        bytearray(256 * _MIB)
    except MemoryError:
        return "limited"
    raise _Open("it can take more memory than it may")


def _output(private: str, keep: int) -> str:
    from .shell import Shell

    shell = Shell.instance()
    shell.recorder.output_kb = 1
    outputs = shell.run("for _ in range(100): print('x' * 1000)", "trial")
    if sum(len(output.get("text", "")) for output in outputs) > 2048:
        raise _Open("it can print without end")
    return "limited"


_ON_LINUX = {
    "namespaces": _namespaces,
    "Landlock": _landlock,
    "seccomp": _seccomp,
    "privileges": _privileges,
    "memory": _memory,
    "disk": _disk,
}
_EVERYWHERE = {"limits": _limits, "output": _output}


def _alone(trial: Callable[[str, int], str]) -> dict[str, object]:
    """Return what came of a trial in a process of its own, in a directory of its own."""
    read, write = os.pipe()
    with tempfile.TemporaryDirectory() as private:
        child = os.fork()
        if child == 0:
            found: dict[str, object] = {"held": False, "errno": 0}
            try:
                found |= {"says": trial(private, write), "held": True}
            except OSError as error:
                found |= {"errno": error.errno or 0, "says": error.strerror or str(error)}
            except Exception as error:
                found |= {"says": str(error) or type(error).__name__}
            finally:
                os.write(write, json.dumps(found).encode())
                os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as answer:
            data = answer.read()
        os.waitpid(child, 0)
    ended = {"held": False, "errno": 0, "says": "the trial ended without an answer"}
    return dict(json.loads(data)) if data else ended


def main() -> None:
    """Print what came of each trial that this system has."""
    trials = (_ON_LINUX if sys.platform == "linux" else {}) | _EVERYWHERE
    print(json.dumps({name: _alone(trial) for name, trial in trials.items()}))
