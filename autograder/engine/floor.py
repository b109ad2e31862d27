"""The least that grading could take: the suites on the solutions in one warm process.

For ``--profile`` alone: the same tests and the same numbers without sandbox, wire or cells. It runs
what the course's authors wrote, never a student's code.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from autograder.engine.direct import reference_of
from autograder.engine.here import Here, run_here
from autograder.model import Part

ROUNDS = 5


def floor(part: Part, items: Sequence[pytest.Item]) -> float:
    """Return the seconds that the suites of ``part`` take on its solutions: the best of a few."""
    return min(_once(part, items) for _ in range(ROUNDS))


def _once(part: Part, items: Sequence[pytest.Item]) -> float:
    begin = time.perf_counter()  # what takes pytest's protocol is left out: its time is pytest's
    for item in items:
        run_here(part, item, Here(reference_of(item)))
    return time.perf_counter() - begin
