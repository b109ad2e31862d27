"""Stock nbgrader and otter with the exercise `relu` alone: how each is set up, started and read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import nbformat.v4

ASSIGNMENT, STUDENT = "ps1", "student"
PART = "part05_first_network"
RIGHT, WRONG = "right", "wrong"  # submissions without an attack


@dataclass(frozen=True)
class Submission:
    """The cell of the exercise, and a free cell before it."""

    relu: str
    before: str = ""


@dataclass(frozen=True)
class Run:
    """A submission's score of 1, None without a mark; what it printed; what its student sees."""

    score: float | None
    printed: str
    shown: str
    held: bool = False


class Peer(Protocol):
    """A grader whose files are below a directory that is copied for each submission."""

    name: str
    package: str
    module: str

    def prepare(self, work: Path, course: Path) -> None:
        """Make everything in ``work``; the suites lie in ``course``."""

    def grade(self, work: Path, submission: Submission) -> None:
        """Grade one submission; it may end the process."""

    def read(self, work: Path) -> Run:
        """Return what grading came to, when it has ended well."""


def _write(path: Path, cells: list[Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})
    nbformat.write(notebook, path)


def _cells(submission: Submission) -> list[Any]:
    cell = nbformat.v4.new_code_cell
    return [
        cell("import torch", id="setup"),
        cell(submission.before, id="before"),
        cell(submission.relu, id="relu"),
    ]


def versions(peer: Peer, python: str) -> dict[str, str]:
    """Return the versions of the grader and of Python in the environment of ``python``."""
    code = f"""import importlib.metadata, json, platform
version = importlib.metadata.version({peer.package!r})
print(json.dumps(dict(version=version, python=platform.python_version())))"""
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


class Nbgrader:
    """`nbgrader autograde` as installed: no configuration but the name of the course."""

    name = package = "nbgrader"
    module = "nbgrader.apps.nbgraderapp"

    def prepare(self, work: Path, course: Path) -> None:
        """Let nbgrader make the assignment; the grading cell runs the suite."""
        cells = _cells(Submission("def relu(z):\n    raise NotImplementedError\n"))
        grading = f"import in_kernel\nin_kernel.points({str(course)!r}, {PART!r}, 'relu', 1.0, "
        cells.append(nbformat.v4.new_code_cell(grading + "globals())", id="grade"))
        cells[2].metadata["nbgrader"] = _about("relu", solution=True)
        cells[3].metadata["nbgrader"] = _about("grade-relu", grade=True, locked=True, points=1)
        _write(work / "stock" / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", cells)
        config = 'c = get_config()\nc.CourseDirectory.course_id = "stock"\n'
        (work / "stock" / "nbgrader_config.py").write_text(config, "utf-8")
        make = [sys.executable, "-m", "nbgrader", "generate_assignment", ASSIGNMENT]
        subprocess.run(make, cwd=work / "stock", check=True, capture_output=True)

    def grade(self, work: Path, submission: Submission) -> None:
        """Hand the released notebook in, filled in, and run the command."""
        from nbgrader.apps.nbgraderapp import NbGraderApp

        released = work / "stock" / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        contents = json.loads(released.read_text("utf-8"))
        contents["cells"][1]["source"] = submission.before
        contents["cells"][2]["source"] = submission.relu
        handed_in = _notebook(work, "submitted")
        handed_in.parent.mkdir(parents=True)
        handed_in.write_text(json.dumps(contents), "utf-8")
        os.chdir(work / "stock")
        NbGraderApp.launch_instance(["autograde", ASSIGNMENT, "--student", STUDENT])

    def read(self, work: Path) -> Run:
        """Read the gradebook, and the notebook from which feedback is made."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{work / 'stock' / 'gradebook.db'}") as gradebook:
            submission = gradebook.find_submission(ASSIGNMENT, STUDENT)
            score = submission.notebooks[0].grades[0].auto_score
        cells = json.loads(_notebook(work, "autograded").read_text("utf-8"))["cells"]
        printed = json.dumps([cell.get("outputs") for cell in cells])
        return Run(score, printed, printed)


def _notebook(work: Path, tree: str) -> Path:
    return work / "stock" / tree / STUDENT / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


def _about(name: str, **more: object) -> dict[str, object]:
    """Return nbgrader's metadata of a cell."""
    kind = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"schema_version": 3, "grade_id": name, **kind, **more}


OTTER_TESTS = """from otter.test_files import test_case

OK_FORMAT = False
name = "relu"
points = 1.0
"""
OTTER_CASE = """

@test_case(points={points}, hidden=True)
def {test}(env):
    import in_kernel
    in_kernel.run({course!r}, {part!r}, "relu", {test!r}, env)
"""


class Otter:
    """`otter run`, which is otter without a container."""

    name = "otter"
    package = "otter-grader"
    module = "otter.run"

    def prepare(self, work: Path, course: Path) -> None:
        """Write an autograder with a case for each test of the suite."""
        from autograder.course.part import load_part

        tests = load_part(course, PART).exercise("relu").tests
        total = sum(test.weight for test in tests)
        text = OTTER_TESTS + "".join(
            OTTER_CASE.format(
                points=test.weight / total, test=test.name, course=str(course), part=PART
            )
            for test in tests
        )
        (work / "otter").mkdir()
        with zipfile.ZipFile(work / "otter" / "autograder.zip", "w") as archive:
            archive.writestr("tests/relu.py", text)
            archive.writestr("otter_config.json", "{}")

    def grade(self, work: Path, submission: Submission) -> None:
        """Do what the command does, and keep the executed notebook that it throws away."""
        from otter.run import main

        os.chdir(work / "otter")
        _write(Path("hostile.ipynb"), _cells(submission))
        results = main("hostile.ipynb", no_logo=True)
        cells = results.notebook.cells if results.notebook else []
        Path("outputs.json").write_text(json.dumps([c.get("outputs") for c in cells]), "utf-8")

    def read(self, work: Path) -> Run:
        """Read the results as Gradescope would get them; students see the visible ones."""
        results = json.loads((work / "otter" / "results.json").read_text("utf-8"))
        printed = (work / "otter" / "outputs.json").read_text("utf-8")
        tests = results["tests"]
        shown = json.dumps([t for t in tests if t.get("visibility", "visible") != "hidden"])
        if any(test["name"] == "Autograder Failed" for test in tests):
            return Run(None, printed, shown)
        return Run(round(sum(test.get("score", 0) for test in tests), 6), printed, shown)


PEERS: dict[str, type[Nbgrader] | type[Otter]] = {"nbgrader": Nbgrader, "otter": Otter}
