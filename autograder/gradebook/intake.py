"""Read one submitted notebook as hostile input, before any library parses it.

A notebook is opened as a regular file without following links, read up to a limit, decoded as
strict UTF-8 and strict JSON, and rebuilt from the few fields that grading needs: sources, cell
types and nbgrader ids. Outputs, tags, attachments and widget state never go further. No archive is
ever unpacked. The limits bound memory and time: what is read takes less than 400 MiB and is let go
before the next notebook is read.
"""

from __future__ import annotations

import os
import re
import stat
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.part import load_part, part_names
from autograder.errors import IntakeError
from autograder.gradebook.strict_json import CLEAR, SAVE_AGAIN, read_json
from autograder.model import LANGUAGES, Part
from autograder.quick_import import quick_import

MAX_BYTES = 20 * 1024 * 1024
MAX_CELLS = 2_000
# The syntax tree that the engine makes of code takes nine hundred times the memory of the text, and
# a page that colours a line takes time that grows with the square of its length.
MAX_CODE = 256 * 1024
MAX_LINE = 20_000
MAX_TIMESTAMP_BYTES = 200
# Reading holds Python's one lock anyway: side by side it would only take more memory.
_reading = threading.Lock()


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
    kinds = {unicodedata.category(character) for character in name}
    if any(kind[0] == "C" or kind in ("Zl", "Zp") for kind in kinds):
        return "it has a newline or another control character"
    return None


def lookalikes(names: Iterable[str]) -> dict[str, str]:
    """Return a warning for each id that differs from another only by case or coding."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names):
        plain = unicodedata.normalize("NFKC", name).casefold()
        groups.setdefault(unicodedata.normalize("NFKC", plain), []).append(name)
    alike = [group for group in groups.values() if len(group) > 1]
    return {name: _alike(o for o in group if o != name) for group in alike for name in group}


def _alike(others: Iterable[str]) -> str:
    return (
        f"the ids {', '.join(map(ascii, others))} differ from it only by case or by how letters "
        "are coded: on a disk that does not tell them apart one's files would replace the "
        "other's. Rename the folders."
    )


def read_submission(course: Path, path: Path) -> Submission:
    """Read, restore and recognise the notebook at ``path``; ``IntakeError`` says why it cannot."""
    from autograder.gradebook.restore import language, restore, source_notebook

    raw = read_notebook(path)
    metadata = raw.get("metadata", {}).get("autograder")
    metadata = metadata if isinstance(metadata, dict) else {}
    known = part_names(course)
    name = path.stem if path.stem in known else metadata.get("part")
    lang = language(raw) or LANGUAGES[0]
    if not isinstance(name, str) or name not in known:
        return Submission(None, lang, raw, ())
    restored, warnings = restore(raw, source_notebook(course, name, lang))
    return Submission(load_part(course, name), lang, restored, tuple(warnings))


def read_notebook(path: Path) -> dict[str, Any]:
    """Return the notebook at ``path`` in nbformat 4, plain and bounded."""
    return parse_notebook(read_file(path), path.name)


def read_file(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of a regular file, not through a link and not over the limit.

    A hard link may be somebody else's file, put there for the grader to read.
    """
    if path.is_symlink():
        raise IntakeError(f"{path.name} is a link, which is not followed. {SAVE_AGAIN}")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise IntakeError(f"{path.name} is not a regular file. {SAVE_AGAIN}")
            if status.st_nlink > 1:
                raise IntakeError(
                    f"{path.name} has another name elsewhere on the disk: it is a hard link. Put a "
                    "copy of it in its place if you trust that file, or ask for a new one."
                )
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                # Its size may grow meanwhile; what is known to be too large is not read at all.
                data = file.read(limit + 1) if status.st_size <= limit else None
        finally:
            os.close(descriptor)
    except OSError as error:
        raise IntakeError(f"{path.name} cannot be read: {error.strerror}. {SAVE_AGAIN}") from error
    if data is None or len(data) > limit:
        raise IntakeError(f"{path.name} is larger than {limit >> 20} MiB. {CLEAR}")
    return data


def read_timestamp(submission: Path) -> tuple[str | None, str]:
    """Return when a submission came, by its ``timestamp.txt``, and what is wrong with that file."""
    path = submission / "timestamp.txt"
    if not os.path.lexists(path):
        return None, ""
    with quick_import():
        from nbgrader.utils import parse_utc
    try:
        text = read_file(path, MAX_TIMESTAMP_BYTES).decode().strip()
        parse_utc(text)
    except (IntakeError, ValueError, ArithmeticError):
        return None, "timestamp.txt is not a date: the submission does not count as late"
    return text, ""


def parse_notebook(data: bytes, name: str) -> dict[str, Any]:
    """Return the notebook in ``data``; ``name`` is for messages."""
    with _reading:
        return _parse(data, name)


def _parse(data: bytes, name: str) -> dict[str, Any]:
    content = read_json(data, name)
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
        raise _too_many(name)
    metadata = content.get("metadata")
    plain = [_cell(cell, index, name) for index, cell in enumerate(cells)]
    _check_code([cell["source"] for cell in plain if cell["cell_type"] == "code"], name)
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "cells": plain,
    }


def _check_code(sources: list[str], name: str) -> None:
    if sum(map(len, sources)) > MAX_CODE:
        what = f"more than {MAX_CODE >> 10} KiB of code"
    elif any(len(line) > MAX_LINE for source in sources for line in source.splitlines()):
        what = f"a line of code longer than {MAX_LINE} characters"
    else:
        return
    raise IntakeError(f"{name} has {what}. Ask for a copy without the data pasted into its cells.")


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
        count = sum(len(sheet["cells"]) for sheet in content["worksheets"])
        if count <= MAX_CELLS:
            return dict(nbformat.convert(nbformat.from_dict(content), 4))
    except Exception as error:  # whatever the converter meets in a malformed file
        raise IntakeError(f"{name} is in format 3 and cannot be read. {SAVE_AGAIN}") from error
    raise _too_many(name)


def _too_many(name: str) -> IntakeError:
    return IntakeError(f"{name} has more than {MAX_CELLS} cells. {SAVE_AGAIN}")
