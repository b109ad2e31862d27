"""Which students a run is about: all who handed in, or those that the command names."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from autograder.course.syntax import suggestion
from autograder.errors import UsageError
from autograder.gradebook.intake import read_timestamp
from autograder.quick_import import quick_import


def named(present: Sequence[str], asked: Sequence[str], part: str) -> list[str]:
    """Return those of ``present`` who are ``asked`` for; everybody where nobody is."""
    for student in asked:
        if student not in present:
            raise UsageError(
                f"--student {student}: there is no submitted/{student}/{part}"
                f"{suggestion(student, present)}. Give the name of a folder of submitted/."
            )
    return [student for student in present if not asked or student in asked]


def moment(text: str) -> datetime.datetime:
    """Return the moment that ``text`` names, in ISO 8601; without a zone it is local time."""
    try:
        return datetime.datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise UsageError(
            f"--since {text} is not a date: write 2026-03-01, 2026-03-01T18:00 or "
            "2026-03-01T18:00+01:00."
        ) from None


def came_since(submission: Path, since: datetime.datetime) -> bool:
    """Return whether a submission came at ``since`` or later.

    Its ``timestamp.txt`` says when, as it does for lateness; without one, when its notebook was
    last written. What has neither comes now: it is said that it cannot be graded.
    """
    text, _ = read_timestamp(submission)
    if text is not None:
        with quick_import():
            from nbgrader.utils import parse_utc
        came = parse_utc(text).replace(tzinfo=datetime.UTC)
        return bool(came >= since)
    try:
        written = (submission / f"{submission.name}.ipynb").lstat().st_mtime
    except OSError:
        return True
    return datetime.datetime.fromtimestamp(written, datetime.UTC) >= since
