"""`nbgrader autograde` meets every kind of file, and each costs its own student alone."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from nbgrader.api import Gradebook

from autograder.build.trees import build
from autograder.gradebook.gate import MAX_BESIDE
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
    "hard-link": "is a hard link",
    "huge": "larger than 20 MiB",
    "cells": "more than 2000 cells",
    "a:b": "is not a student id",
}
GRADED = ("ADA", "ada", "beside", "byte-order-mark", "crowd", "dated-by-a-pipe", "zoe")


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
    for student in (*GRADED, "a:b"):
        _submit(submitted, student, perfect)
    os.mkfifo(_submit(submitted, "pipe"))
    _submit(submitted, "link").symlink_to(submitted / "ada" / PART / NAME)
    _submit(submitted, "hard-link").hardlink_to(course / "source" / "fr" / PART / NAME)
    _submit(submitted, "twice", perfect.replace("{", '{"nbformat": 4, ', 1))
    _submit(submitted, "html", "<html>Session expired</html>")
    _submit(submitted, "deep", "[" * 100_000)
    _submit(submitted, "cells", '{"nbformat": 4, "cells": [' + "{}, " * 100_000 + "{}]}")
    with _submit(submitted, "huge").open("wb") as file:
        file.truncate(500 << 20)
    (submitted / "byte-order-mark" / PART / NAME).write_text(perfect, encoding="utf-8-sig")
    os.mkfifo(submitted / "dated-by-a-pipe" / PART / "timestamp.txt")
    for number in range(2 * MAX_BESIDE):
        (submitted / "crowd" / PART / f"{number}.txt").touch()
    _write_beside(course, submitted / "beside" / PART)


def _write_beside(course: Path, beside: Path) -> None:
    """Write what must not be copied, and two files that are."""
    os.mkfifo(beside / "pipe.csv")
    (beside / "zeros.bin").symlink_to("/dev/zero")
    (beside / "passwd.txt").symlink_to("/etc/passwd")
    (beside / "folder").symlink_to("/etc")
    (beside / "solution.py").hardlink_to(course / "solutions" / PART / "double.py")
    with (beside / "large.bin").open("wb") as file:
        file.truncate(10 << 30)
    (beside / "\x1b[2J.txt").touch()
    deep = beside.joinpath(*["d"] * 12)
    deep.mkdir(parents=True)
    (deep / "deep.txt").touch()
    (beside / "notes.txt").write_text("mine", encoding="utf-8")
    with zipfile.ZipFile(beside / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("../../escaped.txt", bytes(1 << 20))


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


def test_what_is_copied_from_beside_the_notebook(
    graded: tuple[Path, CompletedProcess[str]],
) -> None:
    """Regular files of a bounded size, as they are: nothing is followed, nothing is unpacked."""
    course, done = graded
    made = course / "autograded" / "beside" / PART
    assert {p.name for p in made.rglob("*")} == {NAME, "notes.txt", "bomb.zip"}
    for name in ("notes.txt", "bomb.zip"):
        handed_in = course / "submitted" / "beside" / PART / name
        assert (made / name).read_bytes() == handed_in.read_bytes()
    assert not list(course.rglob("escaped.txt"))
    assert f"Not everything beside the notebook was copied: see {course / 'submitted'}" in (
        done.stderr
    )
    assert "\x1b" not in done.stderr


def test_many_files_are_not_all_copied(graded: tuple[Path, CompletedProcess[str]]) -> None:
    """A number of them, so that a million costs a submission nothing but its own files."""
    course, _ = graded
    copied = list((course / "autograded" / "crowd" / PART).glob("*.txt"))
    assert 0 < len(copied) <= MAX_BESIDE


def test_a_date_that_cannot_be_read_is_none(graded: tuple[Path, CompletedProcess[str]]) -> None:
    """As in `autograder grade`: said, and not late."""
    assert "timestamp.txt is not a date" in graded[1].stderr


def test_ids_that_read_alike_are_said(graded: tuple[Path, CompletedProcess[str]]) -> None:
    """Both are graded; on another disk one's files would replace the other's."""
    for one, other in (("ada", "ADA"), ("ADA", "ada")):
        assert f"{one}: the ids '{other}' differ from it only by case" in graded[1].stderr
