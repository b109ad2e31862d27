"""What students must not read is found when it stands in `release/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.leaks import leak_problems
from autograder.course.part import load_part

from .mini import PART, write_course


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a miniature course."""
    return write_course(tmp_path)


def write(path: Path, text: str) -> None:
    """Write a file and the directories above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize(
    ("secret", "message"),
    [
        ("answer = 2 * x.clone()", "of the solution of `double`"),
        ("Des valeurs tirées au sort.", "title of the hidden test `test_random_values`"),
        ("Values drawn at random.", "title of the hidden test `test_random_values`"),
        ("see test_random_values", "name of the hidden test `test_random_values`"),
        ("`mean-plus-3`", "id of the misconception `mean-plus-3`"),
    ],
)
def test_leaks_are_found(course: Path, secret: str, message: str) -> None:
    """Each kind of secret is found in a released notebook, and what is public is not."""
    notebook = f"release/en/{PART}/{PART}.ipynb"
    write(
        course / notebook, '{"cells": [{"source": ["The example of the slide.\\n", "return x"]}]}'
    )
    assert leak_problems(course, load_part(course, PART)) == []
    (course / notebook).write_text(f'{{"cells": [{{"source": ["a {secret} b"]}}]}}')
    problems = leak_problems(course, load_part(course, PART))
    assert problems
    assert all(message in problem and notebook in problem for problem in problems)


def test_other_files_are_not_released(course: Path) -> None:
    """nbgrader copies whatever stands beside a notebook."""
    write(course / "release" / "fr" / PART / "quiz_key.toml", "")
    (problem,) = leak_problems(course, load_part(course, PART))
    assert "quiz_key.toml: only part01_mini.ipynb is released" in problem
