"""A course or a gradebook that cannot be used: a sentence that says what to do, an exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .whole_course import PART, copy_course, grade, sample_class

MISSING = {
    "lesson": (f"lessons/{PART}/part.toml", 3, "is missing: restore it"),
    "solution": (f"solutions/{PART}/relu.py", 3, "write the reference implementation of `relu`"),
    "suite": (f"tests/{PART}/test_relu.py", 3, "write the hidden tests of `relu` there"),
    "misconceptions": (f"misconceptions/{PART}/relu.py", 3, "is missing"),
    "source": (f"source/fr/{PART}/{PART}.ipynb", 3, f"Run `autograder build {PART}`."),
    "release": (f"release/fr/{PART}/{PART}.ipynb", 3, f"Run `autograder build {PART}`."),
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course with one submission, as released."""
    course = copy_course(tmp_path)
    text = (course / "release" / "fr" / PART / f"{PART}.ipynb").read_text(encoding="utf-8")
    sample_class.write_notebook(course / "submitted", "ada", text)
    return course


@pytest.mark.parametrize("what", MISSING)
def test_a_missing_file(course: Path, what: str) -> None:
    """The file is named, with the repair; nothing is graded."""
    name, code, says = MISSING[what]
    (course / name).unlink()
    run = grade(course)
    assert run.returncode == code, run.stdout + run.stderr
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    assert not (course / "reports").exists()
    assert not (course / "gradebook.db").exists()


def test_a_suite_that_does_not_parse(course: Path) -> None:
    """The file and the line are named."""
    (course / "tests" / PART / "test_relu.py").write_text("def (\n")
    run = grade(course)
    assert run.returncode == 3
    assert f"tests/{PART}/test_relu.py:1: invalid syntax" in run.stderr


def _directory(path: Path) -> None:
    path.mkdir()


def _noise(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


@pytest.mark.parametrize("spoil", [_directory, _noise])
def test_a_gradebook_that_is_none(course: Path, spoil: Callable[[Path], None]) -> None:
    """Exit code 5 and a sentence; what is there is not overwritten."""
    gradebook = course / "gradebook.db"
    spoil(gradebook)
    before = gradebook.read_bytes() if gradebook.is_file() else None
    run = grade(course)
    assert run.returncode == 5, run.stdout + run.stderr
    assert "gradebook.db cannot be written" in run.stderr
    assert "Traceback" not in run.stderr
    assert (gradebook.read_bytes() if gradebook.is_file() else None) == before


def test_nothing_to_grade(course: Path) -> None:
    """Usage: where submissions belong."""
    (course / "submitted").rename(course / "elsewhere")
    run = grade(course)
    assert run.returncode == 2
    assert f"submitted/STUDENT/{PART}/{PART}.ipynb" in run.stderr
