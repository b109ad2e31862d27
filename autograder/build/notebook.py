"""Assemble the instructor's notebook of one part in one language.

::

    first cell of the lesson      its title
    notice                        how to submit
    setup-1 ... setup-checks      imports, then the tools of visible checks
    ...                           prose in one language, demo-1 ...
    NAME                          solution cell: signature, docstring, marked body
    check-NAME                    visible tests, locked
    grade-NAME                    points, locked; fails closed
    quiz ...                      the questions, see build/quiz.py

Nothing in the result depends on the moment or the machine: two builds are equal to the byte.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from autograder.build.cells import code, digest, grading, markdown
from autograder.build.checks import checks_cell, tools_cell
from autograder.build.quiz import quiz_cells
from autograder.build.texts import points_in_words, sentence
from autograder.course.lesson import Code, Lesson, Prose, load_lesson
from autograder.course.solution import load_solution
from autograder.course.syntax import place, suggestion
from autograder.errors import CourseError
from autograder.model import Part

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def build_source(part: Part, lang: str) -> bytes:
    """Return the notebook of ``part`` in ``lang``, with solutions, in nbgrader's format."""
    return serialize(
        {
            "cells": _Assembly(part, load_lesson(part.lesson), lang).cells(),
            "metadata": {
                "autograder": {
                    "command": f"autograder build {part.name}",
                    "generated_from": f"lessons/{part.name}/lesson.md",
                    "lang": lang,
                    "part": part.name,
                },
                "kernelspec": KERNEL,
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def serialize(notebook: dict[str, Any]) -> bytes:
    """Return a valid notebook as the bytes that every build of it writes."""
    import nbformat  # here: it takes a while, and the command line imports this module

    node = nbformat.from_dict(notebook)
    nbformat.validate(node)
    text: str = nbformat.writes(node)  # sorted keys, indent of one, sources as lists of lines
    return (text.rstrip("\n") + "\n").encode()


class _Assembly:
    """Makes cells with ids that follow from what they hold, not from when they are made."""

    def __init__(self, part: Part, lesson: Lesson, lang: str) -> None:
        self.part, self.lesson, self.lang = part, lesson, lang
        self.counts: Counter[str] = Counter()

    def cells(self) -> list[dict[str, Any]]:
        """Return all cells of the notebook."""
        built: list[dict[str, Any]] = []
        for position, cell in enumerate(self.lesson.cells):
            if isinstance(cell, Prose):
                # Both languages share the id; a text that stands twice is numbered.
                identity = self.numbered(f"text-{digest(cell.text.fr)}")
                built.append(markdown(identity, cell.text[self.lang]))
            elif cell.kind == "exercise":
                built += self.tools() + self.exercise(cell)
            else:
                self.counts[cell.kind] += 1
                built.append(code(f"{cell.kind}-{self.counts[cell.kind]}", cell.source))
                built += self.tools() if cell.kind == "setup" else []
            if position == 0:
                built.append(self.notice())
        return built + quiz_cells(self.part, self.lang)

    def notice(self) -> dict[str, Any]:
        if not self.part.exercises:
            return markdown("notice", sentence("notice-quiz", self.lang, part=self.part.name))
        points = points_in_words(sum(e.points for e in self.part.exercises), self.lang)
        count = len(self.part.exercises)
        values = {"part": self.part.name, "points": points, "count": count}
        return markdown("notice", sentence("notice", self.lang, **values))

    def tools(self) -> list[dict[str, Any]]:
        """Return the cell of tools the first time: after the first imports, before any check."""
        self.counts["tools"] += 1
        first = self.counts["tools"] == 1
        return [code("setup-checks", tools_cell(self.lang))] if first else []

    def exercise(self, cell: Code) -> list[dict[str, Any]]:
        names = [e.name for e in self.part.exercises]
        if cell.source not in names:
            raise CourseError(
                f"{place(self.lesson.path)}:{cell.line}: places `{cell.source}`"
                f"{suggestion(cell.source, names)}, which part.toml does not have: correct it."
            )
        exercise = self.part.exercise(cell.source)
        solution = load_solution(exercise.solution, exercise.name).source.rstrip("\n")
        return [
            code(exercise.name, solution, locked=False, solution=True),
            code(f"check-{exercise.name}", checks_cell(exercise, self.lang)),
            grading(exercise.name, exercise.points, self.part.name, self.lang),
        ]

    def numbered(self, identity: str) -> str:
        self.counts[identity] += 1
        count = self.counts[identity]
        return identity if count == 1 else f"{identity}-{count}"
