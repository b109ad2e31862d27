"""Read hostile JSON: strict UTF-8, no key twice, no NaN, and bounded before it becomes data."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from autograder.errors import IntakeError

SAVE_AGAIN = "Ask for a new copy, saved from JupyterLab, Colab or VS Code."
CLEAR = "Clear its outputs (Kernel, Restart and Clear Outputs) and submit again."
MAX_DEPTH = 40
# Strings, lists and objects. A list with a list in it takes fifty times the memory of its text.
MAX_PARTS = 1_000_000
NO_BRACKETS = re.compile(r"[^\[\]{}]+")


def read_json(data: bytes, name: str) -> Any:
    """Return what ``data`` says; ``name`` is for the message of the ``IntakeError``."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IntakeError(f"{name} is not UTF-8 text. {SAVE_AGAIN}") from error
    _scan(text, name)
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise IntakeError(f"{name} is not valid JSON ({error}). {SAVE_AGAIN}") from error


def _scan(text: str, name: str) -> None:
    # Some of these stand in strings: there are fewer parts, never more.
    if text.count('"') // 2 + text.count("[") + text.count("{") > MAX_PARTS:
        raise IntakeError(f"{name} has more than {MAX_PARTS} strings and lists. {CLEAR}")
    # Without its escapes, a quote always begins or ends a string: every second piece is outside.
    outside = text.replace("\\\\", "").replace('\\"', "").split('"')[::2]
    depth = 0
    for bracket in NO_BRACKETS.sub("", "".join(outside)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise IntakeError(f"{name} is nested too deep for a notebook. {SAVE_AGAIN}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(value: str) -> NoReturn:
    raise ValueError(f"{value} is not JSON")
