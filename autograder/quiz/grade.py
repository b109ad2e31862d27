"""Grade the answer to one question: right, partly right or wrong, and why.

Everything here runs in the engine, on plain data that came from the sandbox.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.model import Choice, Kind, Outcome, Question, QuestionResult, Text
from autograder.quiz.expression import evaluate
from autograder.quiz.form import form, ids
from autograder.quiz.reading import Malformed, draw, read_answer
from autograder.sentences import Sentences

text = Sentences(Path(__file__).with_name("texts.toml")).text
ROUNDING = 1e-9  # of a formula computed in another order; what a tolerance is added to


@dataclass(frozen=True)
class Verdict:
    """How much of an answer is right, with what to say about the rest."""

    fraction: float
    feedback: tuple[Text, ...] = ()
    misconceptions: tuple[str, ...] = ()


def failed(question: Question, outcome: Outcome, message: Text) -> QuestionResult:
    """Return the result of a question without an answer that could be read: no points."""
    return QuestionResult(0.0, question.points, outcome, message)


def grade_answer(question: Question, value: Any, student: str, declared: str) -> QuestionResult:
    """Return the result of the answer ``value``.

    ``student`` is whose submission it is, "" when nobody says; ``declared`` is the id that the
    notebook gives itself, which then decides the numbers of a seeded question.
    """
    try:
        answer = read_answer(question.kind.value, value, ids(question))
    except Malformed:
        message = text("malformed", form=form(question))
        return failed(question, Outcome.FAILED, message)
    numbers = draw(student or declared, question.id, dict(question.parameters))
    verdict = judge(question, answer, numbers)
    if verdict.fraction == 1:
        sentences = [text("right")]
    else:
        sentences = [text("partly" if verdict.fraction else "wrong"), *verdict.feedback]
        if numbers:
            values = ", ".join(f"{name} = {value:g}" for name, value in numbers.items())
            sentences.append(text("numbers", values=values))
            if student and declared and student.strip().lower() != declared.strip().lower():
                sentences.append(text("other-student"))
    sentences.append(question.explanation)
    return QuestionResult(
        score=_points(question, verdict),
        max_score=question.points,
        outcome=Outcome.PASSED if verdict.fraction == 1 else Outcome.FAILED,
        message=Text(" ".join(s.fr for s in sentences), " ".join(s.en for s in sentences)),
        answer=answer,
        misconceptions=verdict.misconceptions,
    )


def points_for(question: Question, answer: Any, student: str) -> float:
    """Return what ``answer``, as a result holds it, is worth now when ``student`` gave it."""
    return _points(
        question, judge(question, answer, draw(student, question.id, dict(question.parameters)))
    )


def _points(question: Question, verdict: Verdict) -> float:
    return round(question.points * verdict.fraction, 2)


def judge(question: Question, answer: Any, numbers: Mapping[str, float]) -> Verdict:
    """Compare a well-formed answer with the right one for ``numbers``."""
    match question.kind:
        case Kind.SINGLE:
            return _single(question, answer)
        case Kind.MULTIPLE:
            return _multiple(question, answer)
        case Kind.MATCHING:
            wrong = [item for item in question.items if answer[item.id] != item.match]
            fraction = 1 - len(wrong) / len(question.items)
            return Verdict(fraction, tuple(item.feedback for item in wrong))
    if same(question, answer, expected(question, question.answer, numbers)):
        return Verdict(1.0)
    for known in question.wrong:
        if same(question, answer, expected(question, known.answer, numbers)):
            return Verdict(0.0, (known.feedback,), _named(known.misconception))
    return Verdict(0.0)


def expected(question: Question, answer: str, numbers: Mapping[str, float]) -> Any:
    """Return what ``answer``, of the quiz file, means as data; ``ValueError`` if it means none."""
    if question.kind is Kind.ORDERING:
        return answer.split(", ")
    value = evaluate(answer, numbers)
    if isinstance(value, tuple | list) is not (question.kind is Kind.SHAPE):
        raise ValueError(f"`{answer}` is not of the kind that is asked: write a number, or a shape")
    return list(value) if question.kind is Kind.SHAPE else float(value)


def right_answer(question: Question, numbers: Mapping[str, float]) -> Any:
    """Return the answer that gets all points, as data."""
    match question.kind:
        case Kind.SINGLE:
            return next(option.id for option in question.options if option.correct)
        case Kind.MULTIPLE:
            return [option.id for option in question.options if option.correct]
        case Kind.MATCHING:
            return {item.id: item.match for item in question.items}
    return expected(question, question.answer, numbers)


def same(question: Question, one: Any, other: Any) -> bool:
    """Return whether two answers to a question count as one."""
    if question.kind is Kind.NUMERIC:
        return math.isclose(one, other, rel_tol=ROUNDING, abs_tol=question.tolerance + ROUNDING)
    return bool(one == other)


def _single(question: Question, answer: str) -> Verdict:
    option = next(o for o in question.options if o.id == answer)
    if option.correct:
        return Verdict(1.0)
    return Verdict(0.0, (option.feedback,), _named(option.misconception))


def _multiple(question: Question, answer: list[str]) -> Verdict:
    """Wrong ticks cost what right ones earn, so ticking everything earns nothing to speak of."""
    right = [o for o in question.options if o.correct]
    ticked = [o for o in question.options if o.id in answer]
    wrong = [o for o in ticked if not o.correct]
    found = len(ticked) - len(wrong)
    feedback = tuple(option.feedback for option in wrong)
    if found < len(right):
        feedback += (text("some-missing"),)
    fraction = max(0.0, (found - len(wrong)) / len(right))
    return Verdict(fraction, feedback, _all_named(wrong))


def _all_named(options: list[Choice]) -> tuple[str, ...]:
    return tuple(name for option in options for name in _named(option.misconception))


def _named(misconception: str) -> tuple[str, ...]:
    return (misconception,) if misconception else ()
