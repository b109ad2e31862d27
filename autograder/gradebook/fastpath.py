"""Grade a class: ``submitted/*/PART`` into reports, autograded notebooks and the gradebook.

For every submission, in this order, each written to the side and renamed::

    autograded/STUDENT/PART/PART.ipynb    nbgrader's place: its feedback reads it
    reports/PART/STUDENT.json             the report
    reports/PART/STUDENT.key              what the report depends on; written last

A killed run therefore leaves whole files alone, and the next run grades what has no valid key. The
gradebook follows in one transaction at the end.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbgrader.utils import compute_checksum

import autograder
from autograder.engine.pool import Engine, Pool, results_from_json
from autograder.errors import AutograderError, GradingFault, IntakeError
from autograder.gradebook.grade import grade_notebook
from autograder.gradebook.intake import parse_notebook, read_file, student_id_problem
from autograder.gradebook.record import Mark, record, register
from autograder.gradebook.restore import restore, source_notebook
from autograder.model import Isolation, Part, Report


@dataclass(frozen=True)
class Graded:
    """What became of one submission; ``problem`` says why there is no report."""

    student: str
    report: Report | None
    warnings: tuple[str, ...] = ()
    problem: str = ""
    unchanged: bool = False


@dataclass(frozen=True)
class Run:
    """Everything that is the same for all submissions of one run."""

    course: Path
    part: Part
    lang: str
    isolation: Isolation
    device: str
    force: bool

    def places(self, student: str) -> tuple[Path, Path, Path]:
        """Return where the notebook, the report and the key of ``student`` go."""
        name = self.part.name
        reports = self.course / "reports" / name
        notebook = self.course / "autograded" / student / name / f"{name}.ipynb"
        return notebook, reports / f"{student}.json", reports / f"{student}.key"


def students(course: Path, part: str) -> list[str]:
    """Return the students who have a folder for ``part`` in ``submitted/``, sorted."""
    return sorted(path.parent.name for path in (course / "submitted").glob(f"*/{part}"))


def grade_class(run: Run, jobs: int) -> Iterator[Graded]:
    """Yield each submission as it is graded, then write the gradebook."""
    register(run.course, run.part, run.lang)
    version = _course_version(run)
    names = students(run.course, run.part.name)
    marks = []
    with Pool(run.course, [run.part.name], run.isolation, run.device, jobs) as pool:

        def grade(engine: Engine, student: str) -> Graded:
            return _grade_one(run, engine, student, version)

        for student, result in pool.map(grade, names):
            if isinstance(result, AutograderError):
                result = Graded(student, None, problem=str(result))
            if student_id_problem(student) is None:
                marks.append(_mark(run, result))
            yield result
    record(run.course, run.part, run.lang, sorted(marks, key=lambda mark: mark.student))


def _grade_one(run: Run, engine: Engine, student: str, version: str) -> Graded:
    problem = student_id_problem(student)
    if problem is not None:
        raise IntakeError(
            f"The folder submitted/{student!r} is not a student id: {problem}. Rename it."
        )
    name = f"{run.part.name}.ipynb"
    path = run.course / "submitted" / student / run.part.name / name
    if not path.parent.is_dir() or path.parent.is_symlink() or not os.path.lexists(path):
        raise IntakeError(f"There is no {name} in submitted/{student}/{run.part.name}.")
    data = read_file(path)
    key = hashlib.sha256(version.encode() + data).hexdigest()
    notebook_path, report_path, key_path = run.places(student)
    if not run.force and _is_current(key, key_path, report_path, notebook_path):
        return Graded(student, _read_report(report_path), unchanged=True)
    source = source_notebook(run.course, run.part.name, run.lang)
    notebook, warnings = restore(parse_notebook(data, name), source)
    report = grade_notebook(engine, run.part, notebook, run.lang, str(path.relative_to(run.course)))
    if not report.gradable:
        raise GradingFault("The grader failed on it: " + "; ".join(report.errors))
    try:
        _write(notebook_path, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
        _write(report_path, json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n")
        _write(key_path, key)
    except OSError as error:
        raise GradingFault(
            f"The result cannot be written ({error.strerror}). Make room and run the command again."
        ) from error
    return Graded(student, report, tuple(warnings))


def _mark(run: Run, graded: Graded) -> Mark:
    stamp = run.course / "submitted" / graded.student / run.part.name / "timestamp.txt"
    timestamp = stamp.read_text().strip() if stamp.is_file() and not stamp.is_symlink() else None
    if graded.report is None:
        return Mark(graded.student, None, frozenset(), timestamp)
    scores = {f"grade-{name}": e.score for name, e in graded.report.exercises.items()}
    return Mark(graded.student, scores, _unanswered(run, graded.student), timestamp)


def _unanswered(run: Run, student: str) -> frozenset[str]:
    """Return the exercises whose cell is as released: nbgrader comments them "No response"."""
    release = run.course / "release" / run.lang / run.part.name / f"{run.part.name}.ipynb"
    released = _checksums(release)
    submitted = _checksums(run.places(student)[0])
    return frozenset(name for name, value in submitted.items() if released.get(name) == value)


def _checksums(path: Path) -> dict[str, str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    found = {}
    for cell in cells:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("solution"):
            cell["source"] = "".join(cell["source"])
            found[nbgrader["grade_id"]] = compute_checksum(from_dict(cell))
    return found


def _course_version(run: Run) -> str:
    """Return a digest of everything but the submission that a mark depends on."""
    digest = hashlib.sha256(
        f"{autograder.__version__} {run.device} {run.isolation} {run.lang}".encode()
    )
    trees = ("lessons", "solutions", "misconceptions", "tests", f"source/{run.lang}")
    for tree in trees:
        for path in sorted((run.course / tree / run.part.name).glob("*.*")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _is_current(key: str, key_path: Path, *needed: Path) -> bool:
    return key_path.is_file() and key_path.read_text() == key and all(p.is_file() for p in needed)


def _read_report(path: Path) -> Report:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Report(
        part=data["part"],
        notebook=data["notebook"],
        device=data["device"],
        isolation=data["isolation"],
        exercises=results_from_json(data["exercises"]),
        errors=tuple(data["errors"]),
        questions=data["questions"],
    )


def _write(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
