"""What a run has to do with each submission, and why, by digests: nothing is run for it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from autograder.errors import IntakeError
from autograder.gradebook.intake import read_file, student_id_problem
from autograder.gradebook.keys import Key, of_exercise
from autograder.gradebook.run import Run


class Do(Enum):
    """How much of the work a submission needs."""

    NOTHING = "unchanged"
    MARKS = "recompute marks, run nothing"
    SOME = "run exercises again"
    ALL = "grade"
    REFUSE = "cannot grade"


@dataclass(frozen=True)
class Plan:
    """What is to be done with one submission, and why."""

    student: str
    do: Do
    why: tuple[str, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether student code has to be run for it."""
        return self.do in (Do.SOME, Do.ALL)

    @property
    def unchanged(self) -> bool:
        """Whether everything is as it should be already."""
        return self.do is Do.NOTHING


@dataclass(frozen=True)
class Look:
    """A plan, with what was read for it."""

    plan: Plan
    data: bytes
    key: Key


def plan_class(run: Run, students: Iterable[str]) -> Iterator[Plan]:
    """Yield what is to be done with each of ``students``."""
    for student in students:
        try:
            yield look(run, student).plan
        except IntakeError as error:
            yield Plan(student, Do.REFUSE, (str(error),))


def look(run: Run, student: str) -> Look:
    """Return what is to be done with a submission; ``IntakeError`` says why nothing can be."""
    data = _read(run, student)
    key = run.key.of(data)
    return Look(Plan(student, *_decide(run, student, key)), data, key)


def _decide(run: Run, student: str, key: Key) -> tuple[Do, tuple[str, ...]]:
    if run.force:
        return Do.ALL, ("--force",)
    stored = run.stored(student)
    before = stored.read_key()
    if before is None:
        again = os.path.lexists(stored.key)
        return Do.ALL, (
            "its result is damaged or of an earlier version"
            if again
            else "new, or not graded so far",
        )
    changes = key.changes(before)
    asked = frozenset[str]().union(*map(of_exercise, run.exercises))
    if changes.keys() - asked or (changes and not run.exercises):
        return Do.ALL, tuple(changes.values())
    if run.exercises:
        return Do.SOME, tuple(f"--exercise {name}" for name in run.exercises)
    if key.marks != before.marks:
        return Do.MARKS, ("points, weights or texts",)
    return Do.NOTHING, ()


def _read(run: Run, student: str) -> bytes:
    problem = student_id_problem(student)
    if problem is not None:
        raise IntakeError(
            f"The folder submitted/{student!r} is not a student id: {problem}. Rename it."
        )
    path = run.submission(student) / f"{run.part.name}.ipynb"
    if not path.parent.is_dir() or path.parent.is_symlink() or not os.path.lexists(path):
        raise IntakeError(f"There is no {path.name} in submitted/{student}/{run.part.name}.")
    return read_file(path)
