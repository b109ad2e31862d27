"""Run a test of a suite in this process, on what the course's authors wrote: no student code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from autograder.engine.direct import direct
from autograder.engine.running import Running, exercise_of
from autograder.model import Part


class Here:
    """Stands for the session and its sandbox: calls the solution where it is."""

    def __init__(self, module: ModuleType | SimpleNamespace) -> None:
        """Stand for a subject that defines what ``module`` does."""
        self._names = SimpleNamespace(**vars(module))
        self.failed_cells: dict[str, Any] = {}

    def request(self, ask: Callable[[Any], Any]) -> Any:
        """Return ``ask`` of this; there is nothing that could end."""
        return ask(self)

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any], _: int) -> list[Any]:
        """Return the reply of a sandbox to a call of the function ``name``."""
        return _answer(lambda: getattr(self._names, name)(*args, **kwargs))

    def run(self, source: str, driver: str, args: Sequence[Any], _: int) -> list[Any]:
        """Return the reply of a sandbox to a driver."""
        space: dict[str, Any] = {"np": np, "torch": torch}
        exec(source, space)  # a driver of the suite's: trusted
        return _answer(lambda: space[driver](self._names, *args))


def _answer(action: Callable[[], Any]) -> list[Any]:
    try:
        return ["value", action()]
    except Exception as error:  # expected by the test
        bases = [base.__name__ for base in type(error).__mro__]
        return ["raised", {"ename": type(error).__name__, "bases": bases, "frames": []}]


def run_here(part: Part, item: pytest.Item, here: Here) -> Running | None:
    """Run ``item`` on ``here`` and return what it came to; None if it takes pytest's protocol."""
    call = direct(item)
    if call is None:
        return None
    session: Any = here
    running = Running(session, part, part.exercise(exercise_of(item)), item.name)
    call.run(running, item)
    return running
