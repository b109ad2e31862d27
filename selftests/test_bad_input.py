"""Each bad submission of a class: what it comes to, at no cost to anyone else."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.gradebook.intake import student_id_problem

from .bad_files import ALIKE, BAD_NAMES, GOOD_NAMES, TEXT, write_all
from .bad_notebooks import CONTENT, Bad
from .whole_course import PART, Marks, copy_course, grade, marks, the_part

FILES = ("link", "hard-link", "huge", "pipe", "folder", "none", "linked-folder", "no-date")
STUDENTS = ["perfect", *CONTENT, *TEXT, *FILES, *GOOD_NAMES, ALIKE, *BAD_NAMES]


@dataclass(frozen=True)
class Class:
    """The class after one run of `autograder grade`."""

    course: Path
    bad: dict[str, Bad]
    run: subprocess.CompletedProcess[str]
    marks: Marks

    def report(self, student: str) -> dict[str, Any] | None:
        """Return the report of ``student``, if there is one."""
        path = self.course / "reports" / PART / f"{student}.json"
        data: dict[str, Any] | None = json.loads(path.read_text("utf-8")) if path.exists() else None
        return data

    def lines(self, student: str) -> list[str]:
        """Return what the command says of ``student``."""
        starts = (f"note: {student}: ", f"not graded: {student!r}: ")
        return [line for line in self.run.stdout.splitlines() if line.startswith(starts)]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Grade every situation in one run."""
    course = copy_course(tmp_path_factory.mktemp("course"))
    bad = write_all(course, the_part(course))
    run = grade(course)
    return Class(course, bad, run, marks(course))


def test_the_run_ends_and_says_that_some_were_not_graded(graded: Class) -> None:
    """Exit code 5, no traceback, and nobody left out."""
    assert graded.run.returncode == 5
    assert "Traceback" not in graded.run.stderr
    assert sorted(graded.bad) == sorted(STUDENTS)


@pytest.mark.parametrize("student", STUDENTS, ids=ascii)
def test_situation(graded: Class, student: str) -> None:
    """One student: the score, the outcome of `relu`, the gradebook and what is said."""
    bad, report = graded.bad[student], graded.report(student)
    said = "\n".join(graded.lines(student))
    assert bad.says in said
    grades = {cell: g for (name, cell), g in graded.marks.grades.items() if name == student}
    if bad.score is None:
        assert report is None
        assert f"not graded: {student!r}: " in said
        assert said.endswith(".")
        waiting = student not in BAD_NAMES  # a name that is no student's enters no gradebook
        assert set(grades.values()) == ({(None, None, True)} if waiting else set())
        return
    assert report is not None, said
    assert report["errors"] == []
    assert report["exercises"]["relu"]["outcome"] in bad.outcome.split(" or ")
    assert (report["score"], report["max_score"]) == (bad.score, 20.0)
    assert graded.marks.scores[student] == bad.score
    assert len(grades) == 23  # fifteen exercises and eight questions
    assert not any(manual for _, _, manual in grades.values())


def test_messages_to_students_come_in_both_languages(graded: Class) -> None:
    """Every test that did not pass says why, and shows nothing of the student's text."""
    for student, bad in graded.bad.items():
        report = graded.report(student)
        if report is None or bad.outcome == "PASSED":
            continue
        tests = report["exercises"]["relu"]["tests"].values()
        for message in [t["message"] for t in tests if t["outcome"] != "PASSED"]:
            assert message["fr"]
            assert message["en"]
            assert message["fr"] != message["en"]


def test_outputs_are_bounded_and_printable(graded: Class) -> None:
    """No terminal escapes, no surrogates, no notebook blown up by a loop that prints."""
    for student in ("strange-output", "printing-loop"):
        path = graded.course / "autograded" / student / PART / f"{PART}.ipynb"
        text = path.read_text(encoding="utf-8")
        assert len(text) < 300_000
        assert "\\u001b" not in text
        assert "\u202e" not in text


def test_nothing_is_left_half_written(graded: Class) -> None:
    """No temporary files stay, and no links were followed."""
    assert not list(graded.course.rglob(".writing-*"))
    for tree in ("reports", "autograded"):
        assert not [path for path in (graded.course / tree).rglob("*") if path.is_symlink()]


@pytest.mark.parametrize("name", GOOD_NAMES, ids=ascii)
def test_good_student_ids(name: str) -> None:
    """Spaces, accents and other scripts are fine."""
    assert student_id_problem(name) is None


@pytest.mark.parametrize(
    "name",
    [*BAD_NAMES, "", "..", "../ada", "a/b", "/etc", "é" * 101, "tab\t", "a\x7f", "a\u202eb", "a|b"],
    ids=ascii,
)
def test_bad_student_ids(name: str) -> None:
    """What could be a path, an option or a line of its own is refused, with a reason."""
    assert student_id_problem(name)
