"""Sentences in both languages, kept in TOML files beside the code that says them."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.model import LANGUAGES, Text


def decimal(number: float) -> Text:
    """Return ``7,5``, and ``7.5`` for English: six significant digits, no zeros at the end."""
    return Text(f"{number:g}".replace(".", ","), f"{number:g}")


class Sentences:
    """The tables ``[key] fr = ..., en = ...`` of one file, with ``{names}`` to fill in."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is read when the first sentence is asked for."""
        self._path = path

    @cached_property
    def tables(self) -> dict[str, Any]:
        """The file as it is."""
        return tomllib.loads(self._path.read_text(encoding="utf-8"))

    def text(self, key: str, **values: Any) -> Text:
        """Return sentence ``key`` in both languages; a value may itself be a :class:`Text`."""
        sentence = self.tables[key]
        filled = {}
        for lang in LANGUAGES:
            inner = {name: v[lang] if isinstance(v, Text) else v for name, v in values.items()}
            filled[lang] = sentence[lang].strip("\n").format(**inner)
        return Text(filled["fr"], filled["en"])
