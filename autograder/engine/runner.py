"""Run collected pytest items against one subject, again and again, in one pytest session.

pytest collects the suites once; :meth:`Runner.grade` then runs their items for every subject: by a
plain call where that is the same (`direct`), through pytest's own protocol elsewhere. Reports are
made here rather than by pytest, because only the outcome is wanted: rendering a traceback costs
more than most tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from autograder.engine import messages
from autograder.engine.blank import Blanks, is_blank
from autograder.engine.direct import direct
from autograder.engine.forbidden import forbidden_use
from autograder.engine.foresight import Foresight
from autograder.engine.quiz import grade_questions, question_requests
from autograder.engine.running import Running, exercise_of
from autograder.engine.session import SubjectSession
from autograder.engine.student import Exchange
from autograder.engine.subject import Subject
from autograder.errors import GradingFault
from autograder.model import Exercise, Outcome, Part, Question, QuestionResult, TestResult
from autograder.sandbox.forkserver import ForkServer, ServerDied
from autograder.sandbox.sandbox import PRINTED, forbid_request
from autograder.sandbox.wire import Body, encode_body

# After so many timeouts the rest of an exercise is not tried: its points are lost to the limit.
MAX_TIMEOUTS = 2


@dataclass
class Graded:
    """Everything that one subject came to, before marks."""

    results: dict[str, Mapping[str, TestResult]] = field(default_factory=dict)
    questions: dict[str, QuestionResult] = field(default_factory=dict)
    exchanges: dict[str, Mapping[str, Exchange]] = field(default_factory=dict)
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


class Runner:
    """Runs suites against subjects; holds the fork server and replaces it when it dies."""

    def __init__(
        self, start_server: Callable[[ForkServer | None, tuple[str, ...]], ForkServer]
    ) -> None:
        """``start_server(launched, forbidden)`` returns a verified server, a new one for None."""
        self._start_server = start_server
        self._server: ForkServer | None = None
        self._launched: ForkServer | None = None
        self._forbidden: tuple[str, ...] = ()
        self.running: Running | None = None
        self._foresight = Foresight()
        self._blanks = Blanks()

    def expect(self, launched: ForkServer | None, forbidden: tuple[str, ...]) -> None:
        """Take a server that was launched already, and the names that it and others may forbid."""
        self._launched, self._forbidden = launched, forbidden

    @property
    def server(self) -> ForkServer:
        """The fork server, started on first use."""
        if self._server is None:
            launched, self._launched = self._launched, None
            self._server = self._start_server(launched, self._forbidden)
        return self._server

    def restart_server(self) -> None:
        """Order another server in the place of one that has died; the next use verifies it."""
        if self._server is not None:
            self._launched, self._server = self._server.another(), None

    def close(self) -> None:
        """End the server."""
        for server in (self._server, self._launched):
            if server is not None:
                server.close()

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

        A fork server that dies costs one retry; ``GradingFault`` when the next one dies too.
        """
        try:
            return self._grade(part, subject, items, questions, student)
        except ServerDied:
            self.restart_server()
        try:
            return self._grade(part, subject, items, questions, student)
        except ServerDied as error:
            self.restart_server()
            raise GradingFault(
                f"The sandbox was lost twice ({error}). Run the command again."
            ) from error

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
            for name, suite in groupby(items, exercise_of):
                exercise, tests = part.exercise(name), list(suite)
                blank = name not in session.failed_cells and is_blank(subject, name)
                known = self._blanks.results(part, exercise, tests) if blank else None
                if known is not None:
                    graded.results[name], graded.exchanges[name] = known
                    continue
                banned = forbidden_use(subject, name, exercise.forbidden)
                self._grade_exercise(graded, session, part, exercise, tests, banned)
            session.pass_over()
            ends = [forbid_request(()), PRINTED, *question_requests(questions)]
            session.send_ahead(("", encode_body(request)) for request in ends)
            session.forbid(())
            graded.printed = session.printed()
            graded.questions = grade_questions(session, questions, part.limits, student)
            graded.outputs = session.outputs
        return graded

    def _grade_exercise(
        self,
        graded: Graded,
        session: SubjectSession,
        part: Part,
        exercise: Exercise,
        items: Sequence[pytest.Item],
        banned: str | None,
    ) -> None:
        """Run the suite of one exercise, unless it uses the name ``banned``."""
        results: dict[str, TestResult] = {}
        exchanges: dict[str, Exchange] = {}
        graded.results[exercise.name], graded.exchanges[exercise.name] = results, exchanges
        session.pass_over()
        timeouts = 0
        for index, item in enumerate(items):
            running = Running(session, part, exercise, item.name)
            session.test = f"{exercise.name}/{item.name}"
            if banned is not None:
                text = messages.text("forbidden", name=banned)
                running.result = TestResult(Outcome.FORBIDDEN, text)
            elif timeouts < MAX_TIMEOUTS:
                session.send_ahead(self._foreseen(running, items[index:]))
                self.run_item(running, item)
                if session.server.fault is not None:  # the test may have swallowed it
                    raise session.server.fault
            else:
                text = messages.text("timed-out", seconds=f"{part.limits.call_seconds:g}")
                running.result = TestResult(Outcome.TIMED_OUT, text)
            timeouts += running.result.outcome is Outcome.TIMED_OUT
            results[item.name], exchanges[item.name] = running.result, running.exchange
            graded.errors += [running.error] if running.error else []

    def _foreseen(
        self, running: Running, items: Sequence[pytest.Item]
    ) -> Iterator[tuple[str, Body]]:
        """Yield what ``items``, tests of one exercise, will ask, each with its test."""
        forbidden = running.exercise.forbidden
        if running.session.forbidden != forbidden:
            yield "", encode_body(forbid_request(forbidden))
        for item in items:
            for body in self._foresight.requests(running.part, item):
                yield f"{running.exercise.name}/{item.name}", body

    def run_item(self, running: Running, item: pytest.Item) -> None:
        """Run one item; its result is left in ``running``."""
        running.session.forbid(running.exercise.forbidden)
        call = direct(item)
        if call is not None:
            call.run(running, item)
        else:
            self._run_by_protocol(running, item)

    def _run_by_protocol(self, running: Running, item: pytest.Item) -> None:
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
