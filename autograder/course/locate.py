"""Find the course directory that a command is about."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.errors import CourseError

VARIABLE = "AUTOGRADER_COURSE"


def find_course(start: Path | None = None) -> Path:
    """Return the nearest directory, from ``start`` upward, that is a course.

    A course holds ``lessons/`` and ``nbgrader_config.py``. The variable ``AUTOGRADER_COURSE``
    names one directly, for graders that run far from it.
    """
    named = os.environ.get(VARIABLE)
    if named:
        course = Path(named).resolve()
        if _is_course(course):
            return course
        raise CourseError(
            f"{VARIABLE} names {course}, which does not hold lessons/ and nbgrader_config.py: "
            "point it at the course directory, or unset it."
        )
    origin = (start or Path.cwd()).resolve()
    for directory in (origin, *origin.parents):
        if _is_course(directory):
            return directory
    raise CourseError(
        f"No course at {origin} or above it (a directory with lessons/ and nbgrader_config.py): "
        f"go into the course directory, or set {VARIABLE} to it."
    )


def _is_course(directory: Path) -> bool:
    return (directory / "lessons").is_dir() and (directory / "nbgrader_config.py").is_file()
