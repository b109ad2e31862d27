"""Keep what misconceptions answer, so that a course computes it once and not in every worker.

One file an exercise, below ``.autograder/`` in the course: a line with what the answers depend on
and the digest of what follows, then frames of the wire, read with the same suspicion. A file that
is missing, old or damaged only costs the time to make it again.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

from autograder.course.part import READ_BY_ENGINE, content_digest
from autograder.engine.student import Exchange
from autograder.model import Exercise, Outcome, TestResult
from autograder.sandbox import wire
from autograder.versions import code_digest
from autograder.whole_file import write_whole

Behaviour = tuple[Mapping[str, TestResult], Mapping[str, Exchange]]

# What a busy machine can bring about: never kept, lest it be believed for good.
BY_CHANCE = {
    Outcome.TIMED_OUT,
    Outcome.OUT_OF_MEMORY,
    Outcome.CRASHED,
    Outcome.GRADER_ERROR,
}


class Kept:
    """The answers that one course keeps for one kind of device."""

    def __init__(self, course: Path, device: str) -> None:
        """Look in ``course``; nothing is read yet."""
        self._course = course
        self._device = device

    def read(self, exercise: Exercise) -> dict[str, Behaviour]:
        """Return the behaviours that still hold, by the misconception's id; maybe none."""
        with suppress(OSError, ValueError, LookupError, TypeError, wire.BadFrame):
            head, _, body = self._place(exercise).read_bytes().partition(b"\n")
            if head == self._head(exercise.part, body):
                return _behaviours(wire.split_frames(body))
        return {}

    def write(self, exercise: Exercise, known: Mapping[str, Behaviour]) -> None:
        """Keep what of ``known`` does not depend on chance; where nothing can be written, nothing.

        Workers may write the same file at once: whoever reads a mixture finds that it is one.
        """
        with suppress(OSError, TypeError):
            body = b"".join(_frames(known))
            write_whole(self._place(exercise), self._head(exercise.part, body) + b"\n" + body)

    def _place(self, exercise: Exercise) -> Path:
        return self._course / ".autograder" / "behaviours" / exercise.part / exercise.name

    def _head(self, part: str, body: bytes) -> bytes:
        return f"{self._version(part)} {hashlib.sha256(body).hexdigest()}".encode()

    @cache  # noqa: B019 - there is one of these in a worker, for as long as it lives
    def _version(self, part: str) -> str:
        """Return a digest of all that an answer depends on."""
        versions = (platform.python_version(), np.__version__, torch.__version__, self._device)
        content = content_digest(self._course, part, READ_BY_ENGINE)
        return hashlib.sha256(repr((versions, content, code_digest())).encode()).hexdigest()


def _frames(known: Mapping[str, Behaviour]) -> Iterator[bytes]:
    for name, (results, exchanges) in known.items():
        if BY_CHANCE.isdisjoint(result.outcome for result in results.values()):
            for test, result in results.items():
                replies = exchanges[test].replies
                yield wire.encode_frame(0, [name, test, result.outcome.value, replies])


def _behaviours(frames: Iterable[Any]) -> dict[str, Behaviour]:
    found: dict[str, tuple[dict[str, TestResult], dict[str, Exchange]]] = {}
    for name, test, outcome, replies in frames:
        results, exchanges = found.setdefault(name, ({}, {}))
        results[test] = TestResult(Outcome(outcome))
        exchanges[test] = Exchange(replies)
    return dict(found)
