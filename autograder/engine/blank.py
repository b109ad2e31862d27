"""Know what an exercise comes to that was left as it was handed out, without running it.

Its function raises NotImplementedError and does nothing else, whatever it is called with, and in a
class that is half of all the exercises. What its tests make of that is found once, by running them
here on such a function: see docs/decisions/0020.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.engine.direct import reference_of
from autograder.engine.forbidden import only_definition
from autograder.engine.here import Here, run_here
from autograder.engine.kept import Behaviour
from autograder.engine.subject import Subject
from autograder.model import Exercise, Outcome, Part


class Blanks:
    """What the exercises of a course come to when nobody has written anything."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[tuple[str, str], Behaviour | None] = {}

    def results(
        self, part: Part, exercise: Exercise, items: Sequence[pytest.Item]
    ) -> Behaviour | None:
        """Return what ``items``, the suite of ``exercise``, come to; None if they must be run."""
        key = (part.name, exercise.name)
        if key not in self._known:
            self._known[key] = _find(part, exercise, items)
        return self._known[key]


def is_blank(subject: Subject, name: str) -> bool:
    """Return whether all that defines ``name`` is a function that raises NotImplementedError."""
    definition = only_definition(subject, name)
    if not isinstance(definition, ast.FunctionDef) or definition.decorator_list:
        return False
    body = definition.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]  # what it should do
    match body:
        case [ast.Raise(exc=ast.Name(id=raised), cause=None)]:
            return raised == "NotImplementedError"
        case [ast.Raise(exc=ast.Call(func=ast.Name(id=raised), args=args), cause=None)]:
            constant = all(isinstance(arg, ast.Constant) for arg in args)
            return raised == "NotImplementedError" and constant
    return False


def _find(part: Part, exercise: Exercise, items: Sequence[pytest.Item]) -> Behaviour | None:
    results, exchanges = {}, {}
    for item in items:
        names = vars(reference_of(item)) | {exercise.name: _not_implemented}
        running = run_here(part, item, Here(SimpleNamespace(**names)))
        if running is None or running.result.outcome is not Outcome.NOT_IMPLEMENTED:
            return None  # it asks for something else as well: what, only a sandbox can say
        results[item.name], exchanges[item.name] = running.result, running.exchange
    return results, exchanges


def _not_implemented(*_: Any, **__: Any) -> Any:
    raise NotImplementedError
