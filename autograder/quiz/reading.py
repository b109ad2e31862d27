"""What the notebook and the engine must do alike: draw a student's numbers, read an answer.

The build copies the definitions below into every notebook with a quiz, so that the check cell
accepts exactly what grading will: standard library only, and nothing that says what is right.
"""

from __future__ import annotations

import hashlib
import math
from typing import Any


class Malformed(Exception):
    """An answer that is not of the form that its kind of question takes."""


def draw(student: str, question: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """Return one value for each of ``parameters``; the same for the same student, always."""
    drawn = {}
    for name, values in parameters.items():
        key = f"{student.strip().lower()}/{question}/{name}"
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
        drawn[name] = values[number % len(values)]
    return drawn


def read_answer(kind: str, value: Any, ids: Any = ()) -> Any:
    """Return ``value`` as plain data: a str, a float, or a list or dict of them.

    ``ids`` are the options of a choice, the items of an ordering, or the items and matches of a
    matching. Raises :class:`Malformed` when the answer could not be right whatever the question.
    """
    value = _plain(value)
    if kind == "numeric":
        return _number(value)
    if kind == "shape":
        if isinstance(value, str):
            value = value.strip().strip("()[]").split(",")
            value = value[:-1] if len(value) > 1 and not value[-1].strip() else value
        if not isinstance(value, list) or not value:
            raise Malformed
        sizes = [_number(size) for size in value]
        if any(size != int(size) or size < 0 for size in sizes):
            raise Malformed
        return [int(size) for size in sizes]
    if kind == "matching":
        items, matches = ids
        if not isinstance(value, dict) or set(value) != set(items):
            raise Malformed
        return {item: _one_of(value[item], matches) for item in items}
    if kind == "single":
        one = value[0] if isinstance(value, list) and len(value) == 1 else value
        return _one_of(one, ids)
    if not isinstance(value, list):
        value = [value]
    chosen = [_one_of(one, ids) for one in value]
    if len(set(chosen)) != len(chosen) or (kind == "ordering" and len(chosen) != len(ids)):
        raise Malformed
    return chosen if kind == "ordering" else sorted(chosen)


def _plain(value: Any) -> Any:
    """Return sets, tuples, arrays and tensors as lists, and their scalars as numbers."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, set | frozenset | tuple | list):
        return [_plain(one) for one in value]
    return value


def _number(value: Any) -> float:
    """Return 1.0 for ``1``, ``1.0``, ``"1"``, ``"1,0"`` and arrays of one number."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        value = "".join(value.split()).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise Malformed
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise Malformed from None
    if not math.isfinite(number):
        raise Malformed
    return number


def _one_of(value: Any, ids: Any) -> str:
    name = value.strip().lower() if isinstance(value, str) else value
    if not isinstance(name, str) or name not in ids:
        raise Malformed
    return name
