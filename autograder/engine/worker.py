"""A worker of the engine: one process with one pytest session and one fork server.

Started by `start` with the arguments FD COURSE ISOLATION DEVICE PART...; reads one JSON request a
line from the socket FD and answers one JSON line each::

    {"part": .., "cells": [[id, source, index], ..], "exercises": [..] or null, "diagnose": bool,
     "student": id or "", "profile": bool}
        -> {"exercises": {..}, "questions": {..}, "outputs": {index: [..]}, "errors": [..],
            "calls": {exercise that did not pass, or did not run: [exercises that it calls]}}
           and with "profile": "seconds": {phase: ..}
    {"part": .., "floor": true} -> {"floor": seconds of the suites on the solutions, see `floor`}
        -> {"fault": why this submission could not be graded}

The questions of the part are graded with all its exercises, never with a choice of them.

It is on the trusted side: it holds suites, solutions and expected values.
"""

from __future__ import annotations

import gc
import json
import os
import select
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.course.part import load_part
from autograder.engine import plugin
from autograder.engine.diagnose import Diagnosis
from autograder.engine.floor import floor
from autograder.engine.forbidden import definitions_used
from autograder.engine.kept import Behaviour, Kept
from autograder.engine.marks import exercise_result
from autograder.engine.runner import Runner
from autograder.engine.running import exercise_of, part_of
from autograder.engine.subject import Subject
from autograder.errors import AutograderError, CourseError, GradingFault
from autograder.model import Exercise, Outcome, Part
from autograder.sandbox.forkserver import ForkServer
from autograder.stopwatch import WATCH


class Worker:
    """The plugin that replaces pytest's loop over items by a loop over requests."""

    def __init__(
        self,
        channel: socket.socket,
        course: Path,
        device: str = "cpu",
        launched: ForkServer | None = None,
        forbidden: tuple[str, ...] = (),
    ) -> None:
        """Answer requests from ``channel`` about the parts of ``course``.

        ``launched`` is a fork server that waits to be verified, ``forbidden`` what it may forbid.
        """
        self._launched, self._forbidden = launched, forbidden
        self._stream = channel.makefile("rw", encoding="utf-8")
        self._course = course
        self._parts: dict[str, Part] = {}
        self._items: dict[tuple[str, str], list[pytest.Item]] = {}
        self._runner: Runner | None = None
        self._diagnosis = Diagnosis(self._behave, Kept(course, device))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Serve until the client closes its end; True tells pytest that the loop is done."""
        self._runner = session.config.stash[plugin.RUNNER]
        if session.testsfailed:
            message = (
                f"The suites of {self._course / 'tests'} cannot be collected. "
                "Run `pytest tests` to see why, and repair them."
            )
            self._answer({"failed": message, "exit_code": CourseError.exit_code})
            return True
        for item in session.items:
            self._items.setdefault((part_of(item), exercise_of(item)), []).append(item)
        self._runner.expect(self._launched, self._forbidden)
        gc.freeze()  # what is loaded stays: looking through it again and again takes time
        gc.set_threshold(20_000)  # about a submission's worth, of which hardly any is garbage
        gc.enable()
        for request in self._requests():
            self._send(self._reply_to(request))
        return True

    def _requests(self) -> Iterator[dict[str, Any]]:
        assert self._runner is not None
        try:
            isolation = self._runner.server.level.value
        except AutograderError as error:
            self._answer({"failed": str(error), "exit_code": error.exit_code})
            return
        self._answer({"ready": True, "isolation": isolation})
        for line in self._stream:
            yield json.loads(line)
        os._exit(0)  # as `_end_with`, which may end us in the middle of anything that we did here

    def _reply_to(self, request: dict[str, Any]) -> str:
        """Return the answer as JSON; a fault of ours is one, and costs this submission alone."""
        # Surrogates that student code printed travel as escapes: ASCII is safe in any pipe.
        try:
            return json.dumps(self._grade(request))
        except AutograderError as error:
            return json.dumps({"fault": str(error)})
        except Exception as error:
            return json.dumps({"fault": str(GradingFault.unexpected(error))})

    def _answer(self, reply: dict[str, Any]) -> None:
        self._send(json.dumps(reply))

    def _send(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()

    def _part(self, name: str) -> Part:
        if name not in self._parts:
            self._parts[name] = load_part(self._course, name)
        return self._parts[name]

    def _grade(self, request: dict[str, Any]) -> dict[str, Any]:
        part = self._part(request["part"])
        if request.get("floor"):
            return {"floor": floor(part, [i for e in part.exercises for i in self._suite(e)])}
        WATCH.on = request.get("profile", False)
        with WATCH.phase("pytest"):
            answer = self._answer_to(part, request)
        return answer | ({"seconds": WATCH.take()} if WATCH.on else {})

    def _answer_to(self, part: Part, request: dict[str, Any]) -> dict[str, Any]:
        assert self._runner is not None
        names = request.get("exercises") or [exercise.name for exercise in part.exercises]
        items = [item for name in names for item in self._items[part.name, name]]
        subject = Subject.from_json(request["cells"])
        questions = () if request.get("exercises") else part.questions
        student = request.get("student", "")
        graded = self._runner.grade(part, subject, items, questions, student)
        results = {}
        for name in names:
            exercise = part.exercise(name)
            observed = (graded.results[name], graded.exchanges[name])
            found = self._diagnosis.name(exercise, observed) if request.get("diagnose") else ()
            results[name] = exercise_result(exercise, graded.results[name], found)
        passed = {name for name, result in results.items() if result.outcome is Outcome.PASSED}
        calls = {
            e.name: [used for used, _ in definitions_used(subject, e.name) if used in part.points]
            for e in part.exercises
            if e.name not in passed
        }
        outputs = {str(index): value for index, value in graded.outputs.items()}
        answers = {name: result.to_json() for name, result in graded.questions.items()}
        return {
            "exercises": {name: result.to_json() for name, result in results.items()},
            "calls": calls,
            "questions": answers,
            "outputs": outputs,
            "printed": graded.printed,
            "errors": graded.errors,
        }

    def _suite(self, exercise: Exercise) -> list[pytest.Item]:
        return self._items[exercise.part, exercise.name]

    def _behave(self, exercise: Exercise, source: str) -> Behaviour:
        assert self._runner is not None
        subject = Subject.from_code(exercise.name, source)
        items = self._suite(exercise)
        graded = self._runner.grade(self._part(exercise.part), subject, items)
        return graded.results[exercise.name], graded.exchanges[exercise.name]


def _end_with(channel: socket.socket) -> None:
    """End when the client does, in the middle of a submission too: nobody will read the answer.

    The fork server sees its socket closed and leaves nothing behind.
    """
    hang_up = select.poll()
    hang_up.register(channel, 0)  # POLLHUP is always reported
    hang_up.poll()
    os._exit(0)


def main(
    argv: list[str], launched: ForkServer | None = None, forbidden: tuple[str, ...] = ()
) -> int:
    """Run pytest around the worker; pytest's own output goes to stderr."""
    channel = socket.socket(fileno=int(argv[0]))
    threading.Thread(target=_end_with, args=(channel,), daemon=True).start()
    course, isolation, device, parts = Path(argv[1]), argv[2], argv[3], argv[4:]
    os.dup2(2, 1)  # pytest writes to stdout, which belongs to the command that started us
    # The course's own addopts name options of plugins that are off here.
    options = [
        "-o",
        "addopts=",
        "--import-mode=importlib",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:terminal",
        "-p",
        "no:logging",
    ]
    options += [
        "-p",
        "autograder.engine.plugin",
        "-p",
        "no:faulthandler",
        "--capture=no",
        "--assert=plain",
    ]
    options += [f"--rootdir={course}", f"--isolation={isolation}", f"--device={device}"]
    # A part without exercises has no suites: its lesson, where pytest finds nothing, stands in.
    trees = {part: "tests" if (course / "tests" / part).is_dir() else "lessons" for part in parts}
    suites = [str(course / tree / part) for part, tree in trees.items()]
    worker = Worker(channel, course, device, launched, forbidden)
    return int(pytest.main([*options, *suites], plugins=[worker]))
