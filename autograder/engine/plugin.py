"""The pytest plugin: fixtures, markers and options of suites.

Loaded by the course's ``conftest.py`` for ``pytest tests`` (subject: the solutions, or one notebook
with ``--subject``) and by the worker, which replaces pytest's run loop by its own.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.course.locate import find_course
from autograder.course.part import load_part
from autograder.engine.direct import device_of, reference_of
from autograder.engine.runner import Runner
from autograder.engine.running import Running, exercise_of, part_of
from autograder.engine.session import SubjectSession
from autograder.engine.student import Student
from autograder.engine.subject import Subject
from autograder.errors import AutograderError, UsageError
from autograder.model import Isolation, Part
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.levels import start_server, verify


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a suite run."""
    group = parser.getgroup("autograder")
    group.addoption("--subject", metavar="NOTEBOOK", help="run the suites against this notebook")
    group.addoption("--device", default="cpu", choices=["cpu", "cuda"], help="where tensors live")
    group.addoption(
        "--isolation",
        default=Isolation.FULL.value,
        choices=[level.value for level in Isolation],
        help="how strongly student code is separated",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers and make the runner."""
    config.addinivalue_line("markers", "visible: students see this test in their notebook")
    config.addinivalue_line("markers", "french(text): the French title of the test")
    config.addinivalue_line("markers", "weight(n): this test's share of the exercise's points")
    level = Isolation(config.getoption("--isolation"))

    def server(launched: ForkServer | None, forbidden: tuple[str, ...]) -> ForkServer:
        course, device = find_course(config.rootpath), config.getoption("--device")
        if launched is not None:
            return verify(launched, course, device)
        return start_server(level, course, device=device, forbidden=forbidden)

    config.stash[RUNNER] = Runner(server)
    config.stash[OPEN] = _Open()


@dataclass
class _Open:
    """The session of a plain ``pytest tests``: one at a time, kept while its subject lasts."""

    subject: str = ""
    stack: ExitStack = field(default_factory=ExitStack)
    session: SubjectSession | None = None


RUNNER: pytest.StashKey[Runner] = pytest.StashKey()
OPEN: pytest.StashKey[_Open] = pytest.StashKey()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close what an interactive run left open."""
    config.stash[OPEN].stack.close()
    config.stash[RUNNER].close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--subject``, keep the suites of the notebook's part alone."""
    notebook = config.getoption("--subject")
    if notebook is None:
        return
    try:
        part, _ = _notebook_subject(config.rootpath, notebook)
    except AutograderError as error:
        raise pytest.UsageError(str(error)) from error
    kept = [item for item in items if part_of(item) == part.name]
    config.hook.pytest_deselected(items=[item for item in items if part_of(item) != part.name])
    items[:] = kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> pytest.TestReport | None:
    """In the engine's own loop, note the outcome and leave the rendering out."""
    running = item.config.stash[RUNNER].running
    if running is None:
        return None
    error = call.excinfo.value if call.excinfo is not None else None
    running.conclude(call.when, error, call.duration)
    return pytest.TestReport(
        nodeid=item.nodeid,
        location=item.location,
        keywords={},
        outcome="failed" if call.excinfo else "passed",
        longrepr=None,
        when=call.when if call.when != "collect" else "call",
    )


@pytest.fixture
def running(request: pytest.FixtureRequest) -> Running:
    """Return the test that is running, with the session of its subject."""
    config = request.config
    runner = config.stash[RUNNER]
    if runner.running is not None:
        return runner.running
    try:
        return _interactive(config, request.node)
    except AutograderError as error:
        # Without a sandbox no test can run: say it once.
        pytest.exit(str(error), returncode=error.exit_code)


# `direct.FIXTURES` has the same values for tests that are run without pytest's protocol.
@pytest.fixture
def student(running: Running) -> Student:
    """The subject's functions: calls cross to the sandbox and back."""
    return running.student()


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """Return the module of the exercise's solution; it stays on this side of the boundary."""
    return reference_of(request.node)


@pytest.fixture
def rng(running: Running) -> np.random.Generator:
    """Return a generator seeded by the test's name: a regrade draws the same inputs."""
    return running.rng()


@pytest.fixture
def device(request: pytest.FixtureRequest) -> str:
    """Return where tensors live: ``"cpu"`` or ``"cuda"``."""
    return device_of(request.node)


def _interactive(config: pytest.Config, item: pytest.Item) -> Running:
    """Return the running test of a plain ``pytest tests``: one sandbox a subject."""
    notebook = config.getoption("--subject")
    runner = config.stash[RUNNER]
    if notebook is not None:
        part, subject = _notebook_subject(config.rootpath, notebook)
        key = notebook
    else:
        part = _part(find_course(item.path.parent), part_of(item))
        subject = solution_subject(part, exercise_of(item))
        key = f"{part.name}/{exercise_of(item)}"
    opened = config.stash[OPEN]
    if opened.subject != key or opened.session is None:
        opened.stack.close()
        opened.session = opened.stack.enter_context(runner.session(part, subject))
        opened.subject = key
    exercise = part.exercise(exercise_of(item))
    opened.session.forbid(exercise.forbidden)
    return Running(opened.session, part, exercise, item.name)


@cache
def _part(course: Path, name: str) -> Part:
    return load_part(course, name)


@cache
def _notebook_subject(root: Path, notebook: str) -> tuple[Part, Subject]:
    from autograder.gradebook.intake import read_submission

    submission = read_submission(find_course(root), Path(notebook))
    if submission.part is None:
        raise UsageError(f"{notebook} is not a notebook of this course.")
    return submission.part, Subject.from_notebook(submission.notebook)


def solution_subject(part: Part, name: str) -> Subject:
    """Return the solution of ``name`` as a subject: the whole file, imports included."""
    return Subject.from_code(name, part.exercise(name).solution.read_text(encoding="utf-8"))
