"""``autograder check-course``: is the course well formed? Every message ends with what to do."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.build import trees
from autograder.course.integrity import static_problems
from autograder.course.leaks import leak_problems
from autograder.course.locate import find_course
from autograder.course.part import load_part, part_names
from autograder.engine.pool import Engine
from autograder.engine.proof import prove
from autograder.errors import UsageError
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
        engine = Engine(course, names, isolation)
        try:
            for name in names:
                part = load_part(course, name)
                proof = prove(course, part, engine)
                problems += proof.problems
                for exercise in part.exercises:
                    console.print(_kill_matrix(exercise, proof.matrix[exercise.name]))
        finally:
            engine.close()
    for problem in problems:
        console.print(f"- {problem}", markup=False, soft_wrap=True)
    if problems:
        raise typer.Exit(3)
    console.print(f"The course is well formed: {', '.join(names)}.")


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
