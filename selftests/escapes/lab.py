"""A copy of the course with secrets planted in it, and an engine that grades attacks on it.

A secret is `canary-` and 16 hex digits. One is in every file of the copy that students must not
see, in its path, and in the environment and the command line of the engine, so that an attack that
finds any of them finds the same pattern.
"""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat

from autograder.engine.pool import Engine
from autograder.engine.subject import Cell, Subject
from autograder.model import Isolation

ROOT = Path(__file__).resolve().parents[2]
PART = "part05_first_network"
CANARY = f"canary-{secrets.token_hex(8)}"
LIMITS = """[limits]
call_seconds = 1.0
cell_seconds = 6.0
submission_seconds = 40.0
memory_mb = 256
disk_mb = 16
"""

RIGHT = "def relu(z):\n    return torch.clamp(z, min=0)\n"
WRONG = "def relu(z):\n    return z.clone()\n"


@dataclass(frozen=True)
class Verdict:
    """What grading one notebook came to, for the exercise `relu`."""

    score: float
    max_score: float
    outcome: str
    tests: dict[str, str]
    printed: str
    errors: list[str]
    largest_cell: tuple[int, int]
    everything: str = field(compare=False)
    noted: str = field(compare=False)  # what the instructor alone reads

    def gained(self, base: Verdict) -> list[str]:
        """Return the tests that passed here and not in ``base``."""
        passed = [name for name, outcome in self.tests.items() if outcome == "PASSED"]
        assert self.tests.keys() == base.tests.keys()
        return [name for name in passed if base.tests[name] != "PASSED"]


def plant(directory: Path) -> Path:
    """Copy the course into ``directory``, its limits tightened and its secrets planted."""
    course = directory / CANARY
    for tree in ("lessons", "solutions", "misconceptions", "tests"):
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / tree / PART, course / tree / PART, ignore=skipped)
    for name in ("conftest.py", "nbgrader_config.py", "pyproject.toml"):
        shutil.copy(ROOT / name, course)
    for tree in ("solutions", "misconceptions", "tests"):
        for path in (course / tree / PART).glob("*.py"):
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace('"""', f'"""{CANARY}: ', 1), encoding="utf-8")
    toml = course / "lessons" / PART / "part.toml"
    text = toml.read_text(encoding="utf-8")
    assert "[limits]" not in text
    toml.write_text(text.replace("[title]", f"{LIMITS}[title]", 1), encoding="utf-8")
    return course


def notebook(relu: str, before: str = "") -> Subject:
    """Return the cells of a real notebook, whose `relu` is ``relu``; ``before`` is a free cell."""
    name = ROOT / "source" / "en" / PART / f"{PART}.ipynb"
    cells = list(Subject.from_notebook(nbformat.read(name, as_version=4)).cells)
    place = next(i for i, cell in enumerate(cells) if cell.id == "relu")
    cells[place] = Cell("relu", relu, cells[place].index)
    if before:
        cells.insert(place, Cell("cell-1000", before, 1000))
    return Subject(tuple(cells))


class Lab:
    """One engine at one level of isolation."""

    def __init__(self, course: Path, level: Isolation) -> None:
        """Start the engine, whose worker starts with a secret in its environment."""
        self.course = course
        os.environ["AUTOGRADER_SECRET"] = CANARY
        try:
            self.engine = Engine(course, [PART], level)
            self.engine.wait_ready()
        finally:
            del os.environ["AUTOGRADER_SECRET"]

    @cached_property
    def honest(self) -> Verdict:
        """What a right answer comes to."""
        verdict = self.grade(RIGHT)
        assert (verdict.outcome, verdict.score, verdict.errors) == ("PASSED", verdict.max_score, [])
        return verdict

    @cached_property
    def wrong(self) -> Verdict:
        """What a wrong answer comes to, without any attack."""
        verdict = self.grade(WRONG)
        assert (verdict.outcome, verdict.errors) == ("FAILED", [])
        return verdict

    @property
    def pid(self) -> int:
        """The process that holds suites and solutions."""
        process = self.engine._process
        assert process is not None
        return process.pid

    def grade(self, relu: str, before: str = "") -> Verdict:
        """Grade a notebook on `relu` alone; all its cells are executed."""
        answer: dict[str, Any] = self.engine.grade(PART, notebook(relu, before), ["relu"])
        noted = repr(answer.pop("printed"))  # the instructor's alone: inputs may stand there
        result = answer["exercises"]["relu"]
        printed = "".join(
            output.get("text", "") + output.get("evalue", "")
            for outputs in answer["outputs"].values()
            for output in outputs
        )
        return Verdict(
            score=result["score"],
            max_score=result["max_score"],
            outcome=result["outcome"],
            tests={name: test["outcome"] for name, test in result["tests"].items()},
            printed=printed,
            errors=answer["errors"],
            largest_cell=max(
                ((len(outputs), len(repr(outputs))) for outputs in answer["outputs"].values()),
                default=(0, 0),
            ),
            everything=repr(answer),
            noted=noted,
        )
