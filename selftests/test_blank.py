"""An exercise that nobody has begun comes to what running its tests would come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from autograder.course.part import load_part, part_names
from autograder.engine.blank import is_blank
from autograder.engine.pool import Engine
from autograder.engine.subject import Cell, Subject
from autograder.gradebook.intake import read_notebook
from autograder.model import Isolation
from selftests.mini import ROOT

PARTS = [part for part in part_names(ROOT) if load_part(ROOT, part).exercises]
STUB = 'def relu(z):\n    """Return it."""\n    raise NotImplementedError("à faire")\n'
BLANK = {
    "stub": [STUB],
    "bare": ["def relu(z): raise NotImplementedError"],
    "beside others": ["import torch", STUB, "def other(z):\n    return relu(z)"],
}
BEGUN = {
    "more": ["def relu(z):\n    z += 1\n    raise NotImplementedError"],
    "another error": ["def relu(z): raise ValueError"],
    "an argument that is called": ["def relu(z): raise NotImplementedError(print(z))"],
    "decorated": ["@torch.no_grad()\n" + STUB],
    "defined twice": [STUB, "if True:\n    def relu(z): return z"],
    "assigned": [STUB, "relu = max"],
    "imported": [STUB, "from torch import relu"],
    "imported with all": [STUB, "from torch import *"],
    "missing": ["def other(z): raise NotImplementedError"],
    "a class": ["class relu:\n    raise NotImplementedError"],
}


def subject(cells: list[str]) -> Subject:
    """Return the subject that has these cells."""
    return Subject(tuple(Cell(f"cell-{n}", source, n) for n, source in enumerate(cells)))


@pytest.mark.parametrize("name", BLANK | BEGUN)
def test_what_is_blank(name: str) -> None:
    """A function that raises NotImplementedError, and nothing that might be another one."""
    assert is_blank(subject((BLANK | BEGUN)[name]), "relu") == (name in BLANK)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Return an engine for the whole course."""
    with Engine(ROOT, PARTS, Isolation.FULL) as started:
        yield started


@pytest.mark.parametrize("part", PARTS)
def test_running_it_comes_to_the_same(engine: Engine, part: str) -> None:
    """The whole release, as it is and with stubs that only running can show to be ones."""
    released = read_notebook(ROOT / "release" / "fr" / part / f"{part}.ipynb")
    blank = Subject.from_notebook(released)
    names = [exercise.name for exercise in load_part(ROOT, part).exercises]
    assert any(is_blank(blank, name) for name in names)
    hidden = [
        replace(c, source=c.source.replace("raise Not", "if True: raise Not")) for c in blank.cells
    ]
    run = Subject(tuple(hidden))
    assert not any(is_blank(run, name) for name in names)
    assert timeless(engine.grade(part, blank)) == timeless(engine.grade(part, run))


def timeless(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the answer without what takes another time at each run."""
    for result in answer["exercises"].values():
        for test in result["tests"].values():
            del test["seconds"]
    del answer["outputs"]  # counted by cell
    return answer
