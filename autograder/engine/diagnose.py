"""Name the mistake: whose answers are the student's?

The probe inputs are the suite's own: seeds are fixed, so a subject that computes what a
misconception computes gives the same replies to the same questions. A misconception is named when
every test came to the same outcome with the same replies, up to rounding. An unknown mistake gets
no guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch

from autograder.engine.kept import Behaviour, Kept
from autograder.model import Exercise, Outcome

# Outcomes that say that there is no answer to compare.
NO_ANSWER = {Outcome.NOT_IMPLEMENTED, Outcome.GRADER_ERROR, Outcome.FORBIDDEN}
# A process that ends every time has shown nothing of what it computes.
ENDED = {Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY}


class Diagnosis:
    """Behaviours of the misconceptions, computed on first need and kept."""

    def __init__(self, behave: Callable[[Exercise, str], Behaviour], kept: Kept) -> None:
        """``behave(exercise, source)`` runs the exercise's suite against ``source``."""
        self._behave = behave
        self._kept = kept
        self._known: dict[tuple[str, str], Mapping[str, Behaviour]] = {}

    def name(self, exercise: Exercise, observed: Behaviour) -> tuple[str, ...]:
        """Return the ids of the misconceptions that behave as ``observed``."""
        outcomes = [result.outcome for result in observed[0].values()]
        if all(o is Outcome.PASSED for o in outcomes) or NO_ANSWER & set(outcomes):
            return ()
        if set(outcomes) <= ENDED:
            return ()
        known = self._behaviours(exercise)
        return tuple(name for name, other in known.items() if same_behaviour(observed, other))

    def _behaviours(self, exercise: Exercise) -> Mapping[str, Behaviour]:
        """Return how each misconception of ``exercise`` behaves, in the order of the course."""
        key = (exercise.part, exercise.name)
        if key not in self._known:
            kept = self._kept.read(exercise)
            known = {
                m.id: kept.get(m.id) or self._behave(exercise, m.source)
                for m in exercise.misconceptions
            }
            if known.keys() - kept.keys():
                self._kept.write(exercise, known)
            self._known[key] = known
        return self._known[key]


def same_behaviour(one: Behaviour, other: Behaviour) -> bool:
    """Return whether two subjects came to the same outcomes with the same replies."""
    return all(
        one[0][test].outcome is other[0][test].outcome
        and same(one[1][test].replies, other[1][test].replies)
        for test in one[0]
    )


def same(a: Any, b: Any) -> bool:
    """Return whether two replies are equal up to rounding; NaN equals NaN."""
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
        if a.dtype != b.dtype or a.shape != b.shape:
            return False
        rtol = 1e-9 if a.dtype == torch.float64 else 1e-5
        return _close(a.cpu().double().numpy(), b.cpu().double().numpy(), rtol)
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.dtype.kind == b.dtype.kind and a.shape == b.shape and _close(a, b, 1e-9)
    if isinstance(a, float) and isinstance(b, float):
        return _close(np.asarray(a), np.asarray(b), 1e-9)
    if type(a) is not type(b):
        return False
    return bool(a.equals(b)) if hasattr(a, "equals") else bool(a == b)


def _close(a: Any, b: Any, rtol: float) -> bool:
    if a.dtype.kind not in "fc":
        return bool(np.array_equal(a, b))
    return bool(np.allclose(a, b, rtol=rtol, atol=1e-12, equal_nan=True))
