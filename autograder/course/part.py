"""The parts of the course, each with exercises read from the four written trees.

::

    lessons/PART/part.toml          partfile.py        names, points, titles, limits
    lessons/PART/quiz.toml          quizfile.py        -> Question
    solutions/PART/NAME.py          solution.py        checked here, kept as a path
    tests/PART/test_NAME.py         suite.py           -> TestSpec
    misconceptions/PART/NAME.py     misconceptions.py  -> Misconception
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from autograder.course.misconceptions import load_misconceptions
from autograder.course.partfile import ExerciseEntry, PartFile, read_part_file
from autograder.course.quizfile import load_quiz
from autograder.course.solution import load_solution
from autograder.course.suite import load_suite
from autograder.course.syntax import suggestion
from autograder.errors import CourseError, UsageError
from autograder.model import Exercise, Misconception, Part, Question, TestSpec

# The trees whose files the engine reads.
READ_BY_ENGINE = ("lessons", "solutions", "misconceptions", "tests")


def part_names(course: Path) -> list[str]:
    """Return the names of all parts, in the order of the course."""
    return sorted(path.parent.name for path in (course / "lessons").glob("*/part.toml"))


def load_part(course: Path, name: str) -> Part:
    """Return the part called ``name``; its ``CourseError`` lists all that cannot be read."""
    part, problems = read_part(course, name)
    if part is None or problems:
        raise CourseError("\n".join(problems))
    return part


def read_part(course: Path, name: str) -> tuple[Part | None, list[str]]:
    """Return what can be read of a part, and one message for each thing that cannot."""
    known = part_names(course)
    if name not in known and (course / "lessons" / name).is_dir():
        return None, [f"lessons/{name}/part.toml is missing: restore it, or write it."]
    if name not in known:
        listed = ", ".join(known) or "none yet"
        raise UsageError(
            f"No part is called `{name}`{suggestion(name, known)}: name one of {listed}."
        )
    directory = course / "lessons" / name
    try:
        file = read_part_file(directory / "part.toml")
    except CourseError as error:
        return None, str(error).splitlines()
    problems: list[str] = []
    exercises = tuple(_exercise(course, name, entry, problems) for entry in file.exercises)
    questions: tuple[Question, ...] = ()
    try:
        questions = load_quiz(directory / "quiz.toml")
    except CourseError as error:
        problems += str(error).splitlines()
    return _part(name, directory, file, exercises, questions), problems


def content_digest(course: Path, name: str, trees: Iterable[str]) -> str:
    """Return a digest of everything that ``trees`` hold of a part: whether it is what it was."""
    digest = hashlib.sha256()
    for tree in trees:
        for path in sorted((course / tree / name).glob("*.*")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _part(
    name: str,
    directory: Path,
    file: PartFile,
    exercises: tuple[Exercise, ...],
    questions: tuple[Question, ...],
) -> Part:
    return Part(
        name=name,
        title=file.title,
        lesson=directory / "lesson.md",
        packages=file.packages,
        limits=file.limits,
        exercises=exercises,
        questions=questions,
    )


def _exercise(course: Path, part: str, entry: ExerciseEntry, problems: list[str]) -> Exercise:
    solution = course / "solutions" / part / f"{entry.name}.py"
    suite = course / "tests" / part / f"test_{entry.name}.py"
    variants = course / "misconceptions" / part / f"{entry.name}.py"
    tests: tuple[TestSpec, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    try:
        load_solution(solution, entry.name)
    except CourseError as error:
        problems += str(error).splitlines()
    try:
        tests = load_suite(suite, entry.name).tests
    except CourseError as error:
        problems += str(error).splitlines()
    try:
        misconceptions = load_misconceptions(variants, entry.name)
    except CourseError as error:
        problems += str(error).splitlines()
    return Exercise(
        part=part,
        name=entry.name,
        points=entry.points,
        title=entry.title,
        forbidden=entry.forbidden,
        solution=solution,
        suite=suite,
        tests=tests,
        misconceptions=misconceptions,
    )
