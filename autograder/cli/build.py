"""``autograder build``: make the generated trees, or say where they are stale."""

from __future__ import annotations

import typer

from autograder.build import trees
from autograder.course.locate import find_course
from autograder.course.part import load_part, part_names
from autograder.model import LANGUAGES


def run(parts: list[str], lang: str, check: bool) -> None:
    """Build ``parts`` (all when empty) in ``lang``; with ``check`` exit 3 when one is stale."""
    course = find_course()
    names = [load_part(course, name).name for name in parts] or part_names(course)
    langs = LANGUAGES if lang == "all" else (lang,)
    if check:
        problems = trees.check(course, names, langs)
        for problem in problems:
            typer.echo(problem)
        if problems:
            raise typer.Exit(3)
        typer.echo("source/ and release/ are up to date.")
        return
    written = trees.build(course, names, langs)
    for path in written:
        typer.echo(f"wrote {path.relative_to(course)}")
    if not written:
        typer.echo("source/ and release/ were up to date.")
