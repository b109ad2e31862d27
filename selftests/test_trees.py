"""Writing the generated trees, and saying where they are stale."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.build.trees import build, check
from autograder.model import LANGUAGES

from .mini import PART, write_course


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a miniature course, not built yet."""
    return write_course(tmp_path)


def notebook_path(course: Path, tree: str, lang: str) -> Path:
    """Return where the notebook of the miniature part is."""
    return course / tree / lang / PART / f"{PART}.ipynb"


def test_a_build_writes_only_what_changed(course: Path) -> None:
    """The second build writes nothing; a changed sentence touches its language alone."""
    assert len(build(course, [PART], LANGUAGES)) == 4
    assert build(course, [PART], LANGUAGES) == []
    lesson = course / "lessons" / PART / "lesson.md"
    lesson.write_text(lesson.read_text().replace("Compute the mean", "Compute the average"))
    stale = check(course, [PART], LANGUAGES)
    assert [s.split(" is ")[0] for s in stale] == [
        f"{tree}/en/{PART}/{PART}.ipynb" for tree in ("source", "release")
    ]
    assert all(s.endswith(f"is stale: run `autograder build {PART}`.") for s in stale)
    assert build(course, [PART], LANGUAGES) == [
        notebook_path(course, tree, "en") for tree in ("source", "release")
    ]


def test_what_no_lesson_makes_is_removed_when_it_was_generated(course: Path) -> None:
    """Notebooks of a part that is gone go too; what somebody wrote is reported and kept."""
    build(course, [PART], ["fr"])
    gone = course / "release" / "fr" / "part99_gone" / "part99_gone.ipynb"
    gone.parent.mkdir()
    gone.write_bytes(notebook_path(course, "release", "fr").read_bytes())
    mine = course / "source" / "fr" / PART / "answers.txt"
    mine.write_text("mine")
    assert check(course, [PART], ["fr"]) == [
        "release/fr/part99_gone/part99_gone.ipynb comes from no lesson any more: "
        "run `autograder build`.",
        f"source/fr/{PART}/answers.txt was not generated, and nbgrader would give it to students: "
        "move it out of the generated trees.",
    ]
    build(course, [PART], ["fr"])
    assert not gone.parent.exists()
    assert mine.exists()


def test_missing_notebooks_are_stale(course: Path) -> None:
    """A course that was never built says which command builds it."""
    problems = check(course, [PART], ["en"])
    assert len(problems) == 2
    assert all(p.endswith(f"is missing: run `autograder build {PART}`.") for p in problems)


def test_the_language_of_the_environment_is_put_back(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Building in one language leaves the process in the other."""
    monkeypatch.setenv("AUTOGRADER_LANG", "en")
    build(course, [PART], ["fr"])
    assert os.environ["AUTOGRADER_LANG"] == "en"
    monkeypatch.delenv("AUTOGRADER_LANG")
    build(course, [PART], ["en"])
    assert "AUTOGRADER_LANG" not in os.environ
