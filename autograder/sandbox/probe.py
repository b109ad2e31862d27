"""The start-up probe: tries to break out of a sandbox before the first submission is graded.

The attempts run where student code runs. Each must be refused with an error that belongs to a
refusal (not merely fail), and a positive probe shows that the sandbox works at all.
"""

from __future__ import annotations

import errno
import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.model import Isolation, Limits, Outcome
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.sandbox import Sandbox, SandboxEnded

LIMITS = Limits(call_seconds=20, submission_seconds=60)
REFUSALS = {errno.EPERM, errno.EACCES, errno.ENOENT, errno.ESRCH, errno.EROFS, errno.ENOTDIR}
REFUSALS |= {errno.ENOMEM, errno.EFBIG}


def attempts(module: Any, course: str, home: str, engine: int) -> dict[str, int]:
    """Try everything that must fail; return the errno of each, 0 where it succeeded."""
    import errno
    import mmap
    import os
    import signal
    import socket
    import subprocess
    from pathlib import Path

    def fork() -> None:
        if os.fork() == 0:
            os._exit(0)

    def signal_engine() -> None:
        if engine == os.getpid():  # in a namespace of its own: the number is not the engine's here
            raise ProcessLookupError(errno.ESRCH, "there is no such process")
        os.kill(engine, 0)

    def write(path: Path) -> None:
        path.write_text("x")
        path.unlink()  # where it can be written, nothing must stay behind

    def grow() -> None:
        with Path("large").open("wb") as file:
            file.truncate(1 << 30)

    actions: dict[str, Callable[[], object]] = {
        "read the course": lambda: list(Path(course).iterdir()),
        "read the home directory": lambda: list(Path(home).iterdir()),
        "read the environment of the engine": lambda: Path(f"/proc/{engine}/environ").read_bytes(),
        "write outside its directory": lambda: write(Path("/autograder-probe")),
        "write in the installation": lambda: write(Path(os.__file__).with_name("autograder-probe")),
        "open a socket": lambda: socket.socket().close(),
        "open a datagram socket": lambda: socket.socket(type=socket.SOCK_DGRAM).close(),
        "signal the engine": signal_engine,
        "stop its parent": lambda: os.kill(os.getppid(), signal.SIGCONT),
        "start a process": fork,
        "take more memory than it may": lambda: mmap.mmap(-1, 3 << 30, mmap.MAP_PRIVATE).close(),
        "write a file larger than it may": grow,
        "start a program": lambda: subprocess.run(["/bin/true"], check=False),
    }
    found = {}
    for name, action in actions.items():
        try:
            action()
            found[name] = 0
        except OSError as error:
            found[name] = error.errno or -1
    write(Path("probe"))
    found["work"] = 17 if sum(range(1, 5)) + 7 == 16 + 1 else 0
    return found


def sees_gpu(server: ForkServer) -> bool:
    """Return whether torch finds a GPU inside a sandbox of ``server``."""
    with Sandbox(server, LIMITS) as box:
        source = "def find(module):\n    return torch.cuda.is_available()\n"
        return list(box.run(source, "find", [], 0)) == ["value", True]


def gpu_room(server: ForkServer) -> int:
    """Return how many MiB of the GPU are free, by a sandbox without student code; 0 if it fails."""
    try:
        with Sandbox(server, LIMITS) as box:
            source = "def look(module):\n    return torch.cuda.mem_get_info()[0] >> 20\n"
            match box.run(source, "look", [], 0):
                case ["value", int(room)]:
                    return room
    except SandboxEnded:
        pass
    return 0


def leaks(server: ForkServer, level: Isolation, course: Path | None) -> list[str]:
    """Return what a sandbox of ``server`` can do and must not, as phrases; empty when it holds."""
    refused = layers(server, course)
    if level is Isolation.PROCESS:  # promises nothing of this, and is asked for by name
        return []
    return [f"it can {name}" for name, held in refused.items() if not held]


def layers(server: ForkServer, course: Path | None) -> dict[str, bool]:
    """Return for each attempt whether it was refused; raises when the sandbox does not work."""
    source = "from collections.abc import Callable\nfrom typing import Any\n" + inspect.getsource(
        attempts
    )
    home = os.environ.get("HOME") or "/root"
    args = [str(course or Path(__file__).parent), home, os.getpid()]
    with Sandbox(server, LIMITS) as box:
        reply = box.run(source, "attempts", args, 0)
    if reply[0] != "value" or reply[1].pop("work", 0) != 17:
        raise SandboxEnded(Outcome.CRASHED, f"the probe came back with {reply!r:.300}")
    return {name: number in REFUSALS for name, number in reply[1].items()}
