"""Look for exercise cells that are more alike than the exercise makes them.

An optional extra: copydetect compares, as MOSS does, fingerprints of code without its names and
comments. What stands in the stub, in the reference solution or in a misconception is taken out
first, because many write it without having seen each other. What is left over is something to look
at and never a verdict.
"""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.solution import load_solution
from autograder.errors import CourseError, IntakeError, UsageError
from autograder.gradebook.intake import read_notebook
from autograder.model import Exercise, Part

# In tokens, each name being one: shorter runs are alike by chance.
GRAM = 20
LEAST_TOKENS = 60  # of one's own code; below it, there is little to be alike in
LEAST_SHARE = 0.8
MAX_CHARACTERS = 50_000
MOST_PAIRS = 50


@dataclass(frozen=True)
class Similar:
    """Two students whose cells are alike; ``share`` is of the shorter one's own code."""

    exercise: Exercise
    one: str
    other: str
    share: float


def similar_cells(
    course: Path, part: Part, students: Iterable[str], lang: str
) -> tuple[Similar, ...]:
    """Return the pairs to look at, most alike first."""
    try:
        import copydetect
    except ImportError as error:
        raise UsageError(
            "--similarity needs an optional library: install it with "
            '`pip install -c constraints.txt -e ".[similarity]"`.'
        ) from error
    stubs = _released(course, part, lang)
    cells = {student: _cells(course, part, student) for student in students}
    found = []
    for exercise in part.exercises:
        known = _known(copydetect, exercise, stubs)
        prints = {}
        for student, sources in cells.items():
            own = _own(sources.get(exercise.name, ""), stubs.get(exercise.name, ""))
            fingerprint = _fingerprint(copydetect, own, known)
            if fingerprint.token_coverage >= LEAST_TOKENS:
                prints[student] = fingerprint
        for one, other in itertools.combinations(sorted(prints), 2):
            _, shares, _ = copydetect.compare_files(prints[one], prints[other])
            if max(shares) >= LEAST_SHARE:
                found.append(Similar(exercise, one, other, float(max(shares))))
    found.sort(key=lambda s: (-s.share, s.exercise.name, s.one, s.other))
    return tuple(found[:MOST_PAIRS])


def _fingerprint(copydetect: Any, code: str, known: list[int]) -> Any:
    # The name tells the language. With a window of 1 every fingerprint counts: a wider one chooses
    # by Python's hash, which differs from run to run, and cells are small.
    return copydetect.CodeFingerprint("cell.py", GRAM, 1, known, fp=io.StringIO(code))


def _known(copydetect: Any, exercise: Exercise, stubs: Mapping[str, str]) -> list[int]:
    """Return the fingerprints of all code of ``exercise`` that nobody needs to copy."""
    written = [load_solution(exercise.solution, exercise.name).source]
    written += [misconception.source for misconception in exercise.misconceptions]
    hashes: set[int] = set()
    for code in written:
        own = _own(code, stubs.get(exercise.name, ""))
        hashes |= _fingerprint(copydetect, own, []).hashes
    return list(hashes)


def _own(source: str, stub: str) -> str:
    """Return the lines of ``source`` that the stub does not have."""
    given = {line.strip() for line in stub.splitlines()}
    kept = [line for line in source[:MAX_CHARACTERS].splitlines() if line.strip() not in given]
    return "\n".join(kept)


def _released(course: Path, part: Part, lang: str) -> dict[str, str]:
    path = course / "release" / lang / part.name / f"{part.name}.ipynb"
    try:
        return _sources(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise CourseError(f"{path} is missing. Run `autograder build {part.name}`.") from None


def _cells(course: Path, part: Part, student: str) -> dict[str, str]:
    """Return the cells of ``student`` as they were graded; nothing where they cannot be read."""
    path = course / "autograded" / student / part.name / f"{part.name}.ipynb"
    try:
        return _sources(read_notebook(path))
    except IntakeError:
        return {}


def _sources(notebook: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if isinstance(name, str):
            found[name] = "".join(cell["source"])
    return found
