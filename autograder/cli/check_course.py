"""``autograder check-course``: is the course well formed? Every message ends with what to do."""

from __future__ import annotations

import os
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.build import trees
from autograder.course.integrity import static_problems
from autograder.course.leaks import leak_problems
from autograder.course.locate import find_course
from autograder.course.part import load_part, part_names
from autograder.engine.pool import Engine, Pool
from autograder.engine.proof import Proof, prove
from autograder.errors import AutograderError, UsageError
from autograder.model import LANGUAGES, Exercise, Isolation


def run(parts: list[str], isolation: Isolation) -> None:
    """Check ``parts`` (all when empty): what is written, what is generated, what runs."""
    course = find_course()
    known = part_names(course)
    unknown = [name for name in parts if name not in known]
    if unknown:
        raise UsageError(f"There is no part {unknown[0]!r}: the course has {', '.join(known)}.")
    names = parts or known
    console = Console()
    # In this order, because each step needs the one before it to be right.
    problems = static_problems(course, names)
    problems = problems or trees.check(course, names, LANGUAGES)
    problems = problems or [p for n in names for p in leak_problems(course, load_part(course, n))]
    if not problems:
        for name, proof in _proofs(course, names, isolation).items():
            problems += proof.problems
            for exercise in load_part(course, name).exercises:
                console.print(_kill_matrix(exercise, proof.matrix[exercise.name]))
    for problem in problems:
        console.print(f"- {problem}", markup=False, soft_wrap=True)
    if problems:
        raise typer.Exit(3)
    console.print(f"The course is well formed: {', '.join(names)}.")


def _proofs(course: Path, names: list[str], isolation: Isolation) -> dict[str, Proof]:
    """Run the suites of the named parts, several parts at a time."""
    jobs = min(len(names), len(os.sched_getaffinity(0)))
    done: dict[str, Proof] = {}
    with Pool(course, names, isolation, "cpu", jobs) as pool:

        def proof_of(engine: Engine, name: str) -> Proof:
            return prove(course, load_part(course, name), engine)

        for name, proof in pool.map(proof_of, names):
            if isinstance(proof, AutograderError):
                raise proof
            done[name] = proof
    return {name: done[name] for name in names}


def _kill_matrix(exercise: Exercise, matrix: dict[str, frozenset[str]]) -> Table:
    """Return misconceptions by tests: x where the misconception fails the test."""
    legend = "\n".join(f"{n} {escape(t.name)}" for n, t in enumerate(exercise.tests, start=1))
    table = Table(title=exercise.name, caption=legend, caption_justify="left", title_justify="left")
    table.add_column("misconception")
    for number, _ in enumerate(exercise.tests, start=1):
        table.add_column(str(number))
    for name, failed in matrix.items():
        table.add_row(name, *("x" if test.name in failed else "·" for test in exercise.tests))
    return table
