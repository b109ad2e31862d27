"""The mutation run finds holes in suites, and its list of equivalent mutants stays true."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from autograder.course.part import load_part
from autograder.engine.pool import Engine
from autograder.model import Exercise, Isolation

from .mini import PART, write_course
from .scripts import load_script

mutation = load_script("benchmarks/mutation.py")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a miniature course."""
    return write_course(tmp_path)


def survivors(course: Path, name: str) -> tuple[Exercise, set[str], set[str]]:
    """Return an exercise, all its mutants and those that its suite does not notice."""
    exercise = load_part(course, PART).exercise(name)
    engine = Engine(course, [PART], Isolation.FULL)
    try:
        work = list(mutation.mutants(exercise))
        alive = {m.change for m in work if mutation.survives(engine, m)}
    finally:
        engine.close()
    return exercise, {m.change for m in work}, alive


def test_a_suite_that_checks_values_notices_every_mutant(course: Path) -> None:
    """Operators, constants and calls are changed one at a time; all of it shows."""
    _, changes, alive = survivors(course, "double")
    assert {
        "answer = 2 * x.clone() -> answer = 2 / x.clone()",
        "answer = 2 * x.clone() -> answer = 3 * x.clone()",
        "answer = 2 * x.clone() -> pass",
    } <= changes
    assert alive == {"answer = 2 * x.clone() -> answer = 2 * x"}


def test_a_weak_suite_is_found_out(course: Path) -> None:
    """A suite that looks at the shape alone lets wrong values live."""
    suite = course / "tests" / PART / "test_double.py"
    text = suite.read_text(encoding="utf-8")
    weak = text.replace("assert_close(", "(lambda got, want, **_: got.shape == want.shape)(")
    suite.write_text(weak, encoding="utf-8")
    _, _, alive = survivors(course, "double")
    assert "answer = 2 * x.clone() -> answer = 3 * x.clone()" in alive


@pytest.mark.parametrize(
    ("explained", "alive", "code"),
    [
        ([], [], 0),
        ([], ["answer = 2 * x.clone() -> answer = 2 * x"], 1),
        (["answer = 2 * x.clone() -> answer = 2 * x"], [], 1),
        (
            ["answer = 2 * x.clone() -> answer = 2 * x"],
            ["answer = 2 * x.clone() -> answer = 2 * x"],
            0,
        ),
    ],
    ids=["all noticed", "unexplained survivor", "stale explanation", "explained survivor"],
)
def test_survivors_and_explanations_have_to_agree(
    course: Path,
    monkeypatch: pytest.MonkeyPatch,
    explained: list[str],
    alive: list[str],
    code: int,
) -> None:
    """The run fails for a survivor without a reason, and for a reason without a survivor."""
    exercise = load_part(course, PART).exercise("double")
    work = list(mutation.mutants(exercise))
    reasons = {(PART, "double", change): "because" for change in explained}
    monkeypatch.setattr(mutation, "explanations", lambda: reasons)
    found = defaultdict(list, {(PART, "double"): alive})
    assert mutation.report([exercise], work, found) == code
