"""Know what the tests of an exercise will ask, so that it can be sent before it is asked.

A round trip between worker and sandbox costs several times what most calls take: two processes fall
asleep and are woken in turn. Suites draw their inputs from generators that are seeded by the test's
name, so they ask every submission the same. What they ask is found by running them here once, on
the solutions, without a sandbox: it depends on the suites alone, never on an earlier submission.

A test that asks something else, because of what it was answered, is asked for it as ever. See
docs/decisions/0019.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from autograder.engine.direct import reference_of
from autograder.engine.here import Here, run_here
from autograder.model import Part
from autograder.sandbox.sandbox import AHEAD_BYTES, call_request, run_request
from autograder.sandbox.wire import Body, encode_body


class Foresight:
    """The requests of the tests of a course, found when a test is first about to run."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[pytest.Item, list[Body]] = {}

    def requests(self, part: Part, item: pytest.Item) -> list[Body]:
        """Return what ``item`` will ask, in this order; nothing where that cannot be found out."""
        if item not in self._known:
            self._known[item] = _find(part, item)
        return self._known[item]


def _find(part: Part, item: pytest.Item) -> list[Body]:
    box = _Asked(reference_of(item))
    run_here(part, item, box)
    return box.asked


class _Asked(Here):
    """Answers like the solution, and remembers what it was asked."""

    def __init__(self, module: Any) -> None:
        super().__init__(module)
        self.asked: list[Body] = []
        self._room = AHEAD_BYTES

    def _remember(self, request: list[Any]) -> None:
        # What is too large to be sent ahead, and what comes after it, is not worth its memory.
        body = encode_body(request)
        self._room -= body.size
        if self._room >= 0:
            self.asked.append(body)

    def call(
        self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any], seed: int
    ) -> list[Any]:
        self._remember(call_request(name, args, kwargs, seed))
        return super().call(name, args, kwargs, seed)

    def run(self, source: str, driver: str, args: Sequence[Any], seed: int) -> list[Any]:
        self._remember(run_request(source, driver, args, seed))
        return super().run(source, driver, args, seed)
