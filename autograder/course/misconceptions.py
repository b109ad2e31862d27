"""Read ``misconceptions/PART/NAME.py``: the known wrong implementations of one exercise."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.course.syntax import (
    Definition,
    docstring_nodes,
    imports_of,
    parse,
    place,
    source_of,
    suggestion,
)
from autograder.errors import CourseError
from autograder.model import Misconception, Text

KEYS = ("fails", "fr", "en")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EXAMPLE = '@misconception("some-id", fails={"test_..."}, fr="...", en="...")'


def load_misconceptions(path: Path, exercise: str) -> tuple[Misconception, ...]:
    """Return the misconceptions in ``path``; ``CourseError`` lists all that cannot be read."""
    text, tree = parse(path, f"the misconceptions of `{exercise}`")
    imports = imports_of(text, tree)
    problems: list[str] = []
    found: list[Misconception] = []
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom) or node in docstring_nodes(tree):
            continue
        if not isinstance(node, Definition) or node.name != exercise:
            problems.append(
                f"{place(path)}:{node.lineno}: only imports and definitions of `{exercise}` are "
                "read from this file: move helpers inside the definition that uses them."
            )
            continue
        try:
            found.append(_misconception(text, node, imports))
        except ValueError as error:
            problems.append(f"{place(path)}:{node.lineno}: {error}")
    if not found and not problems:
        problems.append(f"{place(path)}: no misconception here: write `{EXAMPLE}` above each.")
    if problems:
        raise CourseError("\n".join(problems))
    return tuple(found)


def _misconception(text: str, node: Definition, imports: str) -> Misconception:
    """Return what one decorated definition declares; ``ValueError`` with a repair otherwise."""
    calls = [
        d
        for d in node.decorator_list
        if isinstance(d, ast.Call) and ast.unparse(d.func) == "misconception"
    ]
    if len(calls) != 1 or node.decorator_list[0] is not calls[0]:
        raise ValueError(f"decorate this definition, first of all, with `{EXAMPLE}`.")
    call = calls[0]
    values = _keywords(call)
    try:
        identity = ast.literal_eval(call.args[0]) if len(call.args) == 1 else None
    except ValueError:
        identity = None
    if not isinstance(identity, str) or not KEBAB.fullmatch(identity):
        raise ValueError(f"its id is not kebab-case: write `{EXAMPLE}`.")
    fails = values["fails"]
    if not isinstance(fails, set | list | tuple) or not all(isinstance(f, str) for f in fails):
        raise ValueError(f"`{identity}`: `fails` is not a set of test names: write `{EXAMPLE}`.")
    for lang in ("fr", "en"):
        if not isinstance(values[lang], str):
            raise ValueError(f"`{identity}`: `{lang}` is not a plain string: write one.")
    return Misconception(
        id=identity,
        exercise=node.name,
        fails=frozenset(fails),
        explanation=Text(str(values["fr"]).strip(), str(values["en"]).strip()),
        source=imports + _without_decorator(text, node, call),
    )


def _keywords(call: ast.Call) -> dict[str, object]:
    values: dict[str, object] = {}
    for keyword in call.keywords:
        if keyword.arg not in KEYS:
            hint = suggestion(keyword.arg or "**", KEYS)
            raise ValueError(f"unknown argument `{keyword.arg}`{hint}: rename or remove it.")
        try:
            values[keyword.arg] = ast.literal_eval(keyword.value)
        except ValueError:
            raise ValueError(f"`{keyword.arg}` is computed: write it out.") from None
    missing = [key for key in KEYS if key not in values]
    if missing:
        raise ValueError(f"`{missing[0]}` is missing: write `{EXAMPLE}`.")
    return values


def _without_decorator(text: str, node: Definition, call: ast.Call) -> str:
    """Return the definition with the other decorators, which are part of the mistake."""
    rest = [d for d in node.decorator_list if d is not call]
    first = rest[0].lineno if rest else node.lineno
    start = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return "\n".join(source_of(text, node).splitlines()[first - start :]) + "\n"
