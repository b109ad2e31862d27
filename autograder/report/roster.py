"""Read names, and how late submissions were, from nbgrader's gradebook; nothing is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import MachineError


@dataclass(frozen=True)
class Roster:
    """What the gradebook knows: names by student id, seconds late by student id and part."""

    names: Mapping[str, str] = field(default_factory=dict)
    late: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def name(self, student: str) -> str:
        """Return how to call ``student``: the id where there is no name."""
        return self.names.get(student, student)


def read_roster(course: Path) -> Roster:
    """Return what the gradebook of ``course`` knows; nothing where there is none."""
    path = course / "gradebook.db"
    if not path.is_file():
        return Roster()
    from nbgrader.api import Student, SubmittedAssignment
    from sqlalchemy import create_engine
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.orm import Session

    # nbgrader's own class would create what is missing and migrate what is old.
    address = f"{path.resolve().as_uri()}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    try:
        with Session(engine) as session:
            names = {
                student.id: " ".join(filter(None, (student.first_name, student.last_name)))
                for student in session.query(Student)
            }
            late = {
                (submission.student_id, submission.name): float(submission.total_seconds_late)
                for submission in session.query(SubmittedAssignment)
            }
    except SQLAlchemyError as error:
        raise MachineError(
            f"The gradebook {path} cannot be read: {getattr(error, 'orig', None) or error}. "
            "Close what uses it, or move it away to have a report without names."
        ) from error
    finally:
        engine.dispose()
    return Roster(
        {student: name for student, name in names.items() if name},
        {key: seconds for key, seconds in late.items() if seconds > 0},
    )
