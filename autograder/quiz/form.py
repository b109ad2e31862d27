"""Say which form the answer to a question takes: in the notebook, and when it was another."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.model import Choice, Kind, Question, Text
from autograder.sentences import Sentences

_SENTENCES = Sentences(Path(__file__).with_name("forms.toml"))


def ids(question: Question) -> Any:
    """Return the names that an answer is made of, in an order that gives nothing away."""
    names = [o.id for o in question.options or shuffled(question.items, question.id)]
    if question.kind is Kind.MATCHING:
        return [names, [match.id for match in question.matches]]
    return names


def form(question: Question) -> Text:
    """Return how to write the answer, with an example of the form alone."""
    names = ids(question)
    if question.kind is Kind.MATCHING:
        items, matches = names
        example = "{" + ", ".join(f'"{item}": "..."' for item in items) + "}"
        return _SENTENCES.text("matching", example=example, names=_listed(matches))
    return _SENTENCES.text(question.kind.value, names=_listed(names))


def shuffled(choices: Sequence[Choice], salt: str) -> list[Choice]:
    """Return ``choices`` in an order that depends on their ids alone, and is not theirs."""

    def place(choice: Choice) -> str:
        return hashlib.sha256(f"{salt}/{choice.id}".encode()).hexdigest()

    mixed = sorted(choices, key=place)
    return mixed if mixed != list(choices) else mixed[::-1]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
