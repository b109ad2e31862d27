"""The suites of the course accept every right answer, and nothing is earned for nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course.part import load_part, part_names
from autograder.engine.forbidden import forbidden_use
from autograder.engine.pool import Engine
from autograder.engine.subject import Subject
from autograder.model import Exercise, Isolation

COURSE = Path(__file__).resolve().parent.parent
ALTERNATIVES = COURSE / "selftests" / "alternatives"
PARTS = [load_part(COURSE, name) for name in part_names(COURSE)]
EXERCISES = [exercise for part in PARTS for exercise in part.exercises]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One worker for all the suites of the course."""
    engine = Engine(COURSE, part_names(COURSE), Isolation.FULL)
    yield engine
    engine.close()


def score(engine: Engine, exercise: Exercise, source: str) -> tuple[float, str, list[str]]:
    """Return the points, the outcome and the diagnosed misconceptions of ``source``."""
    subject = Subject.from_code(exercise.name, source)
    result = engine.grade(exercise.part, subject, [exercise.name])["exercises"][exercise.name]
    return result["score"], result["outcome"], result["misconceptions"]


def alternatives() -> Iterator[tuple[Exercise, str, str]]:
    """Yield each alternative solution as a source that defines the exercise's own name."""
    for exercise in EXERCISES:
        text = (ALTERNATIVES / exercise.part / f"{exercise.name}.py").read_text(encoding="utf-8")
        nodes = ast.parse(text).body
        names = [n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)]
        for name in names:
            if name.startswith(exercise.name + "_"):
                yield exercise, name, f"{text}\n{exercise.name} = {name}\n"


CASES = list(alternatives())


@pytest.mark.parametrize(
    ("exercise", "source"),
    [(exercise, source) for exercise, _, source in CASES],
    ids=[name for _, name, _ in CASES],
)
def test_alternative_solutions_get_all_points(
    engine: Engine, exercise: Exercise, source: str
) -> None:
    """Loops, einsum, another formula: a right answer is right, and has no misconception."""
    assert score(engine, exercise, source) == (exercise.points, "PASSED", [])


def test_every_exercise_has_an_alternative_solution() -> None:
    """No suite is proven on its own reference alone."""
    assert {(e.part, e.name) for e, _, _ in CASES} == {(e.part, e.name) for e in EXERCISES}


@pytest.mark.parametrize("body", ["return None", "return args[0]", "return 'text'", "return []"])
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_nothing_is_earned_for_nothing(engine: Engine, exercise: Exercise, body: str) -> None:
    """A function that computes nothing scores 0, whatever it leaves unchanged."""
    source = f"def {exercise.name}(*args, **kwargs):\n    {body}\n"
    points, outcome, found = score(engine, exercise, source)
    assert (points, found) == (0.0, [])
    assert outcome != "GRADER_ERROR"


def test_the_same_marks_on_every_run(engine: Engine) -> None:
    """Seeds depend on the tests' names alone: a regrade gives the same answer to the digit."""
    exercise = EXERCISES[0]
    source = exercise.misconceptions[0].source
    subject = Subject.from_code(exercise.name, source)
    first, second = (engine.grade(exercise.part, subject, [exercise.name]) for _ in range(2))
    for answer in (first, second):
        for result in answer["exercises"][exercise.name]["tests"].values():
            del result["seconds"]
    assert first == second


@pytest.mark.parametrize(
    "body",
    [
        "return torch.relu(z)",
        "return z.relu()",
        "return getattr(torch, 'relu')(z)",
        "import torch.nn.functional as F\n    return F.relu(z)",
        "from torch import relu as positive\n    return positive(z)",
        "import importlib\n    return importlib.import_module('torch.nn').functional.relu(z)",
        "return help_me(z)\n\ndef help_me(z):\n    return torch.nn.functional.relu(z)",
    ],
)
def test_forbidden_names_are_found_in_the_syntax_tree(body: str) -> None:
    """Aliases, getattr, importlib and helpers lead to the name that they hide."""
    exercise = next(e for e in EXERCISES if e.name == "relu")
    subject = Subject.from_code("relu", f"import torch\n\ndef relu(z):\n    {body}\n")
    assert forbidden_use(subject, "relu", exercise.forbidden) is not None


def test_solutions_use_nothing_forbidden() -> None:
    """What a solution needs cannot be forbidden to students."""
    for exercise in EXERCISES:
        source = exercise.solution.read_text(encoding="utf-8")
        subject = Subject.from_code(exercise.name, source)
        assert forbidden_use(subject, exercise.name, exercise.forbidden) is None
