"""``autograder grade PART``: the class into reports, autograded notebooks and the gradebook."""

from __future__ import annotations

import os

import typer
from rich.console import Console
from rich.progress import track

from autograder.cli.tables import marks_row, marks_table, phases_table
from autograder.course.locate import find_course
from autograder.course.part import load_part
from autograder.errors import UsageError
from autograder.gradebook import fastpath
from autograder.model import LANGUAGES, Isolation
from autograder.stopwatch import Stopwatch


def run(
    part_name: str,
    jobs: int,
    force: bool,
    lang: str,
    device: str,
    isolation: Isolation,
    profile: bool = False,
) -> None:
    """Grade every submission of ``part_name``; exit 5 when some could not be graded."""
    if lang not in LANGUAGES:
        raise UsageError(f"--lang {lang} is not a language of the course: use fr or en.")
    course = find_course()
    part = load_part(course, part_name)
    count = len(fastpath.students(course, part.name))
    if count == 0:
        raise UsageError(
            f"No submission of {part.name} in {course / 'submitted'}: put each student's notebook "
            f"at submitted/STUDENT/{part.name}/{part.name}.ipynb, or run `nbgrader collect`."
        )
    console = Console()
    watch = Stopwatch(profile)
    run_ = fastpath.Run(course, part, lang, isolation, device, force, watch)
    # Of each submission a line, not the report: a class may be any size.
    rows, failed, unchanged = {}, {}, 0
    graded = fastpath.grade_class(run_, jobs or len(os.sched_getaffinity(0)))
    for result in track(graded, total=count, console=console, description=part.name):
        rows[result.student] = marks_row(result)
        unchanged += result.unchanged
        if result.report is None:
            failed[result.student] = result.problem
        for warning in result.warnings:
            console.print(f"note: {result.student}: {warning}", markup=False)
    console.print(marks_table(rows, part, isolation))
    if profile and count > unchanged:
        console.print(phases_table(watch, count - unchanged))
    if unchanged:
        console.print(f"{unchanged} unchanged since the last run (--force grades them again)")
    for student, problem in sorted(failed.items()):
        console.print(f"not graded: {student!r}: {problem}", markup=False)
    console.print(f"gradebook  {course / 'gradebook.db'}", soft_wrap=True)
    console.print(f"autograded {course / 'autograded'}", soft_wrap=True)
    console.print(f"reports    {course / 'reports' / part.name}", soft_wrap=True)
    if failed:
        raise typer.Exit(5)
