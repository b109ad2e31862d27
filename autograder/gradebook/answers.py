"""Which exercises a student left as they were released: nbgrader comments them "No response"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.errors import CourseError


def released_answers(course: Path, part: str, lang: str) -> dict[str, str]:
    """Return what stood in each cell that students fill in."""
    path = course / "release" / lang / part / f"{part}.ipynb"
    if not path.is_file():
        raise CourseError(f"{path} is missing. Run `autograder build {part}`.")
    return _answers(json.loads(path.read_text(encoding="utf-8")))


def unanswered(notebook: dict[str, Any], released: Mapping[str, str]) -> frozenset[str]:
    """Return the cells that are as they were released."""
    submitted = _answers(notebook)
    return frozenset(name for name, value in submitted.items() if released.get(name) == value)


def _answers(notebook: dict[str, Any]) -> dict[str, str]:
    cells = ((cell["metadata"].get("nbgrader", {}), cell) for cell in notebook["cells"])
    return {
        about["grade_id"]: "".join(cell["source"]) for about, cell in cells if about.get("solution")
    }
