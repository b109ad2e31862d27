"""Run a hidden suite inside the student's own kernel, as stock nbgrader does: the peer to measure.

Nothing here is safe; it exists to time the same tests the usual way. A grading cell of the stock
course calls :func:`points`, whose value nbgrader takes as partial credit.
"""

from __future__ import annotations

import hashlib
import importlib.util
import types
from collections.abc import Iterator
from contextlib import contextmanager
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
    weights, passed = {}, []
    for test, weight, succeeded in results(course, part, name, names):
        weights[test] = weight
        passed += [test] if succeeded else []
    earned = sum(weights[test] for test in passed)
    return float(round(maximum * earned / sum(weights.values()), 2))


def results(
    course: str, part: str, name: str, names: dict[str, Any]
) -> Iterator[tuple[str, int, bool]]:
    """Yield each test of exercise ``name``, its weight, and whether it passed."""
    root = Path(course)
    suite = _load(root / "tests" / part / f"test_{name}.py")
    reference = _load(root / "solutions" / part / f"{name}.py")
    for test in [value for key, value in vars(suite).items() if key.startswith("test_")]:
        weight = next((m.args[0] for m in getattr(test, "pytestmark", []) if m.name == "weight"), 1)
        seed = hashlib.sha256(f"{part}/{name}/{test.__name__}".encode()).digest()[:4]
        fixtures = {
            "student": _Student(names),
            "reference": reference,
            "rng": np.random.default_rng(int.from_bytes(seed, "big")),
            "device": "cpu",
        }
        wanted = test.__code__.co_varnames[: test.__code__.co_argcount]
        try:
            test(**{key: fixtures[key] for key in wanted})
        except Exception:
            yield test.__name__, weight, False
        else:
            yield test.__name__, weight, True


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"{path.parent.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
