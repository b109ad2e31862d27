"""A hostile class and an honest one, graded together by both ways in: each as if alone."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from selftests.escapes import stealing
from selftests.escapes.hostile_class import FILES, attacks, write_course, write_hostile
from selftests.escapes.lab import CANARY, PART
from selftests.whole_course import Marks, grade, marks, run, sample_class

# Of the exercise `relu`; every other one is answered rightly. The quiz is not answered.
RELU, OTHERS = 0.5, 15.5
HOSTILE = attacks()
PRINTS = "x-secrets-inputs-printed"
# nbgrader takes a second for each, one after the other: every second attack of each family.
SPARED_NBGRADER = set(list(HOSTILE)[1::2]) - {PRINTS}


@dataclass(frozen=True)
class Graded:
    """The honest class alone, and with the hostile one, in one course."""

    course: Path
    honest: dict[str, float | None]
    alone: dict[str, dict[str, Any]]
    together: dict[str, dict[str, Any]]
    marks: Marks


def _reports(course: Path) -> dict[str, dict[str, Any]]:
    """Return every report by student, without how long tests took."""
    found = {}
    for path in (course / "reports" / PART).glob("*.json"):
        report = json.loads(path.read_text(encoding="utf-8"))
        for exercise in report["exercises"].values():
            for test in exercise["tests"].values():
                del test["seconds"]
        found[path.stem] = report
    return found


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Grade the honest twelve, then everybody."""
    course = write_course(tmp_path_factory.mktemp("hostile"))
    honest = sample_class.write_class(course, course / "submitted")
    done = grade(course)
    assert done.returncode == 5, done.stdout + done.stderr  # one of them is no notebook
    alone = _reports(course)
    write_hostile(course)
    done = grade(course, "--force")
    assert done.returncode == 5, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return Graded(course, honest, alone, _reports(course), marks(course))


def test_support_the_classes_are_as_large_as_said(graded: Graded) -> None:
    """At least sixty attacks, and twelve honest students."""
    assert len(HOSTILE) >= 60
    assert len(graded.honest) == 12


def test_allow_honest_marks_are_those_graded_alone(graded: Graded) -> None:
    """The whole report of each honest student is the same in both company and quiet."""
    honest = {student: graded.together[student] for student in graded.alone}
    assert honest == graded.alone
    scores = {student: report["score"] for student, report in honest.items()}
    assert scores == {s: score for s, score in graded.honest.items() if score is not None}


@pytest.mark.parametrize("student", HOSTILE)
def test_deny_in_a_class(graded: Graded, student: str) -> None:
    """Each attack is graded, gains nothing, and costs its own exercise alone."""
    attack, report = HOSTILE[student], graded.together[student]
    relu = report["exercises"]["relu"]
    assert report["errors"] == []
    if attack.spared:
        assert report["score"] == OTHERS + RELU
    elif attack.outcomes:
        assert relu["outcome"] in attack.outcomes
        passed = {name for name, test in relu["tests"].items() if test["outcome"] == "PASSED"}
        assert passed <= graded_wrong(graded)
        # Less where the attack has broken the student's own libraries.
        assert report["score"] <= OTHERS + relu["score"]


def graded_wrong(graded: Graded) -> set[str]:
    """Return the tests of `relu` that a plain wrong answer passes."""
    tests = graded.together["x-decision-patch-tracing"]["exercises"]["relu"]["tests"]
    return {name for name, test in tests.items() if test["outcome"] == "PASSED"}


def test_deny_secrets_in_what_is_written(graded: Graded) -> None:
    """Neither reports nor outputs hold a secret, a hidden input or a find of an attack."""
    written = {student: json.dumps(report) for student, report in graded.together.items()}
    for path in (graded.course / "autograded").rglob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        written[str(path)] = json.dumps([cell.get("outputs") for cell in cells])
    for name, text in written.items():
        found = [s for s in (CANARY, "FOUND", *stealing.INPUTS_SHOWN) if s in text]
        assert found == [], name


@pytest.mark.parametrize("name", FILES)
def test_deny_file_is_graded_as_nothing(graded: Graded, name: str) -> None:
    """A file that is no notebook has no report, and waits for a person in the gradebook."""
    student = f"x-file-{name}"
    assert student not in graded.together
    values = {v for (s, _), v in graded.marks.grades.items() if s == student}
    assert values == {(None, None, True)}


@pytest.fixture(scope="module")
def nbgraded(graded: Graded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade the honest and half of the hostile again by `nbgrader autograde`, in a copy."""
    course = tmp_path_factory.mktemp("nbgrader") / graded.course.name
    shutil.copytree(graded.course, course)
    left_out = [f"submitted/{student}" for student in SPARED_NBGRADER]
    for tree in ("autograded", "reports", *left_out):
        shutil.rmtree(course / tree)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions(PART):
            gradebook.remove_submission(PART, submission.student_id)
    done = run(course, "nbgrader", "autograde", PART)
    assert done.returncode == 1, done.stderr  # for the files that are no notebooks
    return course


def test_allow_honest_marks_by_nbgrader(graded: Graded, nbgraded: Path) -> None:
    """Every grade of every honest student, and of each attack the exercise that it is."""
    by_nbgrader = marks(nbgraded)
    assert _comparable(by_nbgrader) == _comparable(graded.marks)
    students = {student for student, _ in by_nbgrader.grades}
    assert len(students & HOSTILE.keys()) >= 60
    assert len(students - HOSTILE.keys()) == len(FILES) + 12


def test_support_what_tests_made_print_is_the_instructors(graded: Graded, nbgraded: Path) -> None:
    """Under the test's name, and there alone: test_deny_secrets looks everywhere else."""
    for course in (graded.course, nbgraded):
        path = course / "reports" / PART / f"{PRINTS}.printed.txt"
        text = path.read_text(encoding="utf-8")
        assert text.startswith("== relu/test_")
        assert "hidden_input" in text


def _comparable(found: Marks) -> dict[tuple[str, str], tuple[float | None, float | None, bool]]:
    # Threads and early replies of an attack reach into its own next exercises, at random.
    return {
        (student, cell): grade
        for (student, cell), grade in found.grades.items()
        if student not in SPARED_NBGRADER and (student not in HOSTILE or cell == "grade-relu")
    }
