"""Write marks into nbgrader's gradebook, a class in one transaction.

nbgrader's own API commits for every cell; here its tables are filled as `add_submission` and
`SaveAutoGrades` would fill them, and committed once, so that an interruption leaves the gradebook
as it was. Manual marks and comments are never touched.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SQLAlchemyError

from autograder.build.release import course_config, make_release
from autograder.errors import MachineError
from autograder.gradebook.restore import LANG_OF_SOURCE
from autograder.model import Part


@dataclass(frozen=True)
class Mark:
    """One student's marks by grading cell; None where the submission could not be graded."""

    student: str
    scores: Mapping[str, float] | None
    unanswered: frozenset[str]
    timestamp: str | None


def gradebook_url(course: Path) -> str:
    """Return where nbgrader keeps the gradebook of ``course``."""
    return f"sqlite:///{course / 'gradebook.db'}"


def register(course: Path, part: Part, lang: str) -> None:
    """Make the gradebook and the assignment in it, from ``source/``, where they are missing."""
    # nbgrader starts the `alembic` command when it makes a database.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    url = gradebook_url(course)
    try:
        if _registered(url, part):
            return
        source = course / LANG_OF_SOURCE.format(lang=lang, part=part.name)
        make_release(course, part.name, lang, source.read_bytes(), url)
    except (SQLAlchemyError, OSError) as error:
        raise _unusable(course, error) from error


def _registered(url: str, part: Part) -> bool:
    with Gradebook(url) as gradebook:
        try:
            notebook = gradebook.find_notebook(part.name, part.name)
        except MissingEntry:
            return False
        known = {cell.name: cell.max_score for cell in notebook.grade_cells}
        return known == {f"grade-{name}": float(points) for name, points in part.points.items()}


def record(course: Path, part: Part, lang: str, marks: Iterable[Mark]) -> None:
    """Write ``marks`` in one transaction; ``MachineError`` when the gradebook cannot be written."""
    penalties = AssignLatePenalties(config=course_config(course, lang, course))
    penalties.init_plugin()
    try:
        with Gradebook(gradebook_url(course)) as gradebook:
            session = gradebook.db
            assignment = gradebook.find_assignment(part.name)
            students = {student.id: student for student in session.query(Student)}
            known = {
                submission.student_id: submission
                for submission in session.query(SubmittedAssignment).filter_by(
                    assignment_id=assignment.id
                )
            }
            for mark in marks:
                student = students.get(mark.student) or Student(id=mark.student)
                session.add(student)
                if mark.scores is None and mark.student in known:
                    continue  # an earlier mark is not lost to a fault of ours
                submission = known.get(mark.student) or _new(session, assignment, student)
                if mark.timestamp is not None:
                    submission.timestamp = parse_utc(mark.timestamp)
                session.flush()
                _fill(submission, mark, penalties)
            session.commit()
    except (SQLAlchemyError, OSError) as error:
        raise _unusable(course, error) from error


def _new(session: Any, assignment: Any, student: Any) -> Any:
    """Mirror the assignment's structure for a new submission, as nbgrader's API does."""
    submission = SubmittedAssignment(assignment=assignment, student=student)
    session.add(submission)
    for notebook in assignment.notebooks:
        mirror = SubmittedNotebook(notebook=notebook, assignment=submission)
        session.add(mirror)
        session.add_all(Grade(cell=cell, notebook=mirror) for cell in notebook.grade_cells)
        session.add_all(Comment(cell=cell, notebook=mirror) for cell in notebook.solution_cells)
    return submission


def _fill(submission: Any, mark: Mark, penalties: Any) -> None:
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            scores = mark.scores
            grade.auto_score = None if scores is None else scores.get(grade.name, 0.0)
            grade.needs_manual_grade = grade.auto_score is None or grade.manual_score is not None
        for comment in notebook.comments:
            comment.auto_comment = "No response." if comment.name in mark.unanswered else None
        notebook.late_submission_penalty = None
        late = submission.total_seconds_late
        if late > 0:
            penalty = penalties.plugin_inst.late_submission_penalty(
                mark.student, notebook.score, late
            )
            if penalty is not None:
                notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)


def _unusable(course: Path, error: Exception) -> MachineError:
    reason = str(getattr(error, "orig", None) or error)
    return MachineError(
        f"The gradebook {course / 'gradebook.db'} cannot be written: {reason}. "
        "Close what uses it, check its permissions and the disk, and run the command again: "
        "the reports are kept and nothing is graded twice."
    )
