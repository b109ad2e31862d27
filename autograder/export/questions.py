"""Turn a question of ``quiz.toml`` into what other systems ask: one for each set of numbers.

Elsewhere nobody draws numbers from a student id, and no formula language is ours. So a question
with parameters becomes one *variant* for each set of values that they can take, with answers
computed here, and the other system draws one of them at random.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.quizfile import draws
from autograder.model import Kind, Question, Text
from autograder.quiz.form import form
from autograder.quiz.grade import ROUNDING, expected, same
from autograder.sentences import Sentences

SENTENCES = Sentences(Path(__file__).with_name("texts.toml"))


@dataclass(frozen=True)
class Variant:
    """A question with its numbers: ``right`` and ``wrong`` are data, no longer formulas.

    They are empty for choices and matchings, whose options say what is right.
    """

    name: str
    question: Question
    numbers: Mapping[str, float]
    right: Any
    wrong: tuple[tuple[Any, Text], ...]

    def text(self, lang: str) -> str:
        """Return what is asked, in Markdown: the text, the numbers, the unit and the form."""
        parts = [self.question.text[lang].strip()]
        if self.numbers:
            values = ", ".join(_named(name, value) for name, value in self.numbers.items())
            parts.append(SENTENCES.text("numbers", values=values)[lang])
        if self.question.unit[lang]:
            parts.append(SENTENCES.text("unit", unit=self.question.unit[lang])[lang])
        if self.question.kind in (Kind.NUMERIC, Kind.SHAPE):
            parts.append(f"*{form(self.question)[lang]}*")
        return "\n\n".join(parts)

    @property
    def tolerance(self) -> float:
        """How far a number may be from ``right``, the rounding of a float included."""
        return self.question.tolerance + ROUNDING * max(1.0, abs(float(self.right)))


def variants(question: Question) -> list[Variant]:
    """Return one variant for each set of numbers, a single one where there are none."""
    found = []
    for numbers in draws(question):
        values = ", ".join(f"{name} = {value:g}" for name, value in numbers.items())
        name = f"{question.id} ({values})" if values else question.id
        if question.kind not in (Kind.NUMERIC, Kind.SHAPE, Kind.ORDERING):
            found.append(Variant(name, question, numbers, None, ()))
            continue
        right = expected(question, question.answer, numbers)
        wrong: list[tuple[Any, Text]] = []
        for known in question.wrong:
            answer = expected(question, known.answer, numbers)
            # Of two wrong answers that coincide for these numbers, grading knows the first.
            if not any(same(question, answer, other) for other, _ in wrong):
                wrong.append((answer, known.feedback))
        found.append(Variant(name, question, numbers, right, tuple(wrong)))
    return found


def spellings(shape: list[int]) -> list[str]:
    """Return the usual ways to write ``shape``, for systems that compare text."""
    listed, close = ", ".join(map(str, shape)), ",".join(map(str, shape))
    if len(shape) == 1:
        return [f"({listed},)", f"({listed})", f"[{listed}]", listed]
    return [f"({listed})", f"({close})", f"[{listed}]", f"[{close}]", listed, close]


def number(value: float) -> str:
    """Return ``value`` without exponent and without trailing zeros."""
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _named(name: str, value: float) -> str:
    return f"${name} = {value:g}$" if len(name) == 1 else f"`{name}` = {value:g}"
