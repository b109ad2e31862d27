"""The two ways into the gradebook give the same marks: `nbgrader autograde`, `autograder grade`."""

from __future__ import annotations

import datetime
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.cli import report

from .whole_course import PART, Marks, copy_course, grade, marks, run, sample_class

LATE, DUE = "late", datetime.datetime(2024, 3, 1, 12)


@dataclass(frozen=True)
class Both:
    """One class graded in two copies of the course."""

    ours: Path
    nbgraders: Path
    expected: dict[str, float | None]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Grade the sample class, and a student who is an hour late, both ways."""
    ours = copy_course(tmp_path_factory.mktemp("ours"))
    nbgraders = copy_course(tmp_path_factory.mktemp("nbgraders"))
    expected = sample_class.write_class(ours, ours / "submitted")
    shutil.copytree(ours / "submitted" / "blaise", ours / "submitted" / LATE)
    (ours / "submitted" / LATE / PART / "timestamp.txt").write_text("2024-03-01 13:00:00 UTC")
    shutil.copytree(ours / "submitted", nbgraders / "submitted")
    expected[LATE] = expected["blaise"]

    made = run(nbgraders, "nbgrader", "generate_assignment", PART, "--force")
    assert made.returncode == 0, made.stderr
    with Gradebook(f"sqlite:///{nbgraders / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment(PART, duedate=DUE)
    graded = run(nbgraders, "nbgrader", "autograde", PART)
    assert graded.returncode == 1, graded.stderr  # for the one that is no notebook

    graded = grade(ours)
    assert graded.returncode == 5, graded.stdout + graded.stderr
    with Gradebook(f"sqlite:///{ours / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment(PART, duedate=DUE)
        gradebook.update_or_create_student("ada", first_name="Ada", last_name="Lovelace")
    return Both(ours, nbgraders, expected)


@pytest.fixture(scope="module")
def first(both: Both) -> Marks:
    """Return the marks of the fast path, before anything is graded again."""
    return marks(both.ours)


def test_both_ways_know_the_same_students(both: Both, first: Marks) -> None:
    """Nobody is missing, and nobody is there twice."""
    assert sorted(first.scores) == sorted(both.expected) == sorted(marks(both.nbgraders).scores)
    assert len(both.expected) > 12


def test_scores_are_those_known_by_construction(both: Both, first: Marks) -> None:
    """Every student has the score that follows from how the notebook was made."""
    expected = {student: score or 0.0 for student, score in both.expected.items()}
    assert first.scores == pytest.approx(expected)


def test_every_grade_is_the_same(both: Both, first: Marks) -> None:
    """Score and flag of every grading cell of every student."""
    assert first.grades == marks(both.nbgraders).grades
    assert len(first.grades) == 23 * len(both.expected)


def test_every_comment_is_the_same(both: Both, first: Marks) -> None:
    """nbgrader's own comment on every exercise of every student."""
    assert first.comments == marks(both.nbgraders).comments
    assert first.comments["blaise", "dense_backward"] == "No response."
    assert first.comments["blaise", "relu"] is None


def test_what_could_not_be_graded_waits_for_a_person(both: Both, first: Marks) -> None:
    """No zero for a file that is no notebook."""
    values = {value for (student, _), value in first.grades.items() if student == "karim"}
    assert values == {(None, None, True)}
    assert both.expected["karim"] is None


def test_feedback_of_nbgrader_reads_the_fast_path(both: Both) -> None:
    """nbgrader writes its feedback from what `autograder grade` left, hidden tests not in it."""
    made = run(both.ours, "nbgrader", "generate_feedback", PART, "--student=camille")
    assert made.returncode == 0, made.stderr
    page = (both.ours / "feedback" / "camille" / PART / f"{PART}.html").read_text(encoding="utf-8")
    assert "Vous divisez par le nombre d" in page
    assert "torch.nn.functional" not in page


def test_class_report_reads_what_was_graded(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks, a misconception, names and lateness of the gradebook, and why one has no mark."""
    before = (both.ours / "gradebook.db").read_bytes()
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
    monkeypatch.chdir(both.ours)
    report.run(PART, False, "fr", None, False, False)
    text = (both.ours / "class_reports" / f"{PART}.json").read_text(encoding="utf-8")
    found = json.loads(text)
    assert found["scores"] == {s: score for s, score in both.expected.items() if score is not None}
    assert "camille" in next(
        m["students"] for m in found["misconceptions"] if m["id"] == "divided-by-batch"
    )
    assert found["seconds_late"] == {LATE: 3600.0}
    assert list(found["not_graded"]) == ["karim"]
    assert "is not valid JSON" in found["not_graded"]["karim"]
    assert "Ada Lovelace" in (both.ours / "class_reports" / f"{PART}.html").read_text("utf-8")
    assert (both.ours / "gradebook.db").read_bytes() == before


def test_a_second_run_grades_nothing_again(both: Both, first: Marks) -> None:
    """Same marks, no report written, and the command says so."""
    reports = both.ours / "reports" / PART
    before = {path: path.stat().st_mtime_ns for path in reports.iterdir()}
    again = grade(both.ours)
    assert again.returncode == 5
    assert f"{len(both.expected) - 1} unchanged" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in reports.iterdir()} == before
    assert marks(both.ours).grades == first.grades


def test_grading_again_keeps_manual_marks_both_ways(both: Both, first: Marks) -> None:
    """`--force` gives the same marks; manual ones stay, and the due date now counts."""
    for course in (both.ours, both.nbgraders):
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            gradebook.find_grade("grade-relu", PART, PART, "ada").manual_score = 0.25
            gradebook.db.commit()
    assert grade(both.ours, "--force").returncode == 5
    assert run(both.nbgraders, "nbgrader", "autograde", PART, "--force").returncode == 1
    ours, nbgraders = marks(both.ours), marks(both.nbgraders)
    assert ours.grades == nbgraders.grades
    assert ours.grades["ada", "grade-relu"] == (0.5, 0.25, True)
    assert ours.late == nbgraders.late
    assert ours.late[LATE][0] == 3600.0
    unchanged = {key: value for key, value in ours.grades.items() if key != ("ada", "grade-relu")}
    assert unchanged == {key: first.grades[key] for key in unchanged}
