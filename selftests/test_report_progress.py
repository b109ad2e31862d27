"""From one sitting to the next, and from part to part: gain, and who is falling behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.course.part import load_part
from autograder.errors import UsageError
from autograder.model import Outcome, Part, Report
from autograder.report.classroom import Class
from autograder.report.gain import gains
from autograder.report.progress import Step, falling_behind, progress
from autograder.report.roster import Roster

from . import forty

CLASS = forty.forty_students


@pytest.fixture(scope="module")
def part() -> Part:
    """Return part 5."""
    return forty.the_part()


def test_gain_is_of_those_who_sat_twice(part: Part) -> None:
    """Of two students, who both solved in the second sitting what they had not in the first."""
    reports = CLASS.declared_reports(part)
    perfect = reports["adele"]
    first = {
        "alban": _without(perfect, "relu"),
        "amina": _without(perfect, "relu"),
        "elisa": perfect,
    }
    second = {"alban": perfect, "amina": perfect, "nino": perfect}
    found = gains(part, first, second)
    assert found.students == 2
    moved = {one.name: one.gain.value for one in found.items if one.gain.value}
    assert moved == {"relu": 1.0}
    assert found.total.gain.value == pytest.approx(0.5 / 20)
    with pytest.raises(UsageError):
        gains(part, {"elisa": perfect}, {"nino": perfect})


def _without(report: Report, name: str) -> Report:
    nothing = replace(report.exercises[name], score=0.0, outcome=Outcome.NOT_IMPLEMENTED)
    return replace(report, exercises={**report.exercises, name: nothing})


def test_who_falls_behind(part: Part) -> None:
    """Nothing or below half in both of the last two parts; what has no mark is not held against."""
    first = Step(part, {"good": 0.9, "weak": 0.49, "once": 0.2, "half": 0.5, "unread": None})
    second = Step(part, {"good": 0.8, "weak": 0.1, "once": 0.6, "half": 0.1, "unread": 0.1})
    students = ("absent", "good", "half", "once", "unread", "weak")
    assert falling_behind((first, second), students) == ("absent", "weak")
    assert falling_behind((), students) == ()


def test_only_parts_that_half_of_the_class_handed_in_count(part: Part) -> None:
    """A part that was just opened, and a quiz without exercises, make nobody fall behind."""
    reports = CLASS.declared_reports(part)
    perfect = reports["adele"]
    opened = Class(part, {"ada": perfect}, {}, frozenset())
    whole = Class(part, dict.fromkeys(("ada", "bob", "cyd"), perfect), {}, frozenset())
    everybody = dict.fromkeys(("ada", "bob", "cyd"), "?")
    quiz = Class(load_part(forty.ROOT, "part00_knowledge_check"), {}, everybody, frozenset())
    found = progress([quiz, whole, opened], Roster())
    assert [step.shares for step in found.window] == [{"ada": 1.0, "bob": 1.0, "cyd": 1.0}]
    assert found.behind == ()
    assert found.steps[1].quartiles == (1.0, 1.0, 1.0)
