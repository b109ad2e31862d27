"""Where the time goes, for ``--profile``: seconds of wall clock by phase."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext

_NOTHING = nullcontext()


class Stopwatch:
    """Adds up phases while it is on; what is inside another phase counts there alone."""

    def __init__(self, on: bool = False) -> None:
        """Start at zero."""
        self.on = on
        self.seconds: dict[str, float] = {}
        self.floor = 0.0  # of one submission, measured apart
        self._inside = 0.0

    def phase(self, name: str) -> AbstractContextManager[None]:
        """Return a context whose time is that of phase ``name``."""
        return self._measured(name) if self.on else _NOTHING

    @contextmanager
    def _measured(self, name: str) -> Iterator[None]:
        begin, around, self._inside = time.perf_counter(), self._inside, 0.0
        try:
            yield
        finally:
            passed = time.perf_counter() - begin
            self.add({name: passed - self._inside})
            self._inside = around + passed

    def add(self, seconds: Mapping[str, float]) -> None:
        """Add what another watch has measured."""
        for name, more in seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + more

    def share(self, name: str, parts: Mapping[str, float]) -> None:
        """Count as ``parts`` what they say of phase ``name``."""
        self.add({name: -sum(parts.values()), **parts})

    def take(self) -> dict[str, float]:
        """Return what was measured, and begin anew."""
        taken, self.seconds = self.seconds, {}
        return taken


OFF = Stopwatch()
# Of a process of the engine, which grades one submission at a time.
WATCH = Stopwatch()
