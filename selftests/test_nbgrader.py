"""nbgrader with our steps: formgrader's way in, feedback without secrets, other courses."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader

from autograder.course.solution import load_solution
from autograder.gradebook.execute import SandboxExecute
from selftests import whole_course as course_of

# nbgrader's own queries warn in each new process; nothing of ours can change that.
pytestmark = pytest.mark.filterwarnings("ignore::Warning")

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "other"
c.Autograde.autograde_preprocessors = [
    "autograder.gradebook.execute.SandboxExecute",
    "nbgrader.preprocessors.SaveAutoGrades",
]
"""


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory that is the current one for the test, with nbgrader's commands on PATH."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", course_of.environment()["PATH"])
    return tmp_path


def api() -> Any:
    """Return nbgrader's API as its server extension makes it: from the course's configuration."""
    app = NbGrader()
    app.initialize([])
    return NbGraderAPI(config=app.config)


def test_formgrader_grades_in_a_running_event_loop(inside: Path) -> None:
    """Formgrader's button calls the API inside a server: same marks, feedback without leaks."""
    course_of.copy_course(inside)
    expected = course_of.sample_class.write_class(inside, inside / "submitted")
    part = course_of.the_part(inside)

    async def press() -> dict[str, float]:
        grader = api()
        assert grader.generate_assignment(course_of.PART)["success"]
        for student in ("ada", "camille", "ines"):
            assert grader.autograde(course_of.PART, student)["success"]
            assert grader.generate_feedback(course_of.PART, student)["success"]
        return {row["student"]: row["score"] for row in grader.get_submissions(course_of.PART)}

    scores = asyncio.run(press())
    for student in ("ada", "camille", "ines"):
        assert scores[student] == pytest.approx(expected[student])
    page = inside / "feedback" / "ines" / course_of.PART / f"{course_of.PART}.html"
    text = page.read_text(encoding="utf-8")
    assert "à revoir" in text or "pas encore fait" in text
    for exercise in part.exercises:
        # ines solved three exercises herself: those lines are hers. The others are secrets.
        if exercise.name in ("binary_cross_entropy", "dense_backward", "numerical_gradient"):
            hidden = load_solution(exercise.solution, exercise.name).hidden_lines
            assert hidden
            assert not [line for line in hidden if len(line.strip()) > 12 and line in text]
        for test in exercise.tests:
            assert test.visible or test.name not in text


def cell(source: str, name: str | None = None, points: float = 0) -> dict[str, Any]:
    """Return a code cell; with a name, a locked grading cell of nbgrader's."""
    nbgrader = {
        "grade": True, "grade_id": name, "locked": True, "points": points,
        "schema_version": 3, "solution": False, "task": False, "cell_type": "code",
    }  # fmt: skip
    return {
        "cell_type": "code",
        "id": f"c{abs(hash(source)) % 10**8}",
        "metadata": {"nbgrader": nbgrader} if name else {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def test_another_course_is_executed_in_the_sandbox(inside: Path) -> None:
    """Plain asserts, a data file, a forbidden read, a partial mark: nbgrader's own semantics."""
    (inside / "nbgrader_config.py").write_text(CONFIG)
    secret = inside / "secret.txt"
    secret.write_text("not for students")
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "P"}},
        "cells": [
            cell("value = int(open('data.txt').read())"),
            cell("assert value == 42", "right", 2),
            cell("assert value == 43", "wrong", 3),
            cell(f"open({str(secret)!r}).read()", "stolen", 4),
            cell("1.5", "partial", 5),
            cell("open('made.txt', 'w').write('x');", "made", 1),
        ],
    }
    for place in ("source/ps1", "submitted/foo/ps1"):
        directory = inside / place
        directory.mkdir(parents=True)
        (directory / "p1.ipynb").write_text(json.dumps(notebook))
        (directory / "data.txt").write_text("42")
    grader = api()
    assert grader.generate_assignment("ps1")["success"]
    result = grader.autograde("ps1", "foo")
    assert result["success"], result
    with grader.gradebook as gradebook:
        submission = gradebook.find_submission("ps1", "foo")
        scores = {g.name: g.auto_score for n in submission.notebooks for g in n.grades}
    assert scores == {"right": 2, "wrong": 0, "stolen": 0, "partial": 1.5, "made": 1}
    assert (inside / "autograded" / "foo" / "ps1" / "made.txt").read_text() == "x"
    graded = (inside / "autograded" / "foo" / "ps1" / "p1.ipynb").read_text()
    assert "not for students" not in graded
    assert os.path.lexists(secret)


def test_what_ends_the_sandbox_when_asked_for_files_costs_the_files(tmp_path: Path) -> None:
    """The cells are done, their outputs stay, and the next student's turn comes."""
    last_words = "import os, pathlib\npathlib.Path.is_file = lambda self: os._exit(0)"
    cells = [cell("open('made.txt', 'w').close()"), cell(last_words), cell("1.5")]
    notebook = nbformat.from_dict({"cells": cells, "metadata": {}})
    SandboxExecute()._execute(notebook, tmp_path)
    assert notebook.cells[2].outputs[0].data["text/plain"] == "1.5"
    assert not list(tmp_path.iterdir())
