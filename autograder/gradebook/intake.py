"""Read one submitted notebook as hostile input, before any library parses it.

A notebook is opened as a regular file without following links, read up to a limit, decoded as
strict UTF-8 and strict JSON, and rebuilt from the few fields that grading needs: sources, cell
types and nbgrader ids. Outputs, tags, attachments and widget state never go further.
"""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from autograder.course.part import load_part, part_names
from autograder.errors import IntakeError
from autograder.model import LANGUAGES, Part

MAX_BYTES = 20 * 1024 * 1024
MAX_CELLS = 2_000
MAX_DEPTH = 40
NO_BRACKETS = re.compile(r"[^\[\]{}]+")
SAVE_AGAIN = "Ask for a new copy, saved from JupyterLab, Colab or VS Code."


@dataclass(frozen=True)
class Submission:
    """A notebook that can be graded; ``part`` is None when it is not of this course."""

    part: Part | None
    lang: str
    notebook: dict[str, Any]
    warnings: tuple[str, ...]


def student_id_problem(name: str) -> str | None:
    """Return what is wrong with a student id (a directory name), or None.

    Spaces and accents are fine; what could be a path, an option or a line of its own is not.
    """
    if not name or len(name.encode("utf-8", "surrogateescape")) > 200:
        return "it is empty or longer than 200 bytes"
    if name[0] in ".-":
        return "it starts with a dot or a dash"
    if any(c in '/\\+:*?"<>|' for c in name):
        return 'it has one of the characters / \\ + : * ? " < > |'
    if any(unicodedata.category(c)[0] == "C" for c in name):
        return "it has a newline or another control character"
    return None


def read_submission(course: Path, path: Path) -> Submission:
    """Read, restore and recognise the notebook at ``path``; ``IntakeError`` says why it cannot."""
    from autograder.gradebook.restore import restore, source_notebook

    raw = read_notebook(path)
    metadata = raw.get("metadata", {}).get("autograder")
    metadata = metadata if isinstance(metadata, dict) else {}
    known = part_names(course)
    name = path.stem if path.stem in known else metadata.get("part")
    lang = metadata.get("lang") if metadata.get("lang") in LANGUAGES else LANGUAGES[0]
    if not isinstance(name, str) or name not in known:
        return Submission(None, str(lang), raw, ())
    restored, warnings = restore(raw, source_notebook(course, name, str(lang)))
    return Submission(load_part(course, name), str(lang), restored, tuple(warnings))


def read_notebook(path: Path) -> dict[str, Any]:
    """Return the notebook at ``path`` in nbformat 4, plain and bounded."""
    return parse_notebook(read_file(path), path.name)


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file, not through a link and not over the limit."""
    if path.is_symlink():
        raise IntakeError(f"{path.name} is a link, which is not followed. {SAVE_AGAIN}")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise IntakeError(f"{path.name} is not a regular file. {SAVE_AGAIN}")
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(MAX_BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise IntakeError(f"{path.name} cannot be read: {error.strerror}. {SAVE_AGAIN}") from error
    if len(data) > MAX_BYTES:
        raise IntakeError(
            f"{path.name} is larger than {MAX_BYTES >> 20} MiB. "
            "Clear its outputs (Kernel, Restart and Clear Outputs) and submit again."
        )
    return data


def parse_notebook(data: bytes, name: str) -> dict[str, Any]:
    """Return the notebook in ``data``; ``name`` is for messages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IntakeError(f"{name} is not UTF-8 text. {SAVE_AGAIN}") from error
    _check_depth(text, name)
    try:
        content = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise IntakeError(f"{name} is not valid JSON ({error}). {SAVE_AGAIN}") from error
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        raise IntakeError(f"{name} is JSON, but not a Jupyter notebook. {SAVE_AGAIN}")
    if content["nbformat"] == 3:
        content = _upgrade(content, name)
    if content["nbformat"] != 4:
        raise IntakeError(
            f"{name} is in notebook format {content['nbformat']}; format 4 is read. {SAVE_AGAIN}"
        )
    cells = content.get("cells")
    if not isinstance(cells, list) or not cells:
        raise IntakeError(f"{name} has no cells. {SAVE_AGAIN}")
    if len(cells) > MAX_CELLS:
        raise IntakeError(f"{name} has more than {MAX_CELLS} cells. {SAVE_AGAIN}")
    metadata = content.get("metadata")
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "cells": [_cell(cell, index, name) for index, cell in enumerate(cells)],
    }


def _cell(cell: Any, index: int, name: str) -> dict[str, Any]:
    if not isinstance(cell, dict):
        raise IntakeError(f"{name}: cell {index + 1} is not a cell. {SAVE_AGAIN}")
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    kind = cell.get("cell_type")
    if not isinstance(source, str) or kind not in ("code", "markdown", "raw"):
        raise IntakeError(f"{name}: cell {index + 1} has no text or no type. {SAVE_AGAIN}")
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    identity = cell.get("id")
    plain: dict[str, Any] = {
        "cell_type": kind,
        "id": identity
        if isinstance(identity, str) and re.fullmatch(r"[\w-]{1,64}", identity, re.ASCII)
        else f"cell-{index}",
        # Unpaired surrogates have no UTF-8 form and would stop the notebook from being written.
        "source": source.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd"),
        "metadata": {"nbgrader": nbgrader} if isinstance(nbgrader, dict) else {},
    }
    if kind == "code":
        plain |= {"execution_count": None, "outputs": []}
    return plain


def _upgrade(content: dict[str, Any], name: str) -> dict[str, Any]:
    """Convert format 3, which a few old tools still write."""
    import nbformat

    try:
        return dict(nbformat.convert(nbformat.from_dict(content), 4))
    except Exception as error:  # whatever the converter meets in a malformed file
        raise IntakeError(f"{name} is in format 3 and cannot be read. {SAVE_AGAIN}") from error


def _check_depth(text: str, name: str) -> None:
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
