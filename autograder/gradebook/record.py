"""Write marks into nbgrader's gradebook, a class in one transaction.

nbgrader's own API commits for every cell; here its tables are filled as `add_submission` and
`SaveAutoGrades` would fill them, and committed once, so that an interruption leaves the gradebook
as it was. Manual marks and comments are never touched.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import SQLAlchemyError

from autograder.build.release import course_config, make_release
from autograder.errors import CourseError, MachineError
from autograder.gradebook.bulk import fill
from autograder.gradebook.mark import Mark
from autograder.gradebook.opened import OpenedGradebook
from autograder.gradebook.restore import LANG_OF_SOURCE
from autograder.model import Part


def gradebook_url(course: Path) -> str:
    """Return where nbgrader keeps the gradebook of ``course``."""
    return f"sqlite:///{course / 'gradebook.db'}"


def register(course: Path, part: Part, lang: str) -> None:
    """Make the gradebook and the assignment in it, from ``source/``, where they are missing."""
    # nbgrader starts the `alembic` command when it makes a database.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    place = course / "gradebook.db"
    try:
        if place.exists() and _registered(gradebook_url(course), part):
            return
        source = (course / LANG_OF_SOURCE.format(lang=lang, part=part.name)).read_bytes()
        if place.exists():
            make_release(course, part.name, lang, source, gradebook_url(course))
            return
        # To the side: nbgrader takes one whose making was interrupted for one of an old version.
        new = place.with_name(".writing-gradebook.db")
        for left in course.glob(f"{new.name}*"):  # its journal would be replayed
            left.unlink()
        make_release(course, part.name, lang, source, f"sqlite:///{new}")
        new.replace(place)
    except (SQLAlchemyError, OSError) as error:
        raise _unusable(course, error) from error
    except CourseError as error:
        cause: BaseException | None = error  # nbgrader wraps what its database says
        while cause is not None and not isinstance(cause, SQLAlchemyError):
            cause = cause.__cause__ or cause.__context__
        if cause is None:
            raise
        raise _unusable(course, cause) from error


def _registered(url: str, part: Part) -> bool:
    with OpenedGradebook(url) as gradebook:
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
        with OpenedGradebook(gradebook_url(course)) as gradebook:
            session = gradebook.db
            assignment = gradebook.find_assignment(part.name)
            fill(session, assignment, marks, penalties.plugin_inst.late_submission_penalty)
            session.commit()
    except (SQLAlchemyError, OSError, MissingEntry) as error:
        raise _unusable(course, error) from error


def _unusable(course: Path, error: BaseException) -> MachineError:
    reason = str(getattr(error, "orig", None) or error)
    if "no such" in reason:
        advice = "It is of another version of nbgrader: keep a copy, run `nbgrader db upgrade`,"
    elif "not a database" in reason or "malformed" in reason:
        advice = (
            "It is damaged: put a copy of it back, or move it away to have the marks written anew, "
            "without those given by hand,"
        )
    else:
        advice = "Close what uses it, check its permissions and the disk,"
    return MachineError(
        f"The gradebook {course / 'gradebook.db'} cannot be written: {reason}. {advice} and run "
        "the command again: the reports are kept and nothing is graded twice."
    )
