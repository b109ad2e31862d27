"""One test while it runs: what its fixtures need, and what it came to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import numpy as np
import pytest
import torch

from autograder.engine import messages
from autograder.engine.comparing import Mismatch
from autograder.engine.session import SubjectSession
from autograder.engine.student import Exchange, Student, StudentFailure
from autograder.model import Exercise, Outcome, Part, TestResult


@dataclass
class Running:
    """The test that is running: what the fixtures and the report hook share."""

    session: SubjectSession
    part: Part
    exercise: Exercise
    test: str
    exchange: Exchange = field(default_factory=Exchange)
    result: TestResult = field(default_factory=TestResult)
    error: str = ""

    @property
    def seed(self) -> int:
        """Return a number that depends on the test's name alone."""
        name = f"{self.part.name}/{self.exercise.name}/{self.test}"
        return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")

    def student(self) -> Student:
        """Return the proxy for this test."""
        limits = self.part.limits
        return Student(self.session, self.exercise.name, limits, self.seed, self.exchange)

    def rng(self) -> np.random.Generator:
        """Return a generator seeded by the test's name: a regrade draws the same inputs."""
        return np.random.default_rng(self.seed)

    def conclude(self, when: str, error: BaseException | None, seconds: float) -> None:
        """Turn what ended one phase of the test into a result; a fault outside the call is ours."""
        if when == "call":
            self.result = self._classify(error, seconds)
        elif error is not None:
            self._fault(error)

    def _classify(self, error: BaseException | None, seconds: float) -> TestResult:
        match error:
            case None:
                return TestResult(Outcome.PASSED, messages.text("passed"), seconds)
            case StudentFailure():
                return TestResult(error.outcome, error.text, seconds)
            case pytest.skip.Exception():
                return TestResult(Outcome.SKIPPED, messages.text("skipped"), seconds)
            case Exception() if not self.exchange.replies:
                # Nothing was asked of the student yet: the test itself is broken.
                self._fault(error)
                return self.result
            case Mismatch():
                return TestResult(Outcome.FAILED, error.text, seconds)
            case AssertionError():
                return TestResult(Outcome.FAILED, messages.text("check-failed"), seconds)
            case Exception() if self.exchange.received and not _of_the_machine(error):
                # The solution passes this test (check-course proves it), so what the test could
                # not handle is the student's value.
                got = type(self.exchange.replies[-1][1]).__name__
                return TestResult(Outcome.FAILED, messages.text("unusable-value", got=got), seconds)
        assert error is not None
        self._fault(error)
        return self.result

    def _fault(self, error: BaseException) -> None:
        self.result = TestResult(Outcome.GRADER_ERROR, messages.text("grader-error"))
        self.error = f"{self.exercise.name}/{self.test}: {type(error).__name__}: {error}"


def _of_the_machine(error: Exception) -> bool:
    """Return whether ``error``, raised on our side, says that this machine lacks something."""
    if isinstance(error, OSError | MemoryError | torch.cuda.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and "CUDA error" in str(error)


def exercise_of(item: pytest.Item) -> str:
    """Return the exercise whose suite ``item`` belongs to: ``tests/PART/test_NAME.py``."""
    return item.path.stem.removeprefix("test_")


def part_of(item: pytest.Item) -> str:
    """Return the part whose suite ``item`` belongs to."""
    return item.path.parent.name
