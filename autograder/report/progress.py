"""The parts of a course over time: the class, each student, and who is falling behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from autograder.model import Part
from autograder.report.classroom import Class
from autograder.report.roster import Roster

# Who is behind: see `falling_behind`. The page says it in words.
WINDOW = 2
HALF = 0.5


@dataclass(frozen=True)
class Step:
    """One part of the course, by student: the share of the points; None where it has no mark."""

    part: Part
    shares: Mapping[str, float | None]

    @property
    def marks(self) -> list[float]:
        """The shares that are known."""
        return [share for share in self.shares.values() if share is not None]

    @property
    def quartiles(self) -> tuple[float, float, float] | None:
        """First quartile, median and third quartile of the class; None without marks."""
        marks = self.marks
        if len(marks) < 2:
            return (marks[0], marks[0], marks[0]) if marks else None
        low, _, high = quantiles(marks, n=4, method="inclusive")
        return low, median(marks), high


@dataclass(frozen=True)
class Progress:
    """What the page of the course says; ``window`` is over what the rule was applied."""

    steps: tuple[Step, ...]
    students: tuple[str, ...]
    window: tuple[Step, ...]
    behind: tuple[str, ...]
    late: Mapping[tuple[str, str], float]
    roster: Roster


def progress(classes: Sequence[Class], roster: Roster) -> Progress:
    """Return how the course went; ``classes`` are its parts in order, those that have a report."""
    steps = tuple(
        Step(
            one.part,
            dict.fromkeys(one.not_graded)
            | {s: report.score / report.max_score for s, report in one.reports.items()},
        )
        for one in classes
    )
    students = tuple(sorted({student for step in steps for student in step.shares}))
    window = tuple(
        step for step in steps if step.part.exercises and len(step.shares) >= HALF * len(students)
    )[-WINDOW:]
    parts = {step.part.name for step in steps}
    return Progress(
        steps=steps,
        students=students,
        window=window,
        behind=falling_behind(window, students),
        late={key: seconds for key, seconds in sorted(roster.late.items()) if key[1] in parts},
        roster=roster,
    )


def falling_behind(window: Sequence[Step], students: Sequence[str]) -> tuple[str, ...]:
    """Return who, in every part of ``window``, handed in nothing or has below half of the points.

    A submission without a mark is not held against its student.
    """

    def weak(step: Step, student: str) -> bool:
        share = step.shares.get(student, 0.0)
        return share is not None and share < HALF

    return tuple(s for s in students if window and all(weak(step, s) for step in window))
