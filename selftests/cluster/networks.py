"""Two network namespaces joined by a cable, where the kernel lets this user have them.

::

    here: SERVER v0 ======= v1 WORKER :there     each with mounts of its own
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from selftests.faults.stages import until

SERVER, WORKER = "10.77.0.1", "10.77.0.2"
FOREVER = ["sleep", "infinity"]


@contextmanager
def namespaces() -> Iterator[tuple[list[str], list[str]]]:
    """Yield what to put before a command to run it on either side; skip where it cannot be had."""
    with ExitStack() as stack:
        try:
            here = _enter(stack, ["unshare", "--user", "--map-root-user", "--net", "--mount"])
            there = _enter(stack, [*here, "unshare", "--net", "--mount"])
            peer = there[2]
            for side, command in (
                (here, f"link add v0 type veth peer name v1 netns {peer}"),
                (here, f"addr add {SERVER}/24 dev v0"),
                (here, "link set v0 up"),
                (here, "link set lo up"),
                (there, f"addr add {WORKER}/24 dev v1"),
                (there, "link set v1 up"),
                (there, "link set lo up"),
            ):
                subprocess.run([*side, "ip", *command.split()], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no network namespaces can be had here: {error}")
        yield here, there


def _enter(stack: ExitStack, command: list[str]) -> list[str]:
    """Hold the namespaces that ``command`` makes; return what enters them."""
    holder = subprocess.Popen([*command, *FOREVER])
    stack.callback(holder.wait)
    stack.callback(holder.kill)
    enter = ["nsenter", "-t", str(holder.pid), "--user", "--net", "--mount"]
    enter.append("--preserve-credentials")

    def there() -> bool | None:
        if holder.poll() is not None:
            raise subprocess.CalledProcessError(holder.returncode, command)
        # Each command becomes the next in the same process, `sleep` at last.
        return True if Path(f"/proc/{holder.pid}/comm").read_text() == "sleep\n" else None

    until(there, "the namespaces")
    return enter
