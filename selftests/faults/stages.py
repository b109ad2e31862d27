"""Find a process at the stage where it is to be disturbed, and what is left of it afterwards.

A sandbox that pauses shows it in its name, `/proc/PID/comm`. A process of ours stops at a stage
when the file `$FAULTS/STAGE` is there, once, and puts its number into `$FAULTS/STAGE.pid`.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
TIMES = [1.7e9, 1.7e9 + 86_400]


def jumping() -> float:
    """Return a time that is a day off, in the other direction at every look."""
    TIMES.reverse()
    return TIMES[0]


def stage(name: str) -> None:
    """Stop here, once, while a test wants it."""
    asked = Path(os.environ["FAULTS"], name)
    try:
        asked.unlink()
    except FileNotFoundError:
        return
    stopped = Path(f"{asked}.pid")
    asked.with_name(f".{name}").write_text(str(os.getpid()))
    asked.with_name(f".{name}").rename(stopped)
    until(lambda: None if stopped.exists() else True, f"the end of the stop at {name}")


@contextmanager
def stop_at(name: str) -> Iterator[Callable[[], int]]:
    """Ask for a stop, which ends with the context; yield what waits for it and tells where."""
    asked = Path(os.environ["FAULTS"], name)
    stopped = Path(f"{asked}.pid")
    asked.touch()
    yield lambda: until(lambda: int(stopped.read_text()) if stopped.exists() else None, name)
    stopped.unlink()


def until(found: Callable[[], T | None], what: str) -> T:
    """Poll until something is there, for a minute at most."""
    for _ in range(12_000):
        value = found()
        if value is not None:
            return value
        time.sleep(0.005)
    raise AssertionError(f"{what} did not come")


def _stat(pid: int) -> list[str]:
    """Return the fields of a process after its name, its state first; none when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _name(pid: int) -> str:
    """Return the name of a running process, empty when it has ended."""
    try:
        ended = _stat(pid)[:1] in ([], ["Z"])
        return "" if ended else Path(f"/proc/{pid}/comm").read_text().rstrip("\n")
    except OSError:
        return ""


def below(pid: int) -> dict[int, str]:
    """Return all processes started below ``pid``, with their start time, nearest first."""
    stats = {int(p.name): _stat(int(p.name)) for p in Path("/proc").glob("[0-9]*")}
    found, waiting = {}, [pid]
    while waiting:
        parent = waiting.pop(0)
        children = [p for p, fields in stats.items() if fields and int(fields[1]) == parent]
        found |= {child: stats[child][19] for child in children}
        waiting += children
    return found


def paused(pid: int, name: str) -> int:
    """Wait for a sandbox below ``pid`` to pause at ``name``; return it."""

    def find() -> int | None:
        return next((process for process in below(pid) if _name(process) == f"at-{name}"), None)

    return until(find, f"the pause {name}")


def dies_pausing(pid: int, name: str) -> None:
    """Wait for the end of a sandbox, which must come before that of its pause."""

    def look() -> bool | None:
        found = _name(pid)
        assert found in ("", f"at-{name}")
        return None if found else True

    until(look, "its end")


def _present() -> Counter[str]:
    """Return what is mounted, in shared memory and, but for random names, in `$TMPDIR`."""
    found = Counter(Path("/proc/self/mounts").read_text().splitlines())
    found.update(str(path) for path in Path("/dev/shm").iterdir())
    found.update(str(path)[:-8] for path in Path(os.environ["TMPDIR"]).iterdir())
    return found


@contextmanager
def nothing_left() -> Iterator[dict[int, str]]:
    """Require that all processes put into the dictionary end, and that they leave nothing.

    What was there before may go meanwhile: a fork server tidies up after its command has ended.
    """
    before = _present()
    processes: dict[int, str] = {}
    yield processes
    assert processes

    def left() -> list[str]:
        stats = {pid: _stat(pid) for pid in processes}
        alive = [p for p, s in stats.items() if s and s[0] != "Z" and s[19] == processes[p]]
        return [*map(str, alive), *(_present() - before)]

    with suppress(AssertionError):
        until(lambda: None if left() else True, "the end")
    found = left()
    assert not found, found
