"""``autograder grade PART``: the class into reports, autograded notebooks and the gradebook."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from autograder.cli.progress import shown
from autograder.cli.regrade import moves_table, plans_table
from autograder.cli.tables import marks_row, marks_table, phases_table
from autograder.course.locate import find_course
from autograder.course.part import load_part
from autograder.course.syntax import suggestion
from autograder.errors import UsageError
from autograder.gradebook import fastpath, narrow
from autograder.gradebook.moves import Move
from autograder.gradebook.plan import Do, Plan, plan_class
from autograder.gradebook.run import Run
from autograder.model import LANGUAGES, Isolation, Part
from autograder.sandbox.device import resolve
from autograder.stopwatch import Stopwatch


@dataclass(frozen=True)
class Narrowed:
    """What of a class is to be graded: whom, and which exercises of them; all without any."""

    students: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    since: str = ""


def run(
    part_name: str,
    jobs: int,
    force: bool,
    lang: str,
    device: str,
    isolation: Isolation,
    profile: bool = False,
    narrowed: Narrowed = Narrowed(),
    dry_run: bool = False,
    scheduler: str = "",
) -> None:
    """Grade the submissions of ``part_name``; exit 5 when some could not be graded."""
    if lang not in LANGUAGES:
        raise UsageError(f"--lang {lang} is not a language of the course: use fr or en.")
    if jobs and scheduler not in ("", "local"):
        raise UsageError(
            f"--jobs is for this machine; the workers of {scheduler} say themselves how many "
            "submissions they take: leave it out, and give it to them as `--nworkers`."
        )
    if scheduler and device == "auto":
        raise UsageError("--scheduler: say --device cpu or cuda; GPUs are the workers' there.")
    device = resolve(device, isolation)
    course = find_course()
    part = load_part(course, part_name)
    _check(narrowed, part, force)
    names = _students(course, part.name, narrowed)
    watch = Stopwatch(profile)
    run_ = Run(course, part, lang, isolation, device, force, watch, narrowed.exercises, scheduler)
    plans = list(plan_class(run_, names))
    console = Console()
    if not plans:
        console.print(f"Nothing came on {narrowed.since} or later: nothing to grade.")
        return
    # Some cannot be done by the exercise, and it is said why.
    if dry_run or (narrowed.exercises and any(plan.do is Do.ALL for plan in plans)):
        console.print(plans_table(plans, part.name))
    if dry_run:
        return
    # Of a GPU's memory each sandbox takes hundreds of MiB before student code runs at all.
    usual = 1 if device == "cuda" else len(os.sched_getaffinity(0))
    _grade(run_, plans, jobs or usual, console)


def _check(narrowed: Narrowed, part: Part, force: bool) -> None:
    known = [exercise.name for exercise in part.exercises]
    for name in narrowed.exercises:
        if name not in known:
            raise UsageError(
                f"--exercise {name}: {part.name} has no exercise of this name"
                f"{suggestion(name, known)}. It has {', '.join(known) or 'none at all'}."
            )
    if force and narrowed.exercises:
        raise UsageError(
            "--force grades everything again, --exercise only what it names: give one of them."
        )


def _students(course: Path, part: str, narrowed: Narrowed) -> list[str]:
    present = fastpath.students(course, part)
    if not present:
        raise UsageError(
            f"No submission of {part} in {course / 'submitted'}: put each student's notebook "
            f"at submitted/STUDENT/{part}/{part}.ipynb, or run `nbgrader collect`."
        )
    names = narrow.named(present, narrowed.students, part)
    if narrowed.since:
        since = narrow.moment(narrowed.since)
        submitted = course / "submitted"
        names = [name for name in names if narrow.came_since(submitted / name / part, since)]
    return names


def _grade(run_: Run, plans: Sequence[Plan], jobs: int, console: Console) -> None:
    # Of each submission a line, not the report: a class may be any size.
    rows: dict[str, tuple[str, ...]] = {}
    failed: dict[str, str] = {}
    moved: dict[str, tuple[Move, ...]] = {}
    unchanged = 0
    part, course = run_.part, run_.course
    try:
        with (
            closing(fastpath.grade_class(run_, plans, jobs)) as graded,
            shown(console, part.name, plans) as tell,
        ):
            for result in graded:
                tell(result)
                rows[result.student] = marks_row(result)
                unchanged += result.unchanged
                if result.report is None:
                    failed[result.student] = result.problem
                if result.moves is not None:
                    moved[result.student] = result.moves
                for warning in result.warnings:
                    console.print(f"note: {result.student}: {warning}", markup=False)
    except KeyboardInterrupt:
        done = len(rows) - len(failed)
        console.print(f"{done} of {len(plans)} submissions are graded and kept.")
        raise
    console.print(marks_table(rows, part, run_.isolation))
    if moved:
        console.print(moves_table(moved))
    if run_.watch.on and len(plans) > unchanged:
        console.print(phases_table(run_.watch, len(plans) - unchanged))
    if unchanged:
        console.print(f"{unchanged} unchanged since the last run (--force grades them again)")
    for student, problem in sorted(failed.items()):
        console.print(f"not graded: {student!r}: {problem}", markup=False)
    console.print(f"gradebook  {course / 'gradebook.db'}", soft_wrap=True)
    console.print(f"autograded {course / 'autograded'}", soft_wrap=True)
    console.print(f"reports    {course / 'reports' / part.name}", soft_wrap=True)
    if failed:
        raise typer.Exit(5)
