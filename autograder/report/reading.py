"""Read the reports of a class from ``reports/PART/*.json``; a damaged one costs the others nothing.

``grade`` wrote them, but they hold what came from students and may have been edited or cut off:
they are bounded in size, and nothing is believed that the part does not allow.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.engine.results import questions_from_json, results_from_json
from autograder.gradebook.intake import student_id_problem
from autograder.model import ExerciseResult, Part, QuestionResult, Report, Text

MAX_BYTES = 8 * 1024 * 1024
MAX_MESSAGE = 20_000
SCHEMA = 1


@dataclass
class Reports:
    """The reports of one part by student, and why some files could not be read."""

    good: dict[str, Report] = field(default_factory=dict)
    damaged: dict[str, str] = field(default_factory=dict)


def read_reports(directory: Path, part: Part) -> Reports:
    """Return all reports of ``part`` in ``directory``, in the order of the students' ids."""
    found = Reports()
    for path in sorted(directory.glob("*.json")):
        if student_id_problem(path.stem) is not None:
            continue  # not a name that `grade` gives
        try:
            found.good[path.stem] = read_report(path, part)
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            found.damaged[path.stem] = (
                f"{directory.name}/{path.name} is not a report of this part "
                f"({type(error).__name__}: {error}). "
                f"Delete it and run `autograder grade {part.name}` again."
            )
    return found


def read_report(path: Path, part: Part) -> Report:
    """Return the report in ``path``; one of many exceptions when it is not one of ``part``."""
    data = _load(path)
    if data["schema"] != SCHEMA:
        raise ValueError(f"schema {data['schema']!r} instead of {SCHEMA}")
    if data["part"] != part.name:
        raise ValueError("it is of another part")
    report = Report(
        part=part.name,
        notebook=_plain(data["notebook"]),
        device=_plain(data["device"]),
        isolation=_plain(data["isolation"]),
        exercises=results_from_json(data["exercises"]),
        errors=tuple(_plain(error) for error in data["errors"]),
        questions=questions_from_json(data["questions"]),
    )
    if not report.gradable:
        raise ValueError("it records a fault of the grader")
    if {name: r.max_score for name, r in report.results.items()} != part.points:
        raise ValueError("exercises or questions have changed since")
    for exercise in part.exercises:
        result = report.exercises[exercise.name]
        _check(result)
        if set(result.tests) != {test.name for test in exercise.tests}:
            raise ValueError(f"the tests of {exercise.name} have changed since")
        for test in result.tests.values():
            _message(test.message)
        for name in result.causes:
            _plain(name)
    for answer in report.questions.values():
        _check(answer)
        _message(answer.message)
    return report


def _load(path: Path) -> Any:
    if not path.is_file():
        raise ValueError("it is not a file")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES >> 20} MiB")
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _check(result: ExerciseResult | QuestionResult) -> None:
    score = result.score
    if isinstance(score, bool) or not isinstance(score, int | float):
        raise ValueError("a score is not a number")
    if not 0 <= score <= result.max_score:  # NaN is not
        raise ValueError("a score is out of range")
    for name in result.misconceptions:
        _plain(name)


def _message(text: Text) -> None:
    _plain(text.fr)
    _plain(text.en)


def _plain(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_MESSAGE:
        raise ValueError("a text is not one, or too long")
    return value
