"""A test that is called directly comes to what pytest's protocol makes of it."""

from __future__ import annotations

import json
import sys
from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.course.part import load_part
from autograder.engine import pool, runner
from autograder.engine.direct import direct
from autograder.engine.plugin import RUNNER
from autograder.engine.running import Running
from autograder.engine.subject import Cell, Subject
from autograder.model import Exercise, Isolation, Limits
from selftests.test_suites import CASES, COURSE

PART = "part05_first_network"

PLAIN = """
import warnings
import numpy as np
import pytest

def test_passes(student, reference, rng, device):
    assert (reference.NAME, device) == ("odd", "cpu")
    assert rng.integers(10**9) == np.random.default_rng(RNG).integers(10**9)

@pytest.mark.french("avec")
@pytest.mark.parametrize("n", [1, 2])
def test_parameter(n):
    assert n == 1

def test_raises(): raise ValueError("broken")
def test_fails(): assert 1 == 2
def test_skips(): pytest.skip("no")
def test_exits(): raise SystemExit(3)
def test_warns(): warnings.warn("old", DeprecationWarning)
def test_returns(): return 1
def test_divides(): np.float64(1) / np.float64(0)
"""
OWN = "import pytest\n@pytest.fixture\ndef own(): return 1\n"
PROTOCOL = {
    "own fixture": f"{OWN}def test_x(own): assert own == 1\n",
    "used fixture": f"{OWN}@pytest.mark.usefixtures('own')\ndef test_x(): pass\n",
    "autouse": f"{OWN.replace('fixture', 'fixture(autouse=True)')}def test_x(): pass\n",
    "overridden": f"{OWN.replace('own', 'rng')}def test_x(rng): assert rng == 1\n",
    "indirect": f"{OWN}@pytest.mark.parametrize('own', [1], indirect=['own'])\n"
    "def test_x(own): pass\n",
    "setup": "def setup_function(): pass\ndef test_x(): pass\n",
    "module setup": "def setup_module(): pass\ndef test_x(): pass\n",
    "class": "class TestX:\n    def test_x(self): pass\n",
    "unittest": "import unittest\nclass TestX(unittest.TestCase):\n    def test_x(self): pass\n",
    "temporary directory": "def test_x(tmp_path): pass\n",
    "request": "def test_x(request): pass\n",
    "expected failure": "import pytest\n@pytest.mark.xfail\ndef test_x(): assert 0\n",
    "filter": "import pytest\n@pytest.mark.filterwarnings('ignore')\ndef test_x(): pass\n",
    "decorated": "from unittest import mock\n@mock.patch('os.sep', 1)\ndef test_x(): pass\n",
}


class Loop:
    """A plugin that hands over what was collected instead of running it."""

    def __init__(self, visit: Any) -> None:
        """Call ``visit`` with the session."""
        self.visit = visit

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run nothing."""
        self.visit(session)
        return True


def collect(tmp_path: Path, suite: str, visit: Any, conftest: str = "") -> None:
    """Collect ``suite`` as a course's, with an error for every warning, and visit the session."""
    (tmp_path / "solutions" / "part").mkdir(parents=True)
    (tmp_path / "tests" / "part").mkdir(parents=True)
    (tmp_path / "solutions" / "part" / "odd.py").write_text("NAME = 'odd'\n")
    (tmp_path / "tests" / "part" / "test_odd.py").write_text(suite)
    (tmp_path / "tests" / "conftest.py").write_text(conftest)
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    options = ["-p", "autograder.engine.plugin", "-p", "no:cacheprovider"]
    options += ["-p", "no:terminal", "--import-mode=importlib", f"--rootdir={tmp_path}"]
    ended = pytest.main([*options, str(tmp_path / "tests")], plugins=[Loop(visit)])
    for name in ("tests.part.test_odd", "tests.conftest"):
        sys.modules.pop(name, None)  # the next course has one of the same name
    assert ended == 0


def result(item: pytest.Item) -> tuple[str, str, str]:
    """Return what running ``item`` comes to, without a subject."""
    exercise: Any = SimpleNamespace(name="odd", forbidden=())
    part: Any = SimpleNamespace(name="part", limits=Limits())
    session: Any = SimpleNamespace(forbid=lambda _: None)
    running = Running(session, part, exercise, item.name)
    item.config.stash[RUNNER].run_item(running, item)
    where_and_what = ":".join(running.error.split(":")[:2])  # the rest is pytest's wording or ours
    return running.result.outcome.value, running.result.message.en, where_and_what


def test_plain_tests_come_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values of fixtures, parameters, failures, warnings, skips and exits."""
    seen: dict[str, list[Any]] = {}

    def visit(session: pytest.Session) -> None:
        for item in session.items:
            assert direct(item) is not None, item.name
            seen[item.name] = [result(item)]
        monkeypatch.setattr(runner, "direct", lambda _: None)
        for item in session.items:
            seen[item.name].append(result(item))

    exercise: Any = SimpleNamespace(name="odd")
    part: Any = SimpleNamespace(name="part", limits=Limits())
    seed = Running(None, part, exercise, "test_passes").seed  # type: ignore[arg-type]
    collect(tmp_path, PLAIN.replace("RNG", str(seed)), visit)
    assert {name: ours for name, (ours, _) in seen.items()} == {
        name: pytests for name, (_, pytests) in seen.items()
    }
    assert seen["test_passes"][0][0] == seen["test_parameter[1]"][0][0] == "PASSED"
    assert seen["test_skips"][0][0] == "SKIPPED"
    assert {ours[0] for name, (ours, _) in seen.items() if "pass" not in name} == {
        "PASSED",
        "SKIPPED",
        "GRADER_ERROR",
    }
    assert len(seen) == 10


@pytest.mark.parametrize("name", PROTOCOL)
def test_whatever_asks_for_more_goes_through_the_protocol(tmp_path: Path, name: str) -> None:
    """Fixtures, set-up, marks and classes of any other kind."""
    found: list[Any] = []
    collect(tmp_path, PROTOCOL[name], lambda session: found.extend(map(direct, session.items)))
    assert found == [None]


def test_hooks_of_the_course_are_called(tmp_path: Path) -> None:
    """A conftest that looks at each test sees each test."""
    found: list[Any] = []
    hook = "def pytest_runtest_setup(item): pass\n"
    collect(
        tmp_path,
        "def test_x(): pass\n",
        lambda session: found.extend(map(direct, session.items)),
        hook,
    )
    assert found == [None]


def notebooks() -> list[Subject]:
    """Return notebooks that hold, of every exercise, one answer each: right, wrong or unusual."""
    by_exercise = []
    for exercise in load_part(COURSE, PART).exercises:
        sources = [exercise.solution.read_text(encoding="utf-8")]
        sources += [source for case, _, source in CASES if same(case, exercise)][:1]
        sources += [m.source for m in exercise.misconceptions][:3]
        by_exercise.append([(exercise.name, source) for source in sources])
    rows = zip_longest(*by_exercise)
    return [
        Subject(tuple(Cell(*cell, index) for index, cell in enumerate(filter(None, row))))
        for row in rows
    ]


def same(one: Exercise, other: Exercise) -> bool:
    """Return whether two readings of the course mean the same exercise."""
    return (one.part, one.name) == (other.part, other.name)


def test_suites_of_a_part_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solutions, misconceptions and an alternative of each exercise: outcomes and messages."""
    answers = []
    for worker in (pool.WORKER, "selftests.protocol_worker"):
        monkeypatch.setattr(pool, "WORKER", worker)
        engine = pool.Engine(COURSE, [PART], Isolation.FULL)
        try:
            answers.append(
                [engine.grade(PART, notebook, diagnose=False) for notebook in notebooks()]
            )
        finally:
            engine.close()
    ours, pytests = (json.loads(json.dumps(a), object_hook=_without_seconds) for a in answers)
    assert ours == pytests
    outcomes = {
        test["outcome"] for a in ours for e in a["exercises"].values() for test in entries(e)
    }
    assert {"PASSED", "FAILED", "RAISED"} <= outcomes


def entries(exercise: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the entries of an exercise's tests."""
    return list(exercise["tests"].values())


def _without_seconds(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key != "seconds"}
