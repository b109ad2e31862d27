"""What stands in for a pool of workers where no student code needs to run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from autograder.errors import AutograderError


class StandIn:
    """A pool of one engine, itself; whoever inherits says what it answers."""

    isolation, device = "full", "cpu"

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End nothing."""

    def map(self, grade: Any, jobs: list[str]) -> Iterator[tuple[str, Any]]:
        """Grade in order, as a pool does."""
        for job in jobs:
            try:
                yield job, grade(self, job)
            except AutograderError as error:
                yield job, error
