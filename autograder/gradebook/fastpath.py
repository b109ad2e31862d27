"""Grade a class: ``submitted/*/PART`` into reports, autograded notebooks and the gradebook.

For every submission, in this order, each written to the side and renamed::

    autograded/STUDENT/PART/PART.ipynb    nbgrader's place: its feedback reads it
    reports/PART/STUDENT.json             the report
    reports/PART/STUDENT.printed.txt      what student code wrote while it was tested, if anything
    reports/PART/STUDENT.key              what the two depend on, and their digest; written last
    reports/PART.not_graded.json          why others have none; not_graded.py, at the end

A killed run therefore leaves whole files alone, and the next run grades what has no valid key: none
at all, one of another submission or suite, or one of another notebook or report than are there. The
gradebook follows in one transaction at the end.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import autograder
from autograder.course.part import READ_BY_ENGINE, content_digest
from autograder.engine.pool import Engine, Pool
from autograder.engine.results import questions_from_json, results_from_json
from autograder.errors import AutograderError, CourseError, GradingFault, IntakeError
from autograder.gradebook.grade import grade_notebook
from autograder.gradebook.intake import (
    lookalikes,
    parse_notebook,
    read_file,
    read_timestamp,
    student_id_problem,
)
from autograder.gradebook.mark import Mark
from autograder.gradebook.not_graded import write_problems
from autograder.gradebook.printed import write_printed
from autograder.gradebook.restore import restore, source_notebook
from autograder.model import Isolation, Part, Report
from autograder.stopwatch import OFF, Stopwatch
from autograder.whole_file import write_whole


@dataclass(frozen=True)
class Graded:
    """What became of one submission; ``problem`` says why there is no report."""

    student: str
    report: Report | None
    warnings: tuple[str, ...] = ()
    problem: str = ""
    unchanged: bool = False
    unanswered: frozenset[str] = frozenset()
    timestamp: str | None = None
    spent: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """Everything that is the same for all submissions of one run."""

    course: Path
    part: Part
    lang: str
    isolation: Isolation
    device: str
    force: bool
    watch: Stopwatch = OFF

    def submission(self, student: str) -> Path:
        """Return the folder that ``student`` handed in."""
        return self.course / "submitted" / student / self.part.name

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
    source_notebook(run.course, run.part.name, run.lang)  # a course without it stops here
    released = _released(run)
    version = _course_version(run)
    names = students(run.course, run.part.name)
    alike = lookalikes(name for name in names if student_id_problem(name) is None)
    marks = []
    problems = {}
    with Pool(run.course, [run.part.name], run.isolation, run.device, jobs) as pool:
        with run.watch.phase("gradebook"):
            register(run)

        def grade(engine: Engine, student: str) -> Graded:
            try:
                return _grade_one(run, engine, student, version, released)
            except AutograderError:
                raise
            except Exception as error:  # a fault of ours must not cost the class its marks
                raise GradingFault(
                    f"The grader failed on it ({type(error).__name__}: {error}). Keep the notebook "
                    "and report this."
                ) from error

        for student, result in pool.map(grade, names):
            if isinstance(result, AutograderError):
                timestamp, _ = read_timestamp(run.submission(student))
                result = Graded(student, None, problem=str(result), timestamp=timestamp)
                problems[student] = result.problem
            if student_id_problem(student) is None:
                marks.append(_mark(result))
            if student in alike:
                result = replace(result, warnings=(*result.warnings, alike[student]))
            run.watch.add(result.spent)
            yield result
        if run.watch.on:
            run.watch.floor = pool.floor(run.part.name)
    with run.watch.phase("gradebook"):
        record(run, sorted(marks, key=lambda mark: mark.student))
    write_problems(run.course, run.part.name, problems)


def register(run: Run) -> None:
    """Have the assignment in the gradebook; nbgrader takes seconds to import, as workers start."""
    from autograder.gradebook import record as gradebook

    gradebook.register(run.course, run.part, run.lang)


def record(run: Run, marks: Iterable[Mark]) -> None:
    """Write ``marks`` into the gradebook."""
    from autograder.gradebook import record as gradebook

    gradebook.record(run.course, run.part, run.lang, marks)


def _grade_one(
    run: Run, engine: Engine, student: str, version: str, released: Mapping[str, str]
) -> Graded:
    problem = student_id_problem(student)
    if problem is not None:
        raise IntakeError(
            f"The folder submitted/{student!r} is not a student id: {problem}. Rename it."
        )
    name = f"{run.part.name}.ipynb"
    path = run.submission(student) / name
    if not path.parent.is_dir() or path.parent.is_symlink() or not os.path.lexists(path):
        raise IntakeError(f"There is no {name} in submitted/{student}/{run.part.name}.")
    watch = Stopwatch(run.watch.on)
    with watch.phase("read"):
        data = read_file(path)
    key = hashlib.sha256(version.encode() + data).hexdigest()
    notebook_path, report_path, key_path = run.places(student)
    timestamp, wrong = read_timestamp(path.parent)
    warnings = (wrong,) if wrong else ()
    kept = None if run.force else _kept(key, *run.places(student))
    if kept is not None:
        report, notebook = kept
        unanswered = _unanswered(notebook, released)
        return Graded(student, report, warnings, "", True, unanswered, timestamp)
    with watch.phase("read"):
        source = source_notebook(run.course, run.part.name, run.lang)
        notebook, changes = restore(parse_notebook(data, name), source)
    where = str(path.relative_to(run.course))
    engine.profile = watch.on
    report = grade_notebook(engine, run.part, notebook, run.lang, where, student, watch)
    if not report.gradable:
        raise GradingFault("The grader failed on it: " + "; ".join(report.errors))
    try:
        with watch.phase("write"):
            written = [_bytes(notebook), _bytes(report.to_json())]
            write_printed(run.course, report, student)
            write_whole(notebook_path, written[0])
            write_whole(report_path, written[1])
            write_whole(key_path, _sealed(key, *written))
    except OSError as error:
        raise GradingFault(
            f"The result cannot be written ({error.strerror}). Make room and run the command again."
        ) from error
    unanswered = _unanswered(notebook, released)
    notes = (*warnings, *changes)
    return Graded(student, report, notes, "", False, unanswered, timestamp, watch.seconds)


def _mark(graded: Graded) -> Mark:
    if graded.report is None:
        return Mark(graded.student, None, frozenset(), graded.timestamp)
    scores = {f"grade-{name}": r.score for name, r in graded.report.results.items()}
    return Mark(graded.student, scores, graded.unanswered, graded.timestamp)


def _unanswered(notebook: dict[str, Any], released: Mapping[str, str]) -> frozenset[str]:
    """Return the exercises whose cell is as released: nbgrader comments them "No response"."""
    submitted = _answers(notebook)
    return frozenset(name for name, value in submitted.items() if released.get(name) == value)


def _released(run: Run) -> dict[str, str]:
    path = run.course / "release" / run.lang / run.part.name / f"{run.part.name}.ipynb"
    if not path.is_file():
        raise CourseError(f"{path} is missing. Run `autograder build {run.part.name}`.")
    return _answers(json.loads(path.read_text(encoding="utf-8")))


def _answers(notebook: dict[str, Any]) -> dict[str, str]:
    """Return the source of each cell that students fill in."""
    cells = ((cell["metadata"].get("nbgrader", {}), cell) for cell in notebook["cells"])
    return {
        about["grade_id"]: "".join(cell["source"]) for about, cell in cells if about.get("solution")
    }


def _course_version(run: Run) -> str:
    """Return what stands for everything but the submission that a mark depends on."""
    trees = (*READ_BY_ENGINE, f"source/{run.lang}")
    written = content_digest(run.course, run.part.name, trees)
    return f"{autograder.__version__} {run.device} {run.isolation} {run.lang} {written}"


def _kept(
    key: str, notebook_path: Path, report_path: Path, key_path: Path
) -> tuple[Report, dict[str, Any]] | None:
    """Return what an earlier run wrote if it still holds and is whole; it is made again if not."""
    try:
        written = [notebook_path.read_bytes(), report_path.read_bytes()]
        if key_path.read_text(encoding="utf-8") != _sealed(key, *written):
            return None
        return _read_report(json.loads(written[1])), json.loads(written[0])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _bytes(data: dict[str, Any]) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False)}\n".encode()


def _sealed(key: str, *written: bytes) -> str:
    """Return what the key file says of a submission: what was graded, and what came of it."""
    digests = [hashlib.sha256(data).hexdigest() for data in written]
    return "\n".join([key, *digests, ""])


def _read_report(data: dict[str, Any]) -> Report:
    return Report(
        part=data["part"],
        notebook=data["notebook"],
        device=data["device"],
        isolation=data["isolation"],
        exercises=results_from_json(data["exercises"]),
        errors=tuple(data["errors"]),
        questions=questions_from_json(data["questions"]),
    )
