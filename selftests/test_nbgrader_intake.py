"""`nbgrader autograde` meets every kind of file, and each costs its own student alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from nbgrader.api import Gradebook

from autograder.build.trees import build
from autograder.model import LANGUAGES

from .mini import PART, write_course
from .whole_course import run

NAME = f"{PART}.ipynb"
REFUSED = {
    "pipe": "is not a regular file",
    "link": "is a link",
    "twice": "a key stands twice",
    "html": "is not valid JSON",
    "deep": "nested too deep",
    "dated-by-a-pipe": "timestamp.txt is not a regular file",
    "a:b": "is not a student id",
}
GRADED = ("ada", "beside", "zoe")


def _submit(submitted: Path, student: str, text: str = "") -> Path:
    path = submitted / student / PART / NAME
    path.parent.mkdir(parents=True)
    if text:
        path.write_text(text, encoding="utf-8")
    return path


def _write_class(course: Path) -> None:
    """Write one submission of each kind; the last in the alphabet is honest."""
    perfect = (course / "source" / "fr" / PART / NAME).read_text(encoding="utf-8")
    submitted = course / "submitted"
    for student in (*GRADED, "dated-by-a-pipe", "a:b"):
        _submit(submitted, student, perfect)
    os.mkfifo(_submit(submitted, "pipe"))
    _submit(submitted, "link").symlink_to(submitted / "ada" / PART / NAME)
    _submit(submitted, "twice", perfect.replace("{", '{"nbformat": 4, ', 1))
    _submit(submitted, "html", "<html>Session expired</html>")
    _submit(submitted, "deep", "[" * 100_000)
    os.mkfifo(submitted / "dated-by-a-pipe" / PART / "timestamp.txt")
    beside = submitted / "beside" / PART
    os.mkfifo(beside / "pipe.csv")
    (beside / "zeros.bin").symlink_to("/dev/zero")
    (beside / "passwd.txt").symlink_to("/etc/passwd")
    (beside / "folder").symlink_to("/etc")
    (beside / "notes.txt").write_text("mine", encoding="utf-8")


@pytest.fixture(scope="module")
def graded(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, CompletedProcess[str]]:
    """Grade the class by `nbgrader autograde`."""
    course = write_course(tmp_path_factory.mktemp("course"))
    shutil.copy(Path(__file__).parents[1] / "conftest.py", course)
    build(course, [PART], LANGUAGES)
    made = run(course, "nbgrader", "generate_assignment", PART, "--force")
    assert made.returncode == 0, made.stderr
    _write_class(course)
    return course, run(course, "nbgrader", "autograde", PART)


def test_nobody_else_pays(graded: tuple[Path, CompletedProcess[str]]) -> None:
    """Whoever handed in a readable notebook has all points, also behind the broken ones."""
    course, _ = graded
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        scores = {s.student_id: s.score for s in gradebook.assignment_submissions(PART)}
    assert {student: scores.get(student) for student in GRADED} == dict.fromkeys(GRADED, 20.0)


@pytest.mark.parametrize("student", REFUSED)
def test_the_reason_is_said(graded: tuple[Path, CompletedProcess[str]], student: str) -> None:
    """nbgrader names the student, and our intake says what to ask for; nothing is written."""
    course, done = graded
    assert done.returncode == 1
    assert f"for student '{student}'" in done.stderr
    assert REFUSED[student] in done.stderr
    assert not (course / "autograded" / student / PART).exists()


def test_links_and_pipes_beside_the_notebook_stay_there(
    graded: tuple[Path, CompletedProcess[str]],
) -> None:
    """Regular files are copied as nbgrader does; what a link points to is not."""
    course, _ = graded
    copied = {p.name for p in (course / "autograded" / "beside" / PART).iterdir()}
    assert copied == {NAME, "notes.txt"}
