"""Grade a class of twelve and write its feedback: a first look at everything, in one command.

    python examples/grade_sample_class.py

Works in the course that it is started in. The class goes into ``submitted/``; a student there whom
this script did not write is never touched. Gradebook, autograded notebooks, reports and feedback
are those of the course: delete ``submitted/``, ``autograded/``, ``feedback/``, ``reports/`` and
``gradebook.db`` to start again.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from sample_class import BROKEN, PART, write_class

from autograder.course.locate import find_course

# Beside the student's parts, where nbgrader does not look.
MARKER = ".written-by-grade_sample_class"
SOME_NOT_GRADED = 5


def main() -> int:
    """Write the class, grade it, write the feedback and say where everything is."""
    course = find_course()
    submit(course)
    print(
        f"Grading 12 submissions of {PART}. Among them are endless loops, which run into their "
        f"limits, and {BROKEN}'s file, which is no notebook: exit code {SOME_NOT_GRADED} says so.",
        flush=True,
    )
    graded = _run(course, "autograder", "grade", PART)
    if graded != SOME_NOT_GRADED:
        print(f"`autograder grade` ended with exit code {graded}.", file=sys.stderr)
        return graded or 1
    feedback = _run(course, "nbgrader", "generate_feedback", PART, "--force", "--log-level=WARN")
    if feedback != 0:
        print(f"`nbgrader generate_feedback` ended with exit code {feedback}.", file=sys.stderr)
        return feedback
    page = Path("feedback") / "camille" / PART / f"{PART}.html"
    print(f"feedback   {course / 'feedback'}, for instance {page}")
    return 0


def submit(course: Path) -> None:
    """Put the class into ``submitted/``, or stop before anything is written."""
    submitted = course / "submitted"
    with tempfile.TemporaryDirectory() as temporary:
        students = sorted(write_class(course, Path(temporary)))
    taken = [s for s in students if (submitted / s).exists() and not _ours(submitted / s)]
    if taken:
        sys.exit(
            f"{submitted} already has {', '.join(taken)}, whom this script did not write. "
            "Nothing was changed: move them away, or try this in a copy of the course."
        )
    write_class(course, submitted)
    for student in students:
        (submitted / student / MARKER).touch()


def _ours(student: Path) -> bool:
    return (student / MARKER).is_file()


def _run(course: Path, *command: str) -> int:
    return subprocess.run([sys.executable, "-m", *command], cwd=course, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
