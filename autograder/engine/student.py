"""The ``student`` fixture: the only door from a suite to the subject.

``student.NAME(...)`` calls one function in the sandbox, ``student.run(driver, ...)`` runs a driver
beside the student's code. What comes back is plain data; what goes wrong on the other side is a
:class:`StudentFailure` that carries the outcome and the sentence for the student.
"""

from __future__ import annotations

import builtins
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import CodeType
from typing import Any

from autograder.engine import messages, redact
from autograder.engine.comparing import Mismatch
from autograder.engine.session import SubjectSession
from autograder.model import Limits, Outcome, Text
from autograder.sandbox.sandbox import Sandbox, SandboxEnded

ENDED = {
    Outcome.TIMED_OUT: "timed-out",
    Outcome.OUT_OF_MEMORY: "out-of-memory",
    Outcome.CRASHED: "crashed",
}


class StudentFailure(Exception):
    """The subject did not answer with a value."""

    def __init__(self, outcome: Outcome, text: Text, bases: frozenset[str] = frozenset()) -> None:
        """Keep the outcome, the student's sentence and the names of the builtin error classes."""
        super().__init__(f"{outcome}: {text.en}")
        self.outcome = outcome
        self.text = text
        self.bases = bases


@dataclass
class Exchange:
    """What one test asked and got: the material of the diagnosis."""

    replies: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def received(self) -> bool:
        """Whether a value of the student's has reached the test."""
        return any(kind == "value" for kind, _ in self.replies)


class Student:
    """Calls into the sandbox, for one test."""

    def __init__(
        self, session: SubjectSession, exercise: str, limits: Limits, seed: int, exchange: Exchange
    ) -> None:
        """Bind the proxy to one test of ``exercise``."""
        self._session = session
        self._exercise = exercise
        self._limits = limits
        self._seed = seed
        self._exchange = exchange

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a function that calls the student's ``name``."""
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._ask(
            lambda box: box.call(name, args, kwargs, self._seed), name
        )

    def run(self, driver: Callable[..., Any], *args: Any) -> Any:
        """Run ``driver(module, *args)`` beside the student's code and return its plain result."""
        source = driver_source(driver)
        return self._ask(lambda box: box.run(source, driver.__name__, args, self._seed), source)

    @contextmanager
    def raises(self, *errors: type[Exception]) -> Iterator[None]:
        """Expect the student's code to raise one of ``errors``, builtin exception classes."""
        names = {error.__name__ for error in errors}
        try:
            yield
        except StudentFailure as failure:
            if failure.outcome is Outcome.RAISED and names & failure.bases:
                return
            raise
        raise Mismatch(messages.text("expected-error", expected=" / ".join(sorted(names))))

    def _ask(self, ask: Callable[[Sandbox], Any], names: str) -> Any:
        """Return the value; ``names`` is a text with the names that may turn out to be missing."""
        try:
            reply = self._session.request(ask)
        except SandboxEnded as ended:
            raise self._record(self._ended(ended)) from None
        match reply:
            case ["value", value]:
                self._exchange.replies.append(("value", value))
                return value
            case ["raised", dict(info)]:
                raise self._record(self._raised(info))
            case ["missing", str(name)]:
                raise self._record(self._missing(redact.missing_name(name, names)))
            case ["unsendable", str(kind)]:
                text = messages.text("unsendable", type=redact.unsendable(kind))
                raise self._record(StudentFailure(Outcome.FAILED, text))
            case ["forbidden", str(name)]:
                known = redact.forbidden_name(name, self._session.forbidden)
                text = messages.text("forbidden", name=known)
                raise self._record(StudentFailure(Outcome.FORBIDDEN, text))
        text = messages.text("crashed")
        raise self._record(StudentFailure(Outcome.CRASHED, text))

    def _record(self, failure: StudentFailure) -> StudentFailure:
        self._exchange.replies.append((failure.outcome.value, sorted(failure.bases)))
        return failure

    def _ended(self, ended: SandboxEnded) -> StudentFailure:
        return StudentFailure(ended.outcome, ended_text(ended.outcome, self._limits))

    def _raised(self, info: dict[Any, Any]) -> StudentFailure:
        bases = frozenset(
            name
            for name in info.get("bases", [])
            if isinstance(getattr(builtins, str(name), 0), type)
        )
        if info.get("memory") is True:
            return StudentFailure(
                Outcome.OUT_OF_MEMORY,
                messages.text("out-of-memory", limit=self._limits.memory_mb),
            )
        if "NotImplementedError" in bases:
            return StudentFailure(Outcome.NOT_IMPLEMENTED, messages.text("not-implemented"), bases)
        where = self._where(info.get("frames"))
        error = redact.error_name(info.get("ename"), info.get("bases", []))
        text = messages.text("raised", error=error, where=where)
        return StudentFailure(Outcome.RAISED, text, bases)

    def _where(self, frames: Any) -> Text:
        """Return the last line of a traceback that is in the exercise's own cell."""
        lines = self._session.lines(self._exercise)
        for frame in reversed(frames if isinstance(frames, list) else []):
            match frame:
                case [self._exercise, int(line), *_] if 0 < line <= len(lines):
                    code = redact.code(lines[line - 1])
                    return messages.text("at-line", line=line, code=code)
        return Text("", "")

    def _missing(self, name: str) -> StudentFailure:
        failed = self._session.failed_cells.get(self._exercise)
        if failed is None:
            return StudentFailure(Outcome.NOT_IMPLEMENTED, messages.text("missing", name=name))
        if "outcome" in failed:
            return self._ended(SandboxEnded(failed["outcome"], ""))
        line = re.search(r"line (\d{1,5})", " ".join(map(str, failed.get("traceback", [])))[:4000])
        where = self._where([[self._exercise, int(line[1])]] if line else [])
        error = redact.identifier(failed.get("ename"))
        text = messages.text("cell-failed", name=name, error=error, where=where)
        return StudentFailure(Outcome.RAISED, text)


def driver_source(driver: Callable[..., Any]) -> str:
    """Return the source of a driver, refusing one that needs anything of its surroundings."""
    return _source_of(driver.__code__, driver.__name__)


@cache  # a driver inside a test is a new function at each run, of the same code
def _source_of(code: CodeType, name: str) -> str:
    if code.co_freevars:
        names = ", ".join(code.co_freevars)
        raise TypeError(f"driver {name} uses {names} of the test: pass it as an argument")
    return textwrap.dedent(inspect.getsource(code))


def ended_text(outcome: Outcome, limits: Limits) -> Text:
    """Return what the student reads about a process that ended."""
    return messages.text(
        ENDED.get(outcome, "crashed"),
        seconds=f"{limits.call_seconds:g}",
        limit=limits.memory_mb,
    )
