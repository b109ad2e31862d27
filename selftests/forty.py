"""The class of forty in a course of its own, with the reports that grading makes of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from autograder.course.part import load_part
from autograder.gradebook.not_graded import write_problems
from autograder.model import Part, Report

from .scripts import ROOT, load_script

load_script("examples/sample_class.py")  # which the next one imports by its name
forty_students = load_script("examples/forty_students.py")
PART: str = forty_students.PART
LINKED = ("lessons", "solutions", "misconceptions", "tests", "source", "release")
PROBLEM = f"{PART}.ipynb is not valid JSON. Ask for a new copy."


@cache
def the_part() -> Part:
    """Return the part that the class hands in."""
    return load_part(ROOT, PART)


def write_course(directory: Path) -> Path:
    """Make ``directory`` a course in which the class has just been graded."""
    for name in (*LINKED, "nbgrader_config.py"):
        (directory / name).symlink_to(ROOT / name)
    write_reports(directory / "reports" / PART, forty_students.declared_reports(the_part()))
    write_problems(directory, PART, {forty_students.BROKEN: PROBLEM})
    return directory


def write_reports(directory: Path, reports: dict[str, Report]) -> None:
    """Write ``reports`` as `autograder grade` does."""
    directory.mkdir(parents=True)
    for student, report in reports.items():
        path = directory / f"{student}.json"
        path.write_text(json.dumps(report.to_json(), ensure_ascii=False), encoding="utf-8")
