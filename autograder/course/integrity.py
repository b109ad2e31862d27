"""The static half of ``autograder check-course``: what reading the written trees can prove.

Every message names the file and ends with what to do. Running suites against solutions and
misconceptions is the other half, and needs the sandbox.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from autograder.course.lesson import Code, Lesson, Prose, fingerprint, load_lesson
from autograder.course.part import part_names, read_part
from autograder.course.quiz_rules import quiz_problems
from autograder.course.solution import load_solution
from autograder.course.suite import load_suite
from autograder.course.suite_rules import suite_problems
from autograder.course.syntax import place, suggestion
from autograder.errors import CourseError
from autograder.model import Exercise, Part

POINTS = 20
LEAST_MISCONCEPTIONS = 4
TREES = ("lessons", "solutions", "misconceptions", "tests")
# What may stand at the root of a tree, beside its parts, for pytest's and Python's sake.
ROOT_FILES = ("conftest.py", "__init__.py", "README.md")


def static_problems(course: Path, names: list[str]) -> list[str]:
    """Return everything that is wrong with the named parts, and with files of no part."""
    problems = list(_stray_parts(course))
    for name in names:
        part, unreadable = read_part(course, name)
        problems += unreadable
        if part is not None:
            problems += _stray_files(course, part)
            problems += _part_problems(part)
            problems += _lesson_problems(part)
    return problems


def _stray_parts(course: Path) -> Iterator[str]:
    """Yield what stands in a tree where only the directories of parts may."""
    parts = part_names(course)
    for tree in TREES:
        for path in _entries(course / tree):
            if path.is_file() and path.name not in ROOT_FILES:
                yield f"{tree}/{path.name}: belongs to no part: move it into one, or remove it."
            if path.is_dir() and path.name not in parts:
                hint = suggestion(path.name, parts)
                yield (
                    f"{tree}/{path.name}{hint}: no lessons/{path.name}/part.toml: "
                    "write it, or rename or remove this directory."
                )


def _stray_files(course: Path, part: Part) -> Iterator[str]:
    """Yield the files that no exercise claims: a misspelt name would silently be ignored."""
    modules = [f"{e.name}.py" for e in part.exercises]
    expected = {
        "lessons": ["lesson.md", "part.toml", "quiz.toml"],
        "solutions": modules,
        "misconceptions": modules,
        "tests": [f"test_{module}" for module in modules],
    }
    for tree, names in expected.items():
        for path in _entries(course / tree / part.name):
            if path.name not in names:
                yield (
                    f"{place(path)}{suggestion(path.name, names)}: no exercise of part.toml "
                    "claims this file: rename it, remove it, or add its exercise."
                )


def _entries(directory: Path) -> list[Path]:
    """Return what authors wrote in ``directory``: no hidden file, no Python cache."""
    if not directory.is_dir():
        return []
    return sorted(p for p in directory.iterdir() if p.name[0] != "." and p.name != "__pycache__")


def _part_problems(part: Part) -> Iterator[str]:
    toml = f"lessons/{part.name}/part.toml"
    total = sum(part.points.values())
    if total != POINTS:
        yield (
            f"{toml}: the points sum to {total:g}, those of quiz.toml included: share out {POINTS}."
        )
    yield from quiz_problems(part)
    for name, count in Counter(e.name for e in part.exercises).items():
        if count > 1:
            yield f"{toml}: exercise `{name}` stands {count} times: leave one."
    ids = Counter(m.id for e in part.exercises for m in e.misconceptions)
    for identity, count in ids.items():
        if count > 1:
            yield (
                f"misconceptions/{part.name}: the id `{identity}` stands {count} times: "
                "ids are unique within a part, rename one."
            )
    for exercise in part.exercises:
        yield from _misconception_problems(exercise)
        try:
            yield from suite_problems(load_suite(exercise.suite, exercise.name), exercise.name)
        except CourseError:
            continue  # already reported by the reading of the part


def _misconception_problems(exercise: Exercise) -> Iterator[str]:
    file = f"misconceptions/{exercise.part}/{exercise.name}.py"
    count = len(exercise.misconceptions)
    if 0 < count < LEAST_MISCONCEPTIONS:  # none at all is reported by the reading of the part
        yield f"{file}: {count} misconceptions: write at least {LEAST_MISCONCEPTIONS}."
    tests = [t.name for t in exercise.tests]
    for m in exercise.misconceptions:
        if not m.fails:
            yield f"{file}: `{m.id}` fails no test: name the tests that it fails, or remove it."
        for test in sorted(m.fails):
            if tests and test not in tests:
                yield (
                    f"{file}: `{m.id}` fails `{test}`{suggestion(test, tests)}, which is not in "
                    "the suite: correct the name."
                )
        if not m.explanation.fr or not m.explanation.en:
            yield f"{file}: `{m.id}` is not explained in both languages: write `fr` and `en`."
        elif m.explanation.fr == m.explanation.en:
            yield f"{file}: `{m.id}` has the same explanation twice: translate it."
    killed = frozenset[str]().union(*(m.fails for m in exercise.misconceptions))
    for spec in exercise.tests:
        if not spec.visible and spec.name not in killed:
            yield (
                f"{place(exercise.suite)}: no misconception fails `{spec.name}`: "
                "write one that does, or remove the test."
            )


def _lesson_problems(part: Part) -> Iterator[str]:
    try:
        lesson = load_lesson(part.lesson)
    except CourseError as error:
        yield from str(error).splitlines()
        return
    file = place(part.lesson)
    for cell in lesson.cells:
        if isinstance(cell, Prose):
            wanted = fingerprint(cell.text.fr)
            if cell.translates != wanted:
                yield (
                    f"{file}:{cell.line}: the French of this cell has changed since it was "
                    f'translated: revise the English, then write `"translates": "{wanted}"`.'
                )
    yield from _placement_problems(part, lesson, file)
    yield from _missing_names(part, lesson, file)


def _placement_problems(part: Part, lesson: Lesson, file: str) -> Iterator[str]:
    names = [e.name for e in part.exercises]
    placed = lesson.placed
    for name in placed:
        if name not in names:
            yield (
                f"{file}: places `{name}`{suggestion(name, names)}, which part.toml does not "
                "have: correct the name, or add the exercise."
            )
    for name in names:
        if placed.count(name) != 1:
            yield (
                f"{file}: places `{name}` {placed.count(name)} times: write one code cell with "
                f"`:exercise: {name}`."
            )
    if sorted(names) == sorted(placed) and names != list(placed):
        yield (
            f"{file}: exercises stand in another order than in part.toml: "
            f"reorder part.toml as {', '.join(placed)}."
        )


def _missing_names(part: Part, lesson: Lesson, file: str) -> Iterator[str]:
    """Yield the names that a solution takes from its imports and the notebook does not have."""
    solutions = {e.name: e.solution for e in part.exercises}
    defined: set[str] = set()
    for cell in lesson.cells:
        if not isinstance(cell, Code):
            continue
        if cell.kind == "setup":
            defined |= cell.defines()
        elif cell.source in solutions:
            try:
                needed = load_solution(solutions[cell.source], cell.source).names
            except CourseError:
                continue  # already reported by the reading of the part
            for name in sorted(needed - defined):
                yield (
                    f"{file}:{cell.line}: the solution of `{cell.source}` uses `{name}`, which "
                    "no setup cell above defines: import it there."
                )
