"""The vocabulary of the project as types: parts, exercises, tests, outcomes, reports.

Frozen dataclasses without behaviour beyond their own arithmetic; every other module speaks in
these words. The shape of :meth:`Report.to_json` is a public, versioned interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "en")
# What comes before a question's id in the grade_id of the cell that takes its answer.
ANSWER = "answer-"


class Outcome(StrEnum):
    """What one test came to. Closed: a new case is a decision, see docs/decisions/0004."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    RAISED = "RAISED"
    NOT_IMPLEMENTED = "NOT_IMPLEMENTED"
    TIMED_OUT = "TIMED_OUT"
    OUT_OF_MEMORY = "OUT_OF_MEMORY"
    CRASHED = "CRASHED"
    FORBIDDEN = "FORBIDDEN"
    SKIPPED = "SKIPPED"
    GRADER_ERROR = "GRADER_ERROR"


class Isolation(StrEnum):
    """How strongly student code is separated, strongest first."""

    FULL = "full"
    RESTRICTED = "restricted"
    PROCESS = "process"


@dataclass(frozen=True)
class Text:
    """One sentence or paragraph in both languages of the course."""

    fr: str
    en: str

    def __getitem__(self, lang: str) -> str:
        """Return the text in ``lang`` (``"fr"`` or ``"en"``)."""
        return {"fr": self.fr, "en": self.en}[lang]

    def to_json(self) -> dict[str, str]:
        """Return ``{"fr": ..., "en": ...}``."""
        return {"fr": self.fr, "en": self.en}


@dataclass(frozen=True)
class Limits:
    """What a submission may use: seconds of wall clock, mebibytes of memory and output."""

    call_seconds: float = 5.0
    cell_seconds: float = 20.0
    submission_seconds: float = 120.0
    memory_mb: int = 1024
    disk_mb: int = 64
    output_kb: int = 64


@dataclass(frozen=True)
class TestSpec:
    """One test of a suite, read from the syntax tree without importing the suite."""

    __test__ = False  # pytest would otherwise try to collect a class of this name

    name: str
    title: Text
    visible: bool
    weight: int


@dataclass(frozen=True)
class Misconception:
    """A known wrong implementation: ``source`` is its plain code, without the decorator."""

    id: str
    exercise: str
    fails: frozenset[str]
    explanation: Text
    source: str


@dataclass(frozen=True)
class Exercise:
    """One function or class to write, with its four legs read from the written trees."""

    part: str
    name: str
    points: float
    title: Text
    forbidden: tuple[str, ...]
    solution: Path
    suite: Path
    tests: tuple[TestSpec, ...]
    misconceptions: tuple[Misconception, ...]


class Kind(StrEnum):
    """What sort of answer a question takes."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMERIC = "numeric"
    SHAPE = "shape"
    ORDERING = "ordering"
    MATCHING = "matching"


@dataclass(frozen=True)
class Choice:
    """Something that a question shows under a stable id: an option, an item or a match.

    ``correct`` and ``misconception`` are of options, ``match`` is of items to match; ``feedback``
    is read by who chose a wrong option, or matched this item wrongly.
    """

    id: str
    text: Text
    correct: bool = False
    match: str = ""
    feedback: Text = Text("", "")
    misconception: str = ""


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer that is expected: ``answer`` is written as the right one is."""

    answer: str
    feedback: Text
    misconception: str = ""


@dataclass(frozen=True)
class Question:
    """One question of a quiz; which fields it uses depends on its ``kind``.

    ``answer`` is an expression in the names of ``parameters`` (numeric, shape). Of each parameter
    a student gets one value, drawn from the student id.
    """

    id: str
    kind: Kind
    points: float
    text: Text
    explanation: Text
    options: tuple[Choice, ...] = ()
    items: tuple[Choice, ...] = ()
    matches: tuple[Choice, ...] = ()
    parameters: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    answer: str = ""
    tolerance: float = 0.0
    unit: Text = Text("", "")
    wrong: tuple[WrongAnswer, ...] = ()

    @property
    def said_after(self) -> list[Text]:
        """What only those who have answered may read: the explanation and every feedback."""
        feedback = [choice.feedback for choice in (*self.options, *self.items)]
        feedback += [wrong.feedback for wrong in self.wrong]
        return [self.explanation, *(text for text in feedback if text.fr)]


@dataclass(frozen=True)
class Part:
    """One part of the course: an nbgrader assignment with one notebook of the same name."""

    name: str
    title: Text
    lesson: Path
    packages: tuple[str, ...]
    limits: Limits
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...] = ()

    @property
    def points(self) -> dict[str, float]:
        """Points by the name of what earns them: exercises, then questions."""
        earning = {e.name: e.points for e in self.exercises}
        return earning | {q.id: q.points for q in self.questions}

    def exercise(self, name: str) -> Exercise:
        """Return the exercise called ``name``; ``KeyError`` when the part has none."""
        return next(e for e in self.exercises if e.name == name)


@dataclass(frozen=True)
class TestResult:
    """The outcome of one test on one subject; ``message`` is safe to show to the student."""

    __test__ = False

    outcome: Outcome = Outcome.GRADER_ERROR
    message: Text = Text("", "")
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return the report's entry for this test."""
        return {
            "outcome": self.outcome.value,
            "message": self.message.to_json(),
            "seconds": round(self.seconds, 4),
        }


@dataclass(frozen=True)
class ExerciseResult:
    """All tests of one exercise on one subject, with its share of the points.

    ``causes`` are failed exercises that it calls: its failures may come from there.
    """

    score: float
    max_score: float
    outcome: Outcome
    tests: Mapping[str, TestResult]
    misconceptions: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the report's entry for this exercise."""
        return {
            "score": self.score,
            "max_score": self.max_score,
            "outcome": self.outcome.value,
            "tests": {name: result.to_json() for name, result in self.tests.items()},
            "misconceptions": list(self.misconceptions),
            "causes": list(self.causes),
        }


@dataclass(frozen=True)
class QuestionResult:
    """What became of one question; ``answer`` is what was read, None where nothing was."""

    score: float
    max_score: float
    outcome: Outcome = Outcome.GRADER_ERROR
    message: Text = Text("", "")
    answer: Any = None
    misconceptions: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the report's entry for this question."""
        return {
            "score": self.score,
            "max_score": self.max_score,
            "outcome": self.outcome.value,
            "message": self.message.to_json(),
            "answer": self.answer,
            "misconceptions": list(self.misconceptions),
        }


@dataclass(frozen=True)
class Report:
    """The record of grading one submission. ``errors`` are faults of ours, never the student's."""

    part: str
    notebook: str
    device: str
    isolation: str
    exercises: Mapping[str, ExerciseResult]
    errors: tuple[str, ...] = ()
    questions: Mapping[str, QuestionResult] = field(default_factory=dict)
    # By exercise and test, what student code wrote meanwhile. It may hold hidden inputs, and so is
    # no part of the report that students see.
    printed: Mapping[str, str] = field(default_factory=dict)

    @property
    def results(self) -> dict[str, ExerciseResult | QuestionResult]:
        """Everything that has a mark, by name: exercises, then questions."""
        return {**self.exercises, **self.questions}

    @property
    def score(self) -> float:
        """Points earned."""
        return round(sum(r.score for r in self.results.values()), 4)

    @property
    def max_score(self) -> float:
        """Points that could be earned."""
        return round(sum(r.max_score for r in self.results.values()), 4)

    @property
    def gradable(self) -> bool:
        """Whether marks may be written: no fault of ours anywhere in it."""
        return not self.errors and all(
            r.outcome is not Outcome.GRADER_ERROR for r in self.results.values()
        )

    def to_json(self) -> dict[str, Any]:
        """Return schema 1 of the public report format."""
        return {
            "schema": 1,
            "part": self.part,
            "notebook": self.notebook,
            "device": self.device,
            "isolation": self.isolation,
            "score": self.score,
            "max_score": self.max_score,
            "exercises": {name: e.to_json() for name, e in self.exercises.items()},
            "questions": {name: q.to_json() for name, q in self.questions.items()},
            "errors": list(self.errors),
        }
