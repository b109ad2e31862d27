"""Run collected pytest items against one subject, again and again, in one pytest session.

pytest collects the suites once; :meth:`Runner.grade` then runs their items through pytest's own
protocol for every subject. Reports are made here rather than by pytest, because only the outcome
is wanted: rendering a traceback costs more than most tests.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from autograder.engine import messages
from autograder.engine.comparing import Mismatch
from autograder.engine.forbidden import forbidden_use
from autograder.engine.quiz import grade_questions
from autograder.engine.session import SubjectSession
from autograder.engine.student import Exchange, Student, StudentFailure
from autograder.engine.subject import Subject
from autograder.model import Exercise, Outcome, Part, Question, QuestionResult, TestResult
from autograder.sandbox.forkserver import ForkServer, ServerDied

# After so many timeouts the rest of an exercise is not tried: its points are lost to the limit.
MAX_TIMEOUTS = 2


@dataclass
class Graded:
    """Everything that one subject came to, before marks."""

    results: dict[str, dict[str, TestResult]] = field(default_factory=dict)
    questions: dict[str, QuestionResult] = field(default_factory=dict)
    exchanges: dict[str, dict[str, Exchange]] = field(default_factory=dict)
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


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

    def conclude(self, call: pytest.CallInfo[None]) -> None:
        """Turn what pytest caught into a result; a fault outside the call is ours."""
        error = call.excinfo.value if call.excinfo is not None else None
        if call.when == "call":
            self.result = self._classify(error, call.duration)
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
            case Exception() if self.exchange.received and not isinstance(
                error, OSError | MemoryError
            ):
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


class Runner:
    """Runs suites against subjects; holds the fork server and replaces it when it dies."""

    def __init__(self, start_server: Any) -> None:
        """``start_server()`` returns a new, verified :class:`ForkServer`."""
        self._start_server = start_server
        self._server: ForkServer | None = None
        self.running: Running | None = None

    @property
    def server(self) -> ForkServer:
        """The fork server, started on first use."""
        if self._server is None:
            self._server = self._start_server()
        return self._server

    def restart_server(self) -> None:
        """Forget a server that has died; the next use starts another."""
        if self._server is not None:
            self._server.close()
            self._server = None

    @contextmanager
    def session(self, part: Part, subject: Subject, student: str = "") -> Iterator[SubjectSession]:
        """Yield a session of ``subject`` in a new sandbox."""
        env = {"NBGRADER_EXECUTION": "autograde"}
        if student:  # as on a JupyterHub: the notebook draws the numbers of its quiz from it
            env["JUPYTERHUB_USER"] = student
        with SubjectSession(self.server, subject, part.limits, env) as session:
            yield session

    def grade(
        self,
        part: Part,
        subject: Subject,
        items: Sequence[pytest.Item],
        questions: Sequence[Question] = (),
        student: str = "",
    ) -> Graded:
        """Run ``items`` against ``subject``, and grade its answers to ``questions``.

        A fork server that dies costs one retry.
        """
        try:
            return self._grade(part, subject, items, questions, student)
        except ServerDied:
            self.restart_server()
            return self._grade(part, subject, items, questions, student)

    def _grade(
        self,
        part: Part,
        subject: Subject,
        items: Sequence[pytest.Item],
        questions: Sequence[Question],
        student: str,
    ) -> Graded:
        graded = Graded()
        with self.session(part, subject, student) as session:
            session.execute_if_possible()
            timeouts: dict[str, int] = {}
            banned: dict[str, str | None] = {}
            for item in items:
                name = exercise_of(item)
                running = Running(session, part, part.exercise(name), item.name)
                if name not in banned:
                    banned[name] = forbidden_use(subject, name, running.exercise.forbidden)
                if banned[name] is not None:
                    text = messages.text("forbidden", name=banned[name])
                    running.result = TestResult(Outcome.FORBIDDEN, text)
                elif timeouts.get(name, 0) < MAX_TIMEOUTS:
                    self.run_item(running, item)
                else:
                    seconds = f"{part.limits.call_seconds:g}"
                    text = messages.text("timed-out", seconds=seconds)
                    running.result = TestResult(Outcome.TIMED_OUT, text)
                timeouts[name] = timeouts.get(name, 0) + (
                    running.result.outcome is Outcome.TIMED_OUT
                )
                graded.results.setdefault(name, {})[item.name] = running.result
                graded.exchanges.setdefault(name, {})[item.name] = running.exchange
                graded.errors += [running.error] if running.error else []
            session.forbid(())
            graded.questions = grade_questions(session, questions, part.limits, student)
            graded.outputs = session.outputs
        return graded

    def run_item(self, running: Running, item: pytest.Item) -> None:
        """Run one item; its result is left in ``running``."""
        running.session.forbid(running.exercise.forbidden)
        self.running = running
        start = time.perf_counter()
        try:
            # No next item: which one comes is not known before this one has its outcome.
            runtestprotocol(item, log=False, nextitem=None)
        finally:
            self.running = None
        if running.result.outcome is Outcome.GRADER_ERROR and not running.error:
            seconds = time.perf_counter() - start
            running.error = (
                f"{running.exercise.name}/{running.test}: no result after {seconds:.1f} s"
            )


def exercise_of(item: pytest.Item) -> str:
    """Return the exercise whose suite ``item`` belongs to: ``tests/PART/test_NAME.py``."""
    return item.path.stem.removeprefix("test_")


def part_of(item: pytest.Item) -> str:
    """Return the part whose suite ``item`` belongs to."""
    return item.path.parent.name
