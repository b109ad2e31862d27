"""What student code wrote while hidden tests called it: for the instructor, in no feedback.

It may hold the tests' inputs, because a student can print what a function receives.
"""

from __future__ import annotations

from pathlib import Path

from autograder.gradebook.outputs import printable
from autograder.model import Report
from autograder.whole_file import write_whole


def write_printed(course: Path, report: Report, student: str) -> None:
    """Write ``reports/PART/STUDENT.printed.txt``, or remove it when nothing was written."""
    path = course / "reports" / report.part / f"{student}.printed.txt"
    if not report.printed:
        path.unlink(missing_ok=True)
        return
    blocks = (f"== {test}\n{printable(text).rstrip()}\n" for test, text in report.printed.items())
    write_whole(path, "\n".join(blocks))
