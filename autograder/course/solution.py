"""Read ``solutions/PART/NAME.py``: the reference implementation of one exercise."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from autograder.course.syntax import (
    Definition,
    docstring_nodes,
    global_names,
    imports_of,
    parse,
    place,
    source_of,
)
from autograder.errors import CourseError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@dataclass(frozen=True)
class Solution:
    """What the notebook takes from a solution file.

    ``source`` is the function or class alone, with its decorators and markers; ``imports`` the
    module's imports, which setup cells repeat; ``names`` what ``source`` takes from its module.
    """

    source: str
    imports: str
    names: frozenset[str]

    @property
    def hidden_lines(self) -> tuple[str, ...]:
        """Return the stripped lines that students must write themselves."""
        return tuple(line.strip() for line, hidden in self._lines() if hidden and line.strip())

    @property
    def shown(self) -> str:
        """Return the source without what stands between the markers."""
        return "\n".join(line for line, hidden in self._lines() if not hidden)

    def _lines(self) -> list[tuple[str, bool]]:
        inside, lines = False, []
        for line in self.source.splitlines():
            if END in line:
                inside = False
            lines.append((line, inside))
            inside = inside or BEGIN in line
        return lines


def load_solution(path: Path, name: str) -> Solution:
    """Return the solution of exercise ``name`` written in ``path``."""
    text, tree = parse(path, f"the reference implementation of `{name}`")
    nodes = [n for n in tree.body if n not in docstring_nodes(tree)]
    definitions = [n for n in nodes if not isinstance(n, ast.Import | ast.ImportFrom)]
    if len(definitions) != 1 or getattr(definitions[0], "name", None) != name:
        raise CourseError(
            f"{place(path)}: the notebook takes one function or class `{name}` from this file: "
            "leave only a docstring, imports and that definition, and move helpers inside it."
        )
    definition = definitions[0]
    if not isinstance(definition, Definition):
        raise CourseError(f"{place(path)}: `{name}` is not a plain `def` or `class`: make it one.")
    if ast.get_docstring(definition) is None:
        raise CourseError(
            f"{place(path)}: `{name}` has no docstring: write its contract there "
            "(shapes, dtypes, errors)."
        )
    source = source_of(text, definition)
    _check_markers(path, source)
    return Solution(source, imports_of(text, tree), frozenset(global_names(source) - {name}))


def _check_markers(path: Path, source: str) -> None:
    """Refuse what nbgrader would refuse, or worse: without a region it blanks the whole cell."""
    marks = [
        mark
        for line in source.splitlines()
        for mark in ("BEGIN SOLUTION", "END SOLUTION")
        if mark in line
    ]
    if not marks or marks != ["BEGIN SOLUTION", "END SOLUTION"] * (len(marks) // 2):
        raise CourseError(
            f"{place(path)}: the solution has no well-formed region: put `{BEGIN}` above and "
            f"`{END}` below what students write, inside the function."
        )
