"""The sentences of generated notebooks, from ``texts.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


def sentence(key: str, lang: str, **values: object) -> str:
    """Return the text called ``key`` in ``lang`` with its ``{names}`` filled in."""
    text: str = _texts()[key][lang]
    return text.strip().format(**values) if values else text.strip()


def tool_words(lang: str) -> dict[str, str]:
    """Return the sentences of the notebook's own tools, in ``lang``."""
    return {key: text[lang] for key, text in _texts()["tools"].items()}


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))
