"""The cells of a notebook as nbformat and nbgrader want them, with ids that do not change."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from autograder.build.texts import sentence

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # what nbformat 4.5 accepts


def markdown(identity: str, source: str) -> dict[str, Any]:
    """Return a cell of prose, which nbgrader does not know."""
    return {"cell_type": "markdown", "id": _cell_id(identity), "metadata": {}, "source": source}


def code(
    grade_id: str, source: str, *, locked: bool = True, **nbgrader: bool | float
) -> dict[str, Any]:
    """Return a code cell that nbgrader knows as ``grade_id``."""
    flags = {"grade": False, "solution": False, "task": False, "locked": locked, **nbgrader}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": _cell_id(grade_id),
        "metadata": {"nbgrader": {**flags, "grade_id": grade_id, "schema_version": 3}},
        "outputs": [],
        "source": source,
    }


def grading(name: str, points: float, part: str, lang: str) -> dict[str, Any]:
    """Return the cell that receives the mark of ``name``: run by anybody but us, it raises.

    Jupyter goes on to the next cell all the same: a solved notebook runs to its end.
    """
    text = sentence("grading", lang, name=name, part=part)
    source = f'raise RuntimeError(\n    "{text}"\n)'
    cell = code(f"grade-{name}", source, grade=True, points=points)
    cell["metadata"]["tags"] = ["raises-exception"]
    return cell


def digest(text: str) -> str:
    """Return a few characters that follow from ``text``."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _cell_id(identity: str) -> str:
    return identity if CELL_ID.fullmatch(identity) else f"cell-{digest(identity)}"
