"""What `--profile` adds up: every second once, in the phase that was innermost."""

from __future__ import annotations

from contextlib import suppress

import pytest

from autograder import stopwatch
from autograder.cli.tables import phases_table
from autograder.stopwatch import Stopwatch


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time, in a list, that `time.perf_counter` tells."""
    now = [0.0]
    monkeypatch.setattr(stopwatch.time, "perf_counter", lambda: now[0])
    return now


def test_a_phase_inside_another_counts_there_alone(clock: list[float]) -> None:
    """Also when the inner one ends with an error, and when it comes twice."""
    watch = Stopwatch(on=True)
    with watch.phase("pytest"):
        clock[0] += 1
        for _ in range(2):
            with suppress(ValueError), watch.phase("calls"):
                clock[0] += 10
                with watch.phase("fork"):
                    clock[0] += 100
                raise ValueError
        clock[0] += 3
    assert watch.seconds == {"pytest": 4, "calls": 20, "fork": 200}
    watch.share("calls", {"cells": 5})
    assert watch.take() == {"pytest": 4, "calls": 15, "cells": 5, "fork": 200}
    assert watch.seconds == {}


def test_nothing_is_measured_without_being_asked_for(clock: list[float]) -> None:
    """Nobody pays for it."""
    watch = Stopwatch()
    with watch.phase("calls"):
        clock[0] += 1
    assert watch.seconds == {}


def test_the_table_is_by_submission() -> None:
    """All phases, their sum, and the floor as a share of it."""
    watch = Stopwatch(on=True)
    watch.add({"calls": 3.0, "cells": 1.0})
    watch.floor = 0.5
    columns = [list(column.cells) for column in phases_table(watch, 4).columns]
    rows = dict(zip(columns[0], zip(*columns[1:], strict=True), strict=True))
    assert rows["calls"] == ("750.0", "75%")
    assert rows["read"] == ("0.0", "0%")
    assert rows["all"] == ("1000.0", "100%")
    assert rows["floor"] == ("500.0", "50%")
