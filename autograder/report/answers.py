"""What students answered to a question, sorted into the few things that one can answer.

An option of a choice is such a thing; of a computed answer, the right one and each wrong one that
the quiz file expects; of a matching, each item that was matched wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.model import Kind, Outcome, Question, QuestionResult, Text
from autograder.quiz.form import ids
from autograder.quiz.grade import expected, same
from autograder.quiz.reading import Malformed, draw, read_answer
from autograder.sentences import Sentences

text = Sentences(Path(__file__).with_name("texts.toml")).text

RIGHT, OTHER, NONE = "right", "other", "none"
CHOSEN = (Kind.SINGLE, Kind.MULTIPLE)


@dataclass(frozen=True)
class Possible:
    """One thing that can be answered to a question; ``misconception`` is what it is known by."""

    key: str
    text: Text
    correct: bool = False
    misconception: str = ""


def possible(question: Question) -> Iterator[Possible]:
    """Yield all that can be answered to ``question``, what nobody foresaw and nothing at all last.

    Keys of the author begin with ``:``, so that none is one of ours.
    """
    if question.kind in CHOSEN:
        for option in question.options:
            yield Possible(f":{option.id}", option.text, option.correct, option.misconception)
    else:
        yield Possible(RIGHT, text("answer-right"), True)
    for item in question.items if question.kind is Kind.MATCHING else ():
        yield Possible(f":{item.id}", text("answer-mismatched", item=item.text))
    for wrong in question.wrong:
        label = (
            wrong.answer.replace(", ", " → ") if question.kind is Kind.ORDERING else wrong.answer
        )
        code = f"`{label}`"
        yield Possible(f":{wrong.answer}", Text(code, code), False, wrong.misconception)
    yield Possible(OTHER, text("answer-other"))
    yield Possible(NONE, text("answer-none"))


def answered(question: Question, result: QuestionResult, student: str) -> set[str]:
    """Return the keys of what ``student`` answered; several in a multiple choice or a matching."""
    if result.answer is None:
        return {NONE if result.outcome is Outcome.NOT_IMPLEMENTED else OTHER}
    try:
        answer = read_answer(question.kind.value, result.answer, ids(question))
    except (Malformed, TypeError):
        return {OTHER}
    if question.kind is Kind.SINGLE:
        return {f":{answer}"}
    if question.kind is Kind.MULTIPLE:
        return {f":{option}" for option in answer} or {NONE}
    if question.kind is Kind.MATCHING:
        wrong = {f":{item.id}" for item in question.items if answer[item.id] != item.match}
        return wrong or {RIGHT}
    return {_computed(question, answer, student)}


def _computed(question: Question, answer: Any, student: str) -> str:
    numbers = draw(student, question.id, dict(question.parameters))
    if same(question, answer, expected(question, question.answer, numbers)):
        return RIGHT
    for wrong in question.wrong:
        if same(question, answer, expected(question, wrong.answer, numbers)):
            return f":{wrong.answer}"
    return OTHER
