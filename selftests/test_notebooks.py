"""Every notebook of the course runs to its end, as released and solved, and draws its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.course.part import load_part, part_names
from autograder.engine.session import SubjectSession
from autograder.engine.subject import Cell, Subject
from autograder.gradebook.intake import read_notebook
from autograder.model import LANGUAGES, Isolation, Limits
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.levels import start_server

COURSE = Path(__file__).resolve().parents[1]
PARTS = part_names(COURSE)
LIMITS = Limits(cell_seconds=60, submission_seconds=120, output_kb=4096)  # room for pictures


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    """One fork server for all notebooks."""
    server = start_server(Isolation.FULL, COURSE)
    yield server
    server.close()


def run(server: ForkServer, tree: str, lang: str, part: str) -> dict[str, list[dict[str, Any]]]:
    """Execute all code cells, also those that the grader leaves out; return their outputs."""
    notebook = read_notebook(COURSE / tree / lang / part / f"{part}.ipynb")
    cells = [
        Cell(cell["metadata"].get("nbgrader", {}).get("grade_id", cell["id"]), cell["source"], n)
        for n, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code"
    ]
    with SubjectSession(server, Subject(tuple(cells)), LIMITS, {}) as session:
        session.execute()
        return {cell.id: session.outputs[cell.index] for cell in cells}


def errors(outputs: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """Return what the cells that failed raised."""
    return {
        name: output["ename"]
        for name, shown in outputs.items()
        for output in shown
        if output["output_type"] == "error"
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PARTS)
def test_solved_only_grading_cells_raise(server: ForkServer, name: str, lang: str) -> None:
    """Visible checks pass on the solutions, pictures are drawn, answers are well formed."""
    part = load_part(COURSE, name)
    outputs = run(server, "source", lang, name)
    assert errors(outputs) == {f"grade-{graded}": "RuntimeError" for graded in part.points}
    printed = "".join(o.get("text", "") for shown in outputs.values() for o in shown)
    assert "✘" not in printed
    assert printed.count("✔") >= len(part.exercises) + len(part.questions)
    pictures = [o for shown in outputs.values() for o in shown if "image/png" in o.get("data", {})]
    assert pictures or not part.exercises


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PARTS)
def test_as_released_only_exercises_are_missing(server: ForkServer, name: str, lang: str) -> None:
    """Every check raises `NotImplementedError`; no cell raises anything else."""
    part = load_part(COURSE, name)
    raised = errors(run(server, "release", lang, name))
    assert {k: v for k, v in raised.items() if k.startswith("grade-")} == {
        f"grade-{graded}": "RuntimeError" for graded in part.points
    }
    others = {k: v for k, v in raised.items() if not k.startswith("grade-")}
    assert set(others.values()) <= {"NotImplementedError"}
    assert {f"check-{e.name}" for e in part.exercises} <= set(others)
