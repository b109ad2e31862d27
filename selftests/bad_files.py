"""Write the class of bad submissions: broken files, odd names, and :mod:`bad_notebooks`."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from .bad_notebooks import CONTENT, SOLVED, Bad
from .whole_course import PART, sample_class


def _to_format_3(text: str) -> str:
    return str(nbformat.writes(nbformat.convert(nbformat.reads(text, 4), 3), 3))


def _cells(count: int) -> bytes:
    cells = ["{}"] * count
    return f'{{"nbformat": 4, "cells": [{",".join(cells)}]}}'.encode()


# What is done to the text of a perfect notebook before it is written.
TEXT: dict[str, tuple[Callable[[str], bytes], Bad]] = {
    "empty-file": (lambda text: b"", Bad(id, None, says="is not valid JSON")),
    "not-json": (lambda text: text[:-100].encode(), Bad(id, None, says="is not valid JSON")),
    "html": (lambda text: b"<html>Session expired</html>", Bad(id, None, says="not valid JSON")),
    "not-utf-8": (lambda text: text.encode("utf-16"), Bad(id, None, says="is not UTF-8")),
    "a-list": (lambda text: b"[1, 2]", Bad(id, None, says="not a Jupyter notebook")),
    "another-object": (lambda text: b'{"cells": []}', Bad(id, None, says="not a Jupyter note")),
    "too-deep": (lambda text: b"[" * 100_000, Bad(id, None, says="nested too deep")),
    "too-large": (lambda text: b" " * (21 << 20), Bad(id, None, says="larger than 20 MiB")),
    "a-key-twice": (
        lambda text: text.replace("{", '{"nbformat": 4, ', 1).encode(),
        Bad(id, None, says="a key stands twice"),
    ),
    "many-cells": (lambda text: _cells(100_000), Bad(id, None, says="more than 2000 cells")),
    "many-parts": (
        lambda text: b"[" + b"[]," * 1_000_000 + b"[]]",
        Bad(id, None, says="more than 1000000 strings and lists"),
    ),
    "unended-string": (
        lambda text: b'"' + b'\\"' * 900_000,
        Bad(id, None, says="not valid JSON"),
    ),
    "much-code": (
        lambda text: text.replace("def relu", "a;" * (128 << 10) + "\\ndef relu", 1).encode(),
        Bad(id, None, says="more than 256 KiB of code"),
    ),
    "long-line": (
        lambda text: text.replace("def relu", "#" + "." * 20_000 + "\\ndef relu", 1).encode(),
        Bad(id, None, says="a line of code longer than 20000 characters"),
    ),
    "format-3-cells": (
        lambda text: b'{"nbformat": 3, "worksheets": [{"cells": [' + b"0," * 9_999 + b"0]}]}",
        Bad(id, None, says="more than 2000 cells"),
    ),
    "format-3": (lambda text: _to_format_3(text).encode(), Bad(id, SOLVED)),
    "byte-order-mark": (lambda text: b"\xef\xbb\xbf" + text.encode(), Bad(id, SOLVED)),
}


def write_all(course: Path, part: Any) -> dict[str, Bad]:
    """Write every situation as a submission of the student of its name; return them all."""
    released = json.loads((course / "release" / "fr" / PART / f"{PART}.ipynb").read_text("utf-8"))
    submitted = course / "submitted"
    perfect = ""
    for student, bad in {"perfect": Bad(id, SOLVED), **CONTENT}.items():
        pupil = sample_class.Pupil(part, released, student)
        pupil.solve()
        perfect = perfect or json.dumps(pupil.notebook)
        bad.make(pupil)
        sample_class.write_notebook(submitted, student, json.dumps(pupil.notebook))
    for student, (change, _) in TEXT.items():
        sample_class.write_notebook(submitted, student, "").write_bytes(change(perfect))
    return (
        {"perfect": Bad(id, SOLVED)}
        | CONTENT
        | {student: bad for student, (_, bad) in TEXT.items()}
        | _write_files(submitted, perfect)
        | _write_names(submitted, perfect)
    )


def _write_files(submitted: Path, perfect: str) -> dict[str, Bad]:
    """Write things that are not regular files, and what lies beside a notebook."""
    name = f"{PART}.ipynb"
    (submitted / "perfect-copy.ipynb").write_text(perfect, encoding="utf-8")
    places = {
        student: submitted / student / PART
        for student in ("link", "hard-link", "huge", "pipe", "folder", "none")
    }
    for place in places.values():
        place.mkdir(parents=True)
    (places["link"] / name).symlink_to(submitted / "perfect" / PART / name)
    (places["hard-link"] / name).hardlink_to(submitted / "perfect-copy.ipynb")
    with (places["huge"] / name).open("wb") as file:
        file.truncate(500 << 20)
    os.mkfifo(places["pipe"] / name)
    (places["folder"] / name).mkdir()
    linked = submitted / "linked-folder" / PART
    linked.parent.mkdir()
    linked.symlink_to(submitted / "perfect" / PART)
    dated = sample_class.write_notebook(submitted, "no-date", perfect).parent
    (dated / "timestamp.txt").write_bytes(b"\xff hier")
    return {
        "link": Bad(id, None, says="is a link"),
        "hard-link": Bad(id, None, says="is a hard link"),
        "huge": Bad(id, None, says="larger than 20 MiB"),
        "pipe": Bad(id, None, says="not a regular file"),
        "folder": Bad(id, None, says="not a regular file"),
        "none": Bad(id, None, says="There is no"),
        "linked-folder": Bad(id, None, says="There is no"),
        "no-date": Bad(id, SOLVED, says="timestamp.txt is not a date"),
    }


ZOE = "Zoë Müller"
GOOD_NAMES = [ZOE, "李雷", "o'neil", "a.b@c.fr", "y" * 200, "-".join("abc"), "_x"]
# Another name, although it reads as hers and may be hers to another disk.
ALIKE = unicodedata.normalize("NFD", ZOE.upper())
BAD_NAMES = ["-x", ".hidden", "a:b", "a+b", "a\\b", "new\nline", "y" * 201, "caf\udce9", "..."]
BAD_NAMES += ["a\u2028b"]


def _write_names(submitted: Path, perfect: str) -> dict[str, Bad]:
    for student in [*GOOD_NAMES, ALIKE, *BAD_NAMES]:
        sample_class.write_notebook(submitted, student, perfect)
    good = {student: Bad(id, SOLVED) for student in GOOD_NAMES}
    for one, other in ((ZOE, ALIKE), (ALIKE, ZOE)):
        good[one] = Bad(id, SOLVED, says=f"the ids {other!a} differ from it only by case")
    return good | {student: Bad(id, None, says="is not a student id") for student in BAD_NAMES}
