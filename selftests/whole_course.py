"""The course itself, copied into a temporary directory, with a class to grade in it.

Limits are shorter in the copy: some students' code never ends.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.course.part import load_part
from autograder.model import Part

from .scripts import load_script

ROOT = Path(__file__).resolve().parents[1]
TREES = ("lessons", "solutions", "misconceptions", "tests", "source", "release")
FILES = ("nbgrader_config.py", "conftest.py", "pyproject.toml")
LIMITS = "[limits]\ncall_seconds = 2.0\ncell_seconds = 3.0\n"


sample_class = load_script("examples/sample_class.py")
PART: str = sample_class.PART


def copy_course(directory: Path) -> Path:
    """Copy the course, without links, into ``directory`` and shorten the limits of its part."""
    for tree in TREES:
        for path in (ROOT / tree).glob(f"**/{PART}"):
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(path, directory / path.relative_to(ROOT), ignore=skipped)
    for name in FILES:
        shutil.copy(ROOT / name, directory)
    part = directory / "lessons" / PART / "part.toml"
    text = part.read_text(encoding="utf-8")
    assert "[limits]" not in text
    part.write_text(text.replace("[title]", f"{LIMITS}[title]", 1), encoding="utf-8")
    return directory


def the_part(course: Path) -> Part:
    """Return the part that the class hands in."""
    return load_part(course, PART)


def environment() -> dict[str, str]:
    """Return the environment of a command: this course, and scripts of this interpreter."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # The directory of the course decides, whatever the environment of the tests names.
    kept = {k: v for k, v in os.environ.items() if not k.startswith("AUTOGRADER_")}
    return kept | {"PATH": path, "COLUMNS": "1000"}


def run(course: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m COMMAND`` in the course and return what came of it."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=course,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def grade(course: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run ``autograder grade`` in the course."""
    return run(course, "autograder", "grade", PART, *options)


@dataclass
class Marks:
    """What a gradebook says of one part."""

    scores: dict[str, float] = field(default_factory=dict)
    grades: dict[tuple[str, str], tuple[float | None, float | None, bool]] = field(
        default_factory=dict
    )
    comments: dict[tuple[str, str], str | None] = field(default_factory=dict)
    late: dict[str, tuple[float, float | None]] = field(default_factory=dict)


def marks(course: Path) -> Marks:
    """Read the gradebook of the course."""
    found = Marks()
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions(PART):
            student = submission.student_id
            found.scores[student] = submission.score
            for notebook in submission.notebooks:
                found.late[student] = (
                    submission.total_seconds_late,
                    notebook.late_submission_penalty,
                )
                for one in notebook.grades:
                    values = (one.auto_score, one.manual_score, one.needs_manual_grade)
                    found.grades[student, one.name] = values
                for comment in notebook.comments:
                    found.comments[student, comment.name] = comment.auto_comment
    return found
