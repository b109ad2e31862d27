"""Look at a submission, and at what is left of an earlier run, before `nbgrader autograde` does.

nbgrader reads notebooks and copies what lies beside them before any of its configurable steps: a
pipe makes it wait for ever, a link to a device fills the disk, a link to a file of the grader is
copied. So the two methods that come first are wrapped. What our own intake refuses is refused here,
with the same sentence and at the cost of that student alone; what is not a regular file beside the
notebook is left where it is.

nbgrader skips whoever has a folder in ``autograded/``, finished or not: a run that is killed would
leave a student without a mark for good. So a folder is marked until it is finished, and made again
if it is not.

Assignments of other courses are not touched.
"""

from __future__ import annotations

import functools
import glob
import os
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.utils import rmtree

from autograder.course.locate import find_course
from autograder.course.part import part_names
from autograder.errors import CourseError, IntakeError
from autograder.gradebook.intake import read_file, read_notebook, student_id_problem

UNFINISHED = ".unfinished"


def install() -> None:
    """Wrap nbgrader's methods, once in a process; called by ``nbgrader_config.py``."""
    if hasattr(Autograde.init_destination, "__wrapped__"):
        return
    prepare, copy = Autograde.init_destination, Autograde.init_assignment
    finish = Autograde.set_permissions

    @functools.wraps(prepare)
    def init_destination(self: Any, assignment: str, student: str) -> Any:
        if _is_ours(assignment):
            directory = Path(self._format_source(assignment, student))
            problem = student_id_problem(student)
            if problem is not None:
                raise IntakeError(f"The folder {student!r} is not a student id: {problem}.")
            if os.path.lexists(directory / "timestamp.txt"):
                read_file(directory / "timestamp.txt")
            made = Path(self._format_dest(assignment, student))
            if made.is_dir() and not _is_finished(made, assignment):
                self.log.warning("Removing what an interrupted run left: %s", made)
                rmtree(made)
        return prepare(self, assignment, student)

    @functools.wraps(copy)
    def init_assignment(self: Any, assignment: str, student: str) -> None:
        if not _is_ours(assignment):
            copy(self, assignment, student)
            return
        made = Path(self._format_dest(assignment, student))
        made.mkdir(parents=True, exist_ok=True)
        (made / UNFINISHED).touch()
        directory, before = Path(self._format_source(assignment, student)), self.coursedir.ignore
        self.coursedir.ignore = [*before, *map(glob.escape, _irregular(directory))]
        try:
            copy(self, assignment, student)
        finally:
            self.coursedir.ignore = before
        # Only now: who handed in a broken file is in the gradebook, waiting for a mark.
        if os.path.lexists(directory / f"{assignment}.ipynb"):
            read_notebook(directory / f"{assignment}.ipynb")

    @functools.wraps(finish)
    def set_permissions(self: Any, assignment: str, student: str) -> None:
        finish(self, assignment, student)
        Path(self._format_dest(assignment, student), UNFINISHED).unlink(missing_ok=True)

    Autograde.init_destination = init_destination
    Autograde.init_assignment = init_assignment
    Autograde.set_permissions = set_permissions


def _is_finished(made: Path, assignment: str) -> bool:
    return (made / f"{assignment}.ipynb").exists() and not (made / UNFINISHED).exists()


def _is_ours(assignment: str) -> bool:
    try:
        return assignment in part_names(find_course())
    except CourseError:
        return False


def _irregular(directory: Path) -> list[str]:
    """Return the names under ``directory`` that are links, pipes, devices or sockets."""
    found = []
    for folder, names, files in os.walk(directory):
        paths = [Path(folder, name) for name in (*names, *files)]
        found += [p.name for p in paths if p.is_symlink() or not (p.is_file() or p.is_dir())]
    return found
