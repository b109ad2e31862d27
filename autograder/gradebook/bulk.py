"""Fill nbgrader's tables for many students in few statements.

What is written is what `add_submission` and `SaveAutoGrades` write one object at a time. A class of
thousands goes through in blocks, so that it takes no more memory than a class of hundreds.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.utils import parse_utc
from sqlalchemy import bindparam, insert, select, update

from autograder.gradebook.mark import Mark

BLOCK = 500  # students; each is a parameter, and an old SQLite takes 999 in a statement

Row = dict[str, Any]


def fill(session: Any, assignment: Any, marks: Iterable[Mark], penalty_of: Any) -> None:
    """Write ``marks`` for ``assignment``; ``penalty_of(student, score, late)`` may be None."""
    waiting = iter(marks)
    while block := list(itertools.islice(waiting, BLOCK)):
        _Block(session, assignment, block).fill(penalty_of)


class _Block:
    """Some students of a class."""

    def __init__(self, session: Any, assignment: Any, marks: Sequence[Mark]) -> None:
        self.session = session
        self.assignment = assignment
        self.marks = {mark.student: mark for mark in marks}

    def fill(self, penalty_of: Any) -> None:
        known = set(self._column(Student.id, Student.id.in_(self.marks)))
        self._insert(Student, [{"id": name} for name in self.marks if name not in known])
        before = set(self._submissions())
        for name in before:
            if self.marks[name].scores is None:
                del self.marks[name]  # an earlier mark is not lost to a fault of ours
        self._mirror([name for name in self.marks if name not in before])
        self._date()
        submissions = self._submissions()
        students = {row.id: name for name, row in submissions.items()}
        places = dict(
            self._rows(
                SubmittedNotebook.id,
                SubmittedNotebook.assignment_id,
                where=SubmittedNotebook.assignment_id.in_(students),
            )
        )
        owners = {notebook: students[submission] for notebook, submission in places.items()}
        scores = self._grade(owners)
        self._comment(owners)
        rows = []
        for notebook, name in owners.items():
            late = self._seconds_late(submissions[name])
            penalty = penalty_of(name, scores[notebook], late) if late > 0 else None
            if penalty is not None:
                penalty = min(max(penalty, 0), scores[notebook])
            rows.append({"row": notebook, "late_submission_penalty": penalty})
        self._update(SubmittedNotebook, rows)

    def _mirror(self, names: Sequence[str]) -> None:
        """Mirror the assignment's structure for new submissions, as nbgrader's API does."""
        found: dict[type, list[Row]] = defaultdict(list)
        for name in names:
            submission = {"id": new_uuid(), "assignment_id": self.assignment.id, "student_id": name}
            found[SubmittedAssignment].append(submission)
            for notebook in self.assignment.notebooks:
                mirror = {"id": new_uuid(), "notebook_id": notebook.id}
                mirror["assignment_id"] = submission["id"]
                found[SubmittedNotebook].append(mirror)
                for kind, cells in (
                    (Grade, notebook.grade_cells),
                    (Comment, notebook.solution_cells),
                ):
                    found[kind] += [
                        {"id": new_uuid(), "notebook_id": mirror["id"], "cell_id": cell.id}
                        for cell in cells
                    ]
        for kind, rows in found.items():
            self._insert(kind, rows)

    def _date(self) -> None:
        submissions = self._submissions()
        dated = [mark for mark in self.marks.values() if mark.timestamp is not None]
        self._update(
            SubmittedAssignment,
            [
                {"row": submissions[mark.student].id, "timestamp": parse_utc(mark.timestamp)}
                for mark in dated
            ],
        )

    def _grade(self, owners: dict[str, str]) -> dict[str, float]:
        """Write the automatic scores; return the score of each notebook, as nbgrader adds it up."""
        totals = dict.fromkeys(owners, 0.0)
        rows = []
        for identity, notebook, cell, manual, extra in self._rows(
            Grade.id,
            Grade.notebook_id,
            BaseCell.name,
            Grade.manual_score,
            Grade.extra_credit,
            where=(Grade.cell_id == BaseCell.id) & Grade.notebook_id.in_(owners),
        ):
            scores = self.marks[owners[notebook]].scores
            auto = None if scores is None else scores.get(cell, 0.0)
            rows.append(
                {
                    "row": identity,
                    "auto_score": auto,
                    "needs_manual_grade": auto is None or manual is not None,
                }
            )
            given = auto if manual is None else manual
            totals[notebook] += 0.0 if given is None else given + (extra or 0.0)
        self._update(Grade, rows)
        return totals

    def _comment(self, owners: dict[str, str]) -> None:
        self._update(
            Comment,
            [
                {
                    "row": identity,
                    "auto_comment": "No response."
                    if cell in self.marks[owners[notebook]].unanswered
                    else None,
                }
                for identity, notebook, cell in self._rows(
                    Comment.id,
                    Comment.notebook_id,
                    BaseCell.name,
                    where=(Comment.cell_id == BaseCell.id) & Comment.notebook_id.in_(owners),
                )
            ],
        )

    def _seconds_late(self, submission: Any) -> float:
        due = self.assignment.duedate
        if submission.timestamp is None or due is None:
            return 0.0
        if submission.extension is not None:
            due += submission.extension
        return max(0.0, float((submission.timestamp - due).total_seconds()))

    def _submissions(self) -> dict[str, Any]:
        kind = SubmittedAssignment
        rows = self._rows(
            kind.id,
            kind.student_id,
            kind.timestamp,
            kind.extension,
            where=(kind.assignment_id == self.assignment.id) & kind.student_id.in_(self.marks),
        )
        return {row.student_id: row for row in rows}

    def _rows(self, *columns: Any, where: Any) -> Any:
        return self.session.execute(select(*columns).where(where)).all()

    def _column(self, column: Any, where: Any) -> Any:
        return self.session.scalars(select(column).where(where))

    def _insert(self, kind: Any, rows: Sequence[Row]) -> None:
        if rows:
            self.session.execute(insert(kind.__table__), rows)

    def _update(self, kind: Any, rows: Sequence[Row]) -> None:
        """Update each ``row``, by its id, with the other values beside it."""
        if not rows:
            return
        table = kind.__table__
        values: Row = {name: bindparam(name) for name in rows[0] if name != "row"}
        statement = update(table).where(table.c.id == bindparam("row")).values(values)
        self.session.connection().execute(statement, rows)
