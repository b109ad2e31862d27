"""Item analysis: exercises and questions of a part together, each as one item of a test.

Every student of the class counts for every item; what was not started has earned nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from autograder.model import Part, Question, Report, Text
from autograder.report.answers import answered, possible
from autograder.report.statistics import Estimate, correlation, cronbach_alpha, proportion

FEW_STUDENTS = 20


@dataclass(frozen=True)
class Option:
    """One possible answer: who gave it, and whether they are the strong or the weak.

    ``pull`` is the correlation of having given it with the rest score: a wrong answer that attracts
    the weak has a negative one.
    """

    text: Text
    correct: bool
    count: int
    share: Estimate | None
    pull: Estimate | None


@dataclass(frozen=True)
class Item:
    """One exercise or question. ``discrimination`` is of the item against the rest score."""

    name: str
    question: Question | None
    difficulty: Estimate | None
    discrimination: Estimate | None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Analysis:
    """All items of a part, and how well they measure one thing together."""

    students: int
    items: tuple[Item, ...]
    alpha: Estimate | None

    @property
    def too_few(self) -> bool:
        """Whether the class is too small for the numbers to say much."""
        return self.students < FEW_STUDENTS


def analyse(part: Part, reports: Mapping[str, Report]) -> Analysis:
    """Return the item analysis of the class whose ``reports`` these are, by student."""
    points = {name: [r.results[name].score for r in reports.values()] for name in part.points}
    totals = [math.fsum(row) for row in zip(*points.values(), strict=True)]
    questions = {question.id: question for question in part.questions}
    items = []
    for name, maximum in part.points.items():
        # Without the item itself, which would otherwise agree with its own share of the total.
        rest = [total - own for total, own in zip(totals, points[name], strict=True)]
        shares = [own / maximum for own in points[name]]
        question = questions.get(name)
        items.append(
            Item(
                name=name,
                question=question,
                difficulty=proportion(fmean(shares), len(shares)) if shares else None,
                discrimination=correlation(shares, rest),
                options=_options(question, reports, rest) if question else (),
            )
        )
    return Analysis(len(reports), tuple(items), cronbach_alpha(list(points.values())))


def _options(
    question: Question, reports: Mapping[str, Report], rest: list[float]
) -> tuple[Option, ...]:
    given = [answered(question, r.questions[question.id], s) for s, r in reports.items()]
    options = []
    for one in possible(question):
        chose = [float(one.key in keys) for keys in given]
        count = int(sum(chose))
        share = proportion(count / len(given), len(given)) if given else None
        pull = correlation(chose, rest)
        options.append(Option(one.text, one.correct, count, share, pull))
    return tuple(options)
