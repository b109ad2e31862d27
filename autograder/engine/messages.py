"""The sentences of ``messages.toml``, filled in: what a student reads about a test."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from autograder.model import LANGUAGES, Text


@cache
def _sentences() -> dict[str, dict[str, str]]:
    source = Path(__file__).with_name("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


def text(key: str, **values: Any) -> Text:
    """Return message ``key`` in both languages; a value may itself be a :class:`Text`."""
    sentence = _sentences()[key]
    filled = {}
    for lang in LANGUAGES:
        inner = {name: v[lang] if isinstance(v, Text) else v for name, v in values.items()}
        filled[lang] = sentence[lang].format(**inner)
    return Text(filled["fr"], filled["en"])
