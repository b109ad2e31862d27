"""What the result of a submission depends on, so that a rerun grades what changed and nothing else.

::

    digests     what decides outcomes, by the name under which a command speaks of it
    versions    the same, of what has a word rather than a file: packages, isolation, device
    marks       what marks and pages are made of besides: points, weights, the prose of source/

Where only ``marks`` differs, the outcomes that are kept still hold: see `remark`. Weights are left
out of a suite's syntax tree, points out of exercises and questions.
"""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.part import READ_BY_ENGINE
from autograder.course.suite import without_weights
from autograder.engine.subject import Subject
from autograder.gradebook.restore import grade_id, source_notebook
from autograder.model import Exercise, Part
from autograder.versions import code_digest, installed

SUBMISSION = "submission"
# With them student code is run whatever the part: it says which others it uses.
PACKAGES = ("ipython", "numpy", "pytest", "torch")


@dataclass(frozen=True)
class Key:
    """What a result depends on; without a submission, what all results of a run depend on."""

    digests: Mapping[str, str]
    versions: Mapping[str, str]
    marks: str

    def of(self, submission: bytes) -> Key:
        """Return the key of the result of ``submission``."""
        return dataclasses.replace(self, digests={SUBMISSION: _digest(submission), **self.digests})

    def changes(self, before: Key) -> dict[str, str]:
        """Return what decides outcomes and is not what it was, by name, as a command says it."""
        names = {**self.digests, **before.digests}
        said = {n: n for n in names if self.digests.get(n) != before.digests.get(n)}
        for name in {**self.versions, **before.versions}:
            old, new = before.versions.get(name, "none"), self.versions.get(name, "none")
            if old != new:
                said[name] = f"{name} {old} → {new}"
        return said


def course_key(course: Path, part: Part, lang: str, device: str, isolation: str) -> Key:
    """Return what every result of a run depends on."""
    source = source_notebook(course, part.name, lang)
    digests = {name: _digest(content) for name, content in _deciding(course, part, source)}
    versions = {"language": lang, "device": device, "isolation": isolation}
    versions |= {"python": platform.python_version()}
    versions |= installed({*PACKAGES, *part.packages})
    marks = [part.points, part.title, [(e.title, e.tests) for e in part.exercises], source]
    return Key(digests, versions, _digest(marks))


def of_exercise(name: str) -> frozenset[str]:
    """Return the digests that decide the outcomes of one exercise alone."""
    return frozenset(f"{leg} of {name}" for leg in ("suite", "solution", "misconceptions"))


def _deciding(course: Path, part: Part, source: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "autograder's own code", code_digest()
    yield "limits", dataclasses.asdict(part.limits)
    yield "exercises", [(e.name, e.forbidden) for e in part.exercises]
    yield "quiz", [dataclasses.asdict(dataclasses.replace(q, points=0.0)) for q in part.questions]
    yield "locked cells", _locked(source)
    files = {path: path.read_bytes() for path in sorted(_files(course, part.name))}
    for exercise in part.exercises:
        for leg, path, content in _legs(course, exercise):
            yield f"{leg} of {exercise.name}", content
            files.pop(path, None)
    yield "files beside the suites", {str(p.relative_to(course)): _digest(files[p]) for p in files}


def _legs(course: Path, exercise: Exercise) -> Iterator[tuple[str, Path, str | bytes]]:
    suite, name = exercise.suite, f"{exercise.name}.py"
    tree = without_weights(ast.parse(suite.read_bytes()))
    yield "suite", suite, ast.dump(tree)
    yield "solution", exercise.solution, exercise.solution.read_bytes()
    misconceptions = course / "misconceptions" / exercise.part / name
    yield "misconceptions", misconceptions, misconceptions.read_bytes()


def _files(course: Path, part: str) -> Iterator[Path]:
    # part.toml and quiz.toml are looked at for what they mean, and no suite reads the lesson.
    trees = [tree for tree in READ_BY_ENGINE if tree != "lessons"]
    places = [*(f"{tree}/{part}/[!.]*.*" for tree in trees), "conftest.py", "tests/conftest.py"]
    return (path for place in places for path in course.glob(place) if path.is_file())


def _locked(source: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return what of the instructor's notebook comes to run: a submission is given these cells."""
    code = {cell.index: cell.source for cell in Subject.from_notebook(source).cells}
    return [
        (grade_id(cell), cell["cell_type"], locked, code.get(index, "") if locked else "")
        for index, cell in enumerate(source["cells"])
        if grade_id(cell) is not None
        for locked in [cell["metadata"]["nbgrader"]["locked"]]
    ]


def _digest(content: Any) -> str:
    if not isinstance(content, bytes):
        content = json.dumps(content, default=str).encode()
    return hashlib.sha256(content).hexdigest()[:32]
