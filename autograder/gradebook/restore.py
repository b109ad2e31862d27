"""Give a submission the cells that it was released with.

Locked cells get the instructor's source and metadata back, whatever became of them; the student's
code stays. Of a cell that was copied the first keeps its id (all copies still run, as in Jupyter);
foreign nbgrader metadata and tags are dropped; locked cells that were deleted come back. nbgrader
does part of this and aborts the whole class on the rest, so it is done before nbgrader looks.
Prose that is not the course's is made safe to read on the way (prose.py). The notebook remembers in
which language it was taken: its student reads feedback in that one.
"""

from __future__ import annotations

import copy
import itertools
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.gradebook.prose import defuse
from autograder.model import LANGUAGES

LANG_OF_SOURCE = "source/{lang}/{part}/{part}.ipynb"


def source_notebook(course: Path, part: str, lang: str) -> dict[str, Any]:
    """Return the instructor's notebook of ``part`` as built; ``CourseError`` when it is missing."""
    return source_at(course / LANG_OF_SOURCE.format(lang=lang, part=part), part)


def source_at(path: Path, part: str) -> dict[str, Any]:
    """Return the instructor's notebook at ``path``."""
    if not path.is_file():
        raise CourseError(f"{path} is missing. Run `autograder build {part}`.")
    return _parse(path.read_bytes())


@lru_cache(maxsize=8)
def _parse(data: bytes) -> dict[str, Any]:
    return dict(json.loads(data))


def grade_id(cell: dict[str, Any]) -> str | None:
    """Return the nbgrader id of ``cell``, if it has a well-formed one."""
    name = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return name if isinstance(name, str) else None


def language(notebook: dict[str, Any]) -> str | None:
    """Return the language in which a notebook of the course was taken, if it says one."""
    about = notebook["metadata"].get("autograder")
    lang = about.get("lang") if isinstance(about, dict) else None
    return lang if lang in LANGUAGES else None


def restore(notebook: dict[str, Any], source: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return ``notebook`` with the cells of ``source`` put right, and a sentence per change."""
    originals = {grade_id(cell): cell for cell in source["cells"] if grade_id(cell)}
    warnings: list[str] = []
    changed: list[str] = []
    cells: list[dict[str, Any]] = []
    place: dict[str, int] = {}
    for cell in notebook["cells"]:
        name = grade_id(cell)
        original = originals.get(name)
        if name is not None and (original is None or name in place):
            what = "a copy of cell" if original is not None else "unknown nbgrader cell"
            warnings.append(f"{what} {name!r:.60} is kept as an ordinary cell")
            original = None
        if original is None:
            cells.append(cell | {"metadata": {}})
            continue
        assert name is not None
        place[name] = len(cells)
        if original["metadata"]["nbgrader"]["locked"]:
            if cell["source"] != _text(original):
                changed.append(name)
            cells.append(_fresh(original))
        else:
            cells.append(_fresh(original) | {"source": cell["source"]})
    if changed:
        warnings.append(f"locked cells were changed and have been put back: {', '.join(changed)}")
    cells = _with_missing(cells, place, originals, warnings)
    defuse(cells, frozenset(_text(c) for c in source["cells"] if c["cell_type"] != "code"))
    return _assemble(notebook, source, cells), warnings


def _with_missing(
    cells: list[dict[str, Any]],
    place: dict[str, int],
    originals: dict[str | None, dict[str, Any]],
    warnings: list[str],
) -> list[dict[str, Any]]:
    """Insert the locked cells that are missing, each after the one that it followed."""
    after: dict[int, list[dict[str, Any]]] = {}
    anchor = -1
    for name, original in originals.items():
        assert name is not None
        if name in place:
            anchor = place[name]
        elif original["metadata"]["nbgrader"]["locked"]:
            warnings.append(f"locked cell {name!r} was missing and has been put back")
            after.setdefault(anchor, []).append(_fresh(original))
        else:
            warnings.append(f"exercise cell {name!r} is missing")
    result = after.get(-1, [])
    for index, cell in enumerate(cells):
        result += [cell, *after.get(index, [])]
    return result


def _assemble(
    notebook: dict[str, Any], source: dict[str, Any], cells: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return a notebook with the source's metadata and with cell ids that are unique."""
    seen: set[str] = {cell["id"] for cell in cells if grade_id(cell)}
    for index, cell in enumerate(cells):
        if grade_id(cell) is None:
            identity = cell.get("id", "")
            if not identity or identity in seen:
                fresh = (f"student-{index}-{n}" for n in itertools.count())
                cell["id"] = next(name for name in fresh if name not in seen)
            seen.add(cell["id"])
    metadata = copy.deepcopy(source["metadata"])
    lang = language(notebook)
    if lang is not None:
        metadata.setdefault("autograder", {})["lang"] = lang
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": metadata,
        "cells": cells,
    }


def _fresh(original: dict[str, Any]) -> dict[str, Any]:
    # Nothing writes into the metadata of a cell: every notebook of a class shares the source's.
    cell = original | {"source": _text(original)}
    if cell["cell_type"] == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def _text(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return "".join(source) if isinstance(source, list) else str(source)
