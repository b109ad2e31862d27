"""Run a hidden suite inside the student's own kernel, as stock nbgrader does: the peer to measure.

Nothing here is safe; it exists to time the same tests the usual way. A grading cell of the stock
course calls :func:`points`, whose value nbgrader takes as partial credit; a case of the otter
assignment calls :func:`run`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np


class _Student:
    """The ``student`` fixture without a boundary: calls go straight to the notebook's names."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names

    def __getattr__(self, name: str) -> Any:
        return self._names[name]

    def run(self, driver: Any, *args: Any) -> Any:
        return driver(types.SimpleNamespace(**self._names), *args)

    @contextmanager
    def raises(self, *errors: type[Exception]) -> Any:
        try:
            yield
        except errors:
            return
        raise AssertionError


def points(course: str, part: str, name: str, maximum: float, names: dict[str, Any]) -> float:
    """Return the points of exercise ``name``: its suite run in this very process."""
    found = list(results(course, part, name, names))
    earned = sum(weight for _, weight, passed in found if passed)
    return float(round(maximum * earned / sum(weight for _, weight, _ in found), 2))


def results(
    course: str, part: str, name: str, names: dict[str, Any]
) -> Iterator[tuple[str, int, bool]]:
    """Yield each test of exercise ``name``, its weight, and whether it passed."""
    suite = _load(Path(course) / "tests" / part / f"test_{name}.py")
    for test in [key for key in vars(suite) if key.startswith("test_")]:
        marks = getattr(getattr(suite, test), "pytestmark", [])
        weight = next((m.args[0] for m in marks if m.name == "weight"), 1)
        try:
            run(course, part, name, test, names)
        except Exception:
            yield test, weight, False
        else:
            yield test, weight, True


def run(course: str, part: str, name: str, test: str, names: dict[str, Any]) -> None:
    """Run one test; it raises what it raises."""
    root = Path(course)
    function = getattr(_load(root / "tests" / part / f"test_{name}.py"), test)
    seed = hashlib.sha256(f"{part}/{name}/{test}".encode()).digest()[:4]
    fixtures = {
        "student": _Student(names),
        "reference": _load(root / "solutions" / part / f"{name}.py"),
        "rng": np.random.default_rng(int.from_bytes(seed, "big")),
        "device": "cpu",
    }
    wanted = function.__code__.co_varnames[: function.__code__.co_argcount]
    function(**{key: fixtures[key] for key in wanted})


@cache
def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"{path.parent.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
