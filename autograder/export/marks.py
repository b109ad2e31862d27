"""Read the marks of one part from nbgrader's gradebook, which is opened for reading only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nbgrader.api import MissingEntry, Student, SubmittedAssignment
from sqlalchemy.exc import SQLAlchemyError

from autograder.errors import MachineError, UsageError
from autograder.gradebook.opened import OpenedGradebook

NOT_GRADED = "not graded"
NO_SUBMISSION = "no submission"


@dataclass(frozen=True)
class StudentMark:
    """What one student has for a part; ``score`` is None without a mark, and ``why`` says why.

    ``cells`` are the marks by grading cell, manual ones included; ``penalty`` is already taken off
    ``score``. The other ids are those that nbgrader keeps, empty where it has none.
    """

    student: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    score: float | None = None
    why: str = ""
    penalty: float = 0.0
    cells: Mapping[str, float] = field(default_factory=dict)
    comments: tuple[str, ...] = ()


def read_marks(course: Path, part: str) -> list[StudentMark]:
    """Return everybody whom the gradebook or ``submitted/`` knows, sorted by student id."""
    path = course / "gradebook.db"
    if not path.is_file():
        raise UsageError(f"There is no {path}: run `autograder grade {part}` first.")
    try:
        with OpenedGradebook(f"sqlite:///file:{quote(str(path))}?mode=ro&uri=true") as gradebook:
            marks = _marks(gradebook, part)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error)
        raise MachineError(
            f"The gradebook {path} cannot be read: {reason}. Close what uses it, check its "
            "permissions, and run the command again."
        ) from error
    for folder in (course / "submitted").glob(f"*/{part}"):
        name = folder.parent.name
        if name not in marks or marks[name].why == NO_SUBMISSION:
            marks[name] = replace(marks.get(name, StudentMark(name)), why=NOT_GRADED)
    return [marks[name] for name in sorted(marks)]


def _marks(gradebook: Any, part: str) -> dict[str, StudentMark]:
    try:
        assignment = gradebook.find_assignment(part)
    except MissingEntry:
        raise UsageError(
            f"{part} is not in the gradebook: run `autograder grade {part}` first."
        ) from None
    submissions = {
        submission.student_id: submission
        for submission in gradebook.db.query(SubmittedAssignment).filter_by(
            assignment_id=assignment.id
        )
    }
    return {
        student.id: _mark(student, submissions.get(student.id))
        for student in gradebook.db.query(Student)
    }


def _mark(student: Any, submission: Any) -> StudentMark:
    who = (
        student.id,
        student.first_name or "",
        student.last_name or "",
        student.email or "",
        student.lms_user_id or "",
    )
    if submission is None:
        return StudentMark(*who, why=NO_SUBMISSION)
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    # nbgrader counts a cell without any mark as 0: that is no mark of the student's.
    if not grades or any(g.auto_score is None and g.manual_score is None for g in grades):
        return StudentMark(*who, why=NOT_GRADED)
    penalty = float(submission.late_submission_penalty or 0.0)
    comments = [c.manual_comment for n in submission.notebooks for c in n.comments]
    return StudentMark(
        *who,
        score=max(0.0, float(submission.score) - penalty),
        penalty=penalty,
        cells={grade.name: float(grade.score) for grade in grades},
        comments=tuple(comment for comment in comments if comment),
    )
