"""What misconceptions answer is computed once for a course, and never believed when it is stale."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from autograder.engine.diagnose import Diagnosis, same_behaviour
from autograder.engine.kept import Behaviour, Kept
from autograder.engine.student import Exchange
from autograder.model import Outcome, TestResult

MISCONCEPTIONS = [SimpleNamespace(id=name, source=name) for name in ("adds", "hangs", "swaps")]
EXERCISE: Any = SimpleNamespace(part="part", name="odd", misconceptions=MISCONCEPTIONS)
VALUES = {
    "adds": [torch.tensor([1.5, float("nan")]), np.arange(3), "text", (1, [None, True])],
    "hangs": [],
    "swaps": [torch.ones(2, dtype=torch.bfloat16), -0.25, 1j, {"a": b"bytes"}],
}


def behaviour(name: str) -> Behaviour:
    """Return what a misconception answers to the one test of its suite."""
    outcome = Outcome.TIMED_OUT if name == "hangs" else Outcome.FAILED
    replies = [("value", value) for value in VALUES[name]] + [("RAISED", ["ValueError"])]
    return {"test_x": TestResult(outcome)}, {"test_x": Exchange(replies)}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course with one suite, as far as a digest of it goes."""
    (tmp_path / "tests" / "part").mkdir(parents=True)
    (tmp_path / "tests" / "part" / "test_odd.py").write_text("1")
    return tmp_path


@pytest.fixture
def asked(course: Path) -> list[str]:
    """Return the list of what is run, after one worker has looked at the exercise."""
    return names(course)


def names(course: Path, device: str = "cpu") -> list[str]:
    """Return which misconceptions a new worker runs to name the mistake of `swaps`."""
    asked = []

    def behave(_: Any, source: str) -> Behaviour:
        asked.append(source)
        return behaviour(source)

    assert Diagnosis(behave, Kept(course, device)).name(EXERCISE, behaviour("swaps")) == ("swaps",)
    return asked


def test_answers_come_back_as_they_were(course: Path, asked: list[str]) -> None:
    """Tensors, arrays, text and errors; what may have been chance is not there."""
    assert asked == ["adds", "hangs", "swaps"]
    kept = Kept(course, "cpu").read(EXERCISE)
    assert sorted(kept) == ["adds", "swaps"]
    assert all(same_behaviour(behaviour(name), kept[name]) for name in kept)


def test_the_next_worker_runs_only_what_cannot_be_kept(course: Path, asked: list[str]) -> None:
    """And writes nothing that the one after it could not read."""
    assert names(course) == names(course) == ["hangs"]


def test_a_changed_suite_or_device_begins_anew(course: Path, asked: list[str]) -> None:
    """Answers of another suite are answers to other questions."""
    assert names(course, "cuda") == asked
    (course / "tests" / "part" / "test_odd.py").write_text("2")
    assert names(course) == asked


@pytest.mark.parametrize("damage", [b"", b"x", b"x\ny"])
def test_damage_costs_the_time_to_make_it_again(
    course: Path, asked: list[str], damage: bytes
) -> None:
    """Cut off, changed in one place, or something else altogether."""
    path = course / ".autograder" / "behaviours" / "part" / "odd"
    whole = path.read_bytes()
    for data in (damage, whole[:-1], whole[:-1] + b"~", whole + b"~"):
        path.write_bytes(data)
        assert names(course) == asked
        assert path.read_bytes() == whole


def test_a_course_that_cannot_be_written_is_graded_all_the_same(course: Path) -> None:
    """There is nothing to keep it in."""
    (course / ".autograder").write_text("in the way")
    assert names(course) == names(course) == ["adds", "hangs", "swaps"]
