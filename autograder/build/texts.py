"""The sentences of generated notebooks, from ``texts.toml``."""

from __future__ import annotations

from pathlib import Path

from autograder.sentences import Sentences, decimal

_SENTENCES = Sentences(Path(__file__).with_name("texts.toml"))


def sentence(key: str, lang: str, **values: object) -> str:
    """Return the text called ``key`` in ``lang`` with its ``{names}`` filled in."""
    return _SENTENCES.text(key, **values)[lang]


def tool_words(table: str, lang: str) -> dict[str, str]:
    """Return the sentences of the notebook's own tools, in ``lang``, as that code fills them in."""
    return {key: text[lang] for key, text in _SENTENCES.tables[table].items()}


def points_in_words(points: float, lang: str) -> str:
    """Return ``0,5 point`` or ``0.5 points``: each language has its own comma and plural."""
    many = points >= 2 if lang == "fr" else points != 1
    return f"{decimal(points)[lang]} point{'s' if many else ''}"
