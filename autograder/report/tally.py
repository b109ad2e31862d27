"""Count over a class: outcomes of each exercise, misconceptions and what they cost, marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.model import (
    Choice,
    Exercise,
    Misconception,
    Outcome,
    Part,
    Question,
    Report,
    Text,
    WrongAnswer,
)

PASSED, OTHER = "passed", "other"
# What an exercise can have come to; crashes, exhausted memory and forbidden names are rare.
GROUPS = {
    Outcome.PASSED: PASSED,
    Outcome.FAILED: "failed",
    Outcome.RAISED: "raised",
    Outcome.TIMED_OUT: "timed-out",
    Outcome.NOT_IMPLEMENTED: "not-started",
}
GROUP_NAMES = (*GROUPS.values(), OTHER)
BINS = 10


@dataclass(frozen=True)
class Tally:
    """What one exercise came to over the class; ``mean`` is of points."""

    exercise: Exercise
    counts: Mapping[str, int]
    mean: float


@dataclass(frozen=True)
class Mistake:
    """One misconception of the class: who has it, and the points that it cost them together.

    ``name`` is the exercise or question where it showed.
    """

    id: str
    name: str
    title: Text
    explanation: Text
    students: tuple[str, ...]
    cost: float


@dataclass(frozen=True)
class Bin:
    """How many have a mark from ``low`` to below ``high``; the last one holds the maximum too."""

    low: float
    high: float
    count: int


def group(outcome: Outcome) -> str:
    """Return the group that ``outcome`` is counted in."""
    return GROUPS.get(outcome, OTHER)


def tallies(part: Part, reports: Mapping[str, Report]) -> tuple[Tally, ...]:
    """Return what every exercise came to, in the order of the part."""
    found = []
    for exercise in part.exercises:
        results = [report.exercises[exercise.name] for report in reports.values()]
        counts = Counter(group(result.outcome) for result in results)
        mean = sum(result.score for result in results) / max(1, len(results))
        found.append(Tally(exercise, {name: counts[name] for name in GROUP_NAMES}, mean))
    return tuple(found)


def mistakes(part: Part, reports: Mapping[str, Report]) -> tuple[Mistake, ...]:
    """Return the misconceptions of the class, most frequent first, then most costly.

    Points lost where several were recognised at once are shared evenly among them.
    """
    students: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    cost: defaultdict[tuple[str, str], float] = defaultdict(float)
    for student, report in reports.items():
        for name, result in report.results.items():
            recognised = dict.fromkeys(result.misconceptions)
            for identity in recognised:
                students[name, identity].append(student)
                cost[name, identity] += (result.max_score - result.score) / len(recognised)
    known = {m.id: m for exercise in part.exercises for m in exercise.misconceptions}
    found = [
        Mistake(
            identity, name, *_words(part, name, identity, known), tuple(who), cost[name, identity]
        )
        for (name, identity), who in students.items()
    ]
    return tuple(sorted(found, key=lambda m: (-len(m.students), -m.cost, m.name, m.id)))


def most_costly(found: tuple[Mistake, ...], count: int = 3) -> tuple[Mistake, ...]:
    """Return the misconceptions that cost the class the most points."""
    costing = [mistake for mistake in found if mistake.cost > 0]
    return tuple(sorted(costing, key=lambda m: (-m.cost, m.name, m.id))[:count])


def _words(
    part: Part, name: str, identity: str, known: Mapping[str, Misconception]
) -> tuple[Text, Text]:
    """Return the title of where a misconception showed, and its explanation."""
    question = next((q for q in part.questions if q.id == name), None)
    if question is None:
        title = part.exercise(name).title
        return title, known[identity].explanation if identity in known else Text("", "")
    # What was chosen, then the feedback on it: more to the point than the exercise's explanation.
    return question.text, next(_feedback(question, identity), Text("", ""))


def _feedback(question: Question, identity: str) -> Iterator[Text]:
    choices: tuple[Choice | WrongAnswer, ...] = (*question.options, *question.wrong)
    yield from (one.feedback for one in choices if one.misconception == identity)


def distribution(part: Part, reports: Mapping[str, Report]) -> tuple[Bin, ...]:
    """Return the marks of the class in ten equal steps."""
    step = sum(part.points.values()) / BINS
    # Marks have two decimals: 2.0 of 20 must not fall below its step by a rounding of 1e-16.
    places = Counter(min(BINS - 1, int(r.score / step + 1e-9)) for r in reports.values())
    return tuple(Bin(step * i, step * (i + 1), places[i]) for i in range(BINS))
