"""Grading whose answers are ready, for faults that come later: in files and in the gradebook."""

from __future__ import annotations

import copy
import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import nbgrader.api
from sqlalchemy import event
from sqlalchemy.orm import Session

from autograder.course.part import load_part
from autograder.engine.subject import Subject
from autograder.gradebook import fastpath, record
from autograder.gradebook.plan import plan_class
from autograder.gradebook.run import Run
from autograder.gradebook.submission import Graded
from autograder.model import Isolation
from selftests.faults.course import MAXIMUM
from selftests.mini import PART
from selftests.stand_in import StandIn

PERFECT = {"anne": MAXIMUM, "zoe": MAXIMUM}
# Of each student: an exercise and a question.
ROWS = {
    "student": 1,
    "submitted_assignment": 1,
    "submitted_notebook": 1,
    "grade": 2,
    "comment": 2,
}


class Canned(StandIn):
    """A pool of one engine that knows the answers."""

    answer: dict[str, Any]
    at_the_end: Callable[[], object] = staticmethod(bool)

    def __init__(self, *_: Any) -> None:
        """Start nothing."""

    def map(self, grade: Any, jobs: list[str]) -> Iterator[tuple[str, Any]]:
        """Grade in order, and then what is to be at the end."""
        yield from super().map(grade, jobs)
        self.at_the_end()

    def grade(self, part: str, subject: Subject, **_: Any) -> dict[str, Any]:
        """Return the answer of the perfect notebook; three times is not twice."""
        answer = copy.deepcopy(self.answer)
        if any("3 * x" in cell.source for cell in subject.cells):
            answer["exercises"]["double"] |= {"score": 0.0, "outcome": "FAILED"}
        return answer


def grade(course: Path, *students: str) -> list[Graded]:
    """Grade the class, or some of it, by the fast path, whose pool has been replaced."""
    run = Run(course, load_part(course, PART), "fr", Isolation.FULL, "cpu", False)
    plans = list(plan_class(run, students or fastpath.students(course, PART)))
    return list(fastpath.grade_class(run, plans, 1))


def die(*_: Any) -> None:
    """Die as by kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


def and_then(act: Callable[[], object]) -> Callable[..., None]:
    """Return what fills the gradebook's tables, and does ``act`` before anything is committed."""
    fill = record.fill

    def filling(*arguments: Any) -> None:
        fill(*arguments)
        act()

    return filling


def doomed(answer: dict[str, Any], when: str) -> None:
    """Grade, in a process of its own, and die before the n-th file is renamed, or later."""
    Canned.answer = answer
    fastpath.Pool = Canned  # type: ignore[assignment, misc]
    if when == "making":  # the gradebook: its tables are there, its version is not
        nbgrader.api.get_alembic_version = die
    elif when == "after_rows":
        record.fill = and_then(die)
    elif when in ("before_commit", "after_commit"):  # of marks: others come before the first row
        record.fill = and_then(lambda: event.listen(Session, when, die))
    else:
        replace, count = os.replace, int(when)

        def dying(*names: Any) -> None:
            nonlocal count
            count -= 1
            if count == 0:
                die()
            replace(*names)

        os.replace = dying  # type: ignore[assignment]
    grade(Path.cwd())


def assert_marks(course: Path, scores: Mapping[str, float]) -> None:
    """Require these marks in the gradebook, each once, and no other rows."""
    with closing(sqlite3.connect(course / "gradebook.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
        for table, rows in ROWS.items():
            found = db.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert found == (rows * len(scores),), table
        marks = db.execute(
            "SELECT student_id, sum(auto_score), sum(needs_manual_grade) FROM grade "
            "JOIN submitted_notebook n ON n.id = grade.notebook_id "
            "JOIN submitted_assignment a ON a.id = n.assignment_id GROUP BY 1"
        ).fetchall()
    assert sorted(marks) == [(student, score, 0) for student, score in sorted(scores.items())]


def assert_complete(course: Path, scores: Mapping[str, float] = PERFECT) -> None:
    """Require what an undisturbed run leaves: these marks, and not a file more."""
    assert_marks(course, scores)
    reports = course / "reports" / PART
    files = {p.name for p in reports.iterdir()}
    assert files == {f"{student}.{kind}" for student in scores for kind in ("json", "key")}
    for student, score in scores.items():
        report = json.loads((reports / f"{student}.json").read_text("utf-8"))
        assert report["score"] == score
        made = [p.name for p in (course / "autograded" / student / PART).iterdir()]
        assert made == [f"{PART}.ipynb"]
    assert [p.name for p in course.glob("*gradebook.db*")] == ["gradebook.db"]
