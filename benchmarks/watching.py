"""The memory of workers and sandboxes, looked at from outside while a class is graded."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

# A worker has a template, whose forks are fork servers, whose forks are sandboxes.
SANDBOX_DEPTH = 3
INTERVAL_SECONDS, SERIES_SECONDS = 0.05, 5.0


class Watcher:
    """MiB: each sandbox's own at most, and the resident size of workers and zygote over the run."""

    def __init__(self) -> None:
        """Watch nothing yet."""
        self.seen: dict[str, Any] = {"workers": []}
        self._own: dict[int, float] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Watcher:
        """Start to look."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._done.set()
        self._thread.join()
        own = sorted(self._own.values())
        self.seen["sandboxes"] = len(own)
        self.seen["sandbox_own"] = {"median": own[len(own) // 2], "most": own[-1]}
        self.seen["over_60_mib"] = sum(value > 60 for value in own)

    def _watch(self) -> None:
        begin = time.monotonic()
        while not self._done.wait(INTERVAL_SECONDS):
            processes = list(_below(os.getpid()))
            for pid, line in processes:
                if sum("_child" in command for command in line) == SANDBOX_DEPTH:
                    own = _mib(pid, "Private_Clean", "Private_Dirty")
                    self._own[pid] = max(self._own.get(pid, 0.0), own)
            if len(self.seen["workers"]) < (time.monotonic() - begin) / SERIES_SECONDS:
                workers = [pid for pid, line in processes if "engine.start" in line[-1]]
                self.seen["workers"].append([round(_mib(pid, "Rss"), 1) for pid in workers])


def _below(pid: int, above: tuple[str, ...] = ()) -> list[tuple[int, tuple[str, ...]]]:
    """Return the processes below ``pid``, each with the commands that lead to it and its own."""
    found: list[tuple[int, tuple[str, ...]]] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():  # whichever thread started them
            for child in map(int, (task / "children").read_text().split()):
                command = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                line = (*above, command)
                found += [(child, line), *_below(child, line)]
    except OSError:  # it has just ended
        pass
    return found


def _mib(pid: int, *fields: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    values = {line.split(":")[0]: line.split()[1] for line in lines[1:]}
    return sum(int(values.get(field, 0)) for field in fields) / 1024
