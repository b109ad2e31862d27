"""Look at a submission, and at what is left of an earlier run, before `nbgrader autograde` does.

nbgrader reads notebooks and copies what lies beside them before any of its configurable steps: a
pipe makes it wait for ever, a link to a device fills the disk, a link to a file of the grader is
copied. So the methods that come first are wrapped, and :class:`IntakeExporter` reads notebooks.
What our own intake refuses is refused here, with the same sentence and at the cost of that student
alone; of what lies beside the notebook a bounded number of regular files is copied, and nothing is
unpacked.

nbgrader skips whoever has a folder in ``autograded/``, finished or not: a run that is killed would
leave a student without a mark for good. So a folder is marked until it is finished, and made again
if it is not.

Assignments of other courses are not touched.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import from_dict
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc, rmtree

from autograder.course.locate import find_course
from autograder.course.part import part_names
from autograder.errors import CourseError, IntakeError
from autograder.gradebook.intake import (
    lookalikes,
    read_notebook,
    read_timestamp,
    student_id_problem,
)
from autograder.gradebook.workdir import read_files, write_files

# Feedback copies them again, in a time that grows with the square of their number.
MAX_BESIDE = 200
UNFINISHED = ".unfinished"


class IntakeExporter(NotebookExporter):  # type: ignore[misc]
    """Reads submissions of this course by our intake; anything else as nbconvert does."""

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """Return the notebook at ``filename``, after the preprocessors, as text."""
        about = (resources or {}).get("nbgrader", {})
        if not (getattr(self.parent, "_sanitizing", False) and _is_ours(about.get("assignment"))):
            return super().from_filename(filename, resources, **options)
        path = Path(filename)
        notebook = from_dict(read_notebook(path))
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(notebook, resources, **options)


def install() -> None:
    """Wrap nbgrader's methods, once in a process; called by ``nbgrader_config.py``."""
    if hasattr(Autograde.init_destination, "__wrapped__"):
        return
    prepare, copy = Autograde.init_destination, BaseConverter.init_assignment
    read_date = CourseDirectory.get_existing_timestamp
    finish = Autograde.set_permissions

    @functools.wraps(prepare)
    def init_destination(self: Any, assignment: str, student: str) -> Any:
        if _is_ours(assignment):
            problem = student_id_problem(student)
            if problem is not None:
                raise IntakeError(f"The folder {student!r} is not a student id: {problem}.")
            # Once for the class, not once for each student of it.
            if not hasattr(self, "_alike"):
                self._alike = lookalikes(Path(path).parent.name for path in self.assignments)
            if student in self._alike:
                self.log.warning("%s: %s", student, self._alike[student])
            made = Path(self._format_dest(assignment, student))
            if made.is_dir() and not _is_finished(made, assignment):
                self.log.warning("Removing what an interrupted run left: %s", made)
                rmtree(made)
            # nbgrader asks its database for each of the others, and there may be a million.
            self.notebooks = [n for n in self.notebooks if Path(n).stem == assignment]
            if not isinstance(self.exporter, IntakeExporter):
                self.exporter = IntakeExporter(parent=self, config=self.config)
        return prepare(self, assignment, student)

    @functools.wraps(copy)
    def init_assignment(self: Any, assignment: str, student: str) -> None:
        if not (isinstance(self, Autograde) and _is_ours(assignment)):
            copy(self, assignment, student)
            return
        made = Path(self._format_dest(assignment, student))
        made.mkdir(parents=True, exist_ok=True)
        (made / UNFINISHED).touch()
        source, ignore = self._format_source(assignment, student), self.coursedir.ignore
        files, whole = read_files(Path(source), (*ignore, "*.ipynb"), MAX_BESIDE)
        write_files(made, files)
        if not whole:
            self.log.warning("Not everything beside the notebook was copied: see %s", source)

    @functools.wraps(read_date)
    def get_existing_timestamp(self: Any, directory: str) -> Any:
        if not _is_ours(Path(directory).name):
            return read_date(self, directory)
        text, wrong = read_timestamp(Path(directory))
        if wrong:
            self.log.warning("%s: %s", directory, wrong)
        return None if text is None else parse_utc(text)

    @functools.wraps(finish)
    def set_permissions(self: Any, assignment: str, student: str) -> None:
        finish(self, assignment, student)
        Path(self._format_dest(assignment, student), UNFINISHED).unlink(missing_ok=True)

    Autograde.init_destination = init_destination
    BaseConverter.init_assignment = init_assignment
    CourseDirectory.get_existing_timestamp = get_existing_timestamp
    Autograde.set_permissions = set_permissions


def _is_finished(made: Path, assignment: str) -> bool:
    return (made / f"{assignment}.ipynb").exists() and not (made / UNFINISHED).exists()


def _is_ours(assignment: Any) -> bool:
    try:
        return assignment in part_names(find_course())
    except CourseError:
        return False
