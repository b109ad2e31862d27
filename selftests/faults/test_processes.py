"""kill -9 of sandbox, fork server, its template and worker at every stage: same results, and
nothing left.
"""

from __future__ import annotations

import copy
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.engine import pool
from autograder.engine.pool import Engine, WorkerFailed
from autograder.engine.session import oom_kills
from autograder.engine.subject import Cell, Subject
from autograder.errors import GradingFault
from autograder.gradebook import execute
from autograder.model import Isolation
from autograder.sandbox.levels import start_server
from selftests.faults.commands import FAKE_WORKER
from selftests.faults.course import PAUSES, notebook_of
from selftests.faults.stages import below, nothing_left, paused, stop_at, until
from selftests.mini import PART


def worker_of(engine: Engine) -> int:
    """Return the process of the worker."""
    assert engine._process is not None
    return engine._process.pid


def kill(*processes: int) -> None:
    """Kill them for good."""
    for pid in processes:
        os.kill(pid, signal.SIGKILL)


def without_times(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without what differs from run to run."""
    answer = copy.deepcopy(answer)
    for exercise in answer["exercises"].values():
        for test in exercise["tests"].values():
            del test["seconds"]
    return answer


@pytest.fixture
def grade(engine: Engine, course: Path) -> Callable[[str], dict[str, Any]]:
    """Return what grades the notebook that pauses somewhere."""

    def grade(pausing: str) -> dict[str, Any]:
        subject = Subject.from_notebook(notebook_of(course, pausing))
        return without_times(engine.grade(PART, subject))

    return grade


@pytest.fixture
def expected(grade: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """Return what it comes to undisturbed: all points, though the worker's clock jumps."""
    answer = grade("")
    assert answer["exercises"]["double"]["score"] == 4
    assert answer["questions"]["q-mini-single"]["score"] == 1
    assert answer["errors"] == []
    return answer


def victims(worker: int, victim: str) -> list[int]:
    """Return the processes to kill, of worker, template, fork server and sandbox."""
    template, server, sandbox = below(worker)
    return {
        "sandbox": [sandbox],
        "server": [server],
        "template": [template, server],
        "all": [template, server, worker],
    }[victim]


@pytest.mark.parametrize("victim", ["sandbox", "server", "template"])
@pytest.mark.parametrize("stage", PAUSES)
def test_at_work(
    engine: Engine,
    grade: Callable[[str], dict[str, Any]],
    expected: dict[str, Any],
    stage: str,
    victim: str,
) -> None:
    """In the middle of a cell, of a call when others have been answered, and of the quiz."""
    with ThreadPoolExecutor() as thread, nothing_left() as processes:
        answer = thread.submit(grade, stage)
        sandbox = paused(worker_of(engine), stage)
        found = below(worker_of(engine))
        killed = victims(worker_of(engine), victim)
        processes |= {pid: found[pid] for pid in (*killed, sandbox)}
        worker = worker_of(engine)
        kill(*killed)
        assert answer.result() == expected
        assert worker_of(engine) == worker


@pytest.mark.parametrize("victim", ["sandbox", "server", "template"])
def test_idle(
    engine: Engine,
    grade: Callable[[str], dict[str, Any]],
    expected: dict[str, Any],
    victim: str,
) -> None:
    """Between two requests."""
    with ThreadPoolExecutor() as thread:
        with stop_at("test_several_calls") as stopped:
            answer = thread.submit(grade, "")
            kill(*victims(stopped(), victim))
        assert answer.result() == expected


EXITS = "import os\ndef double(x):\n    os._exit(0)\n"


def test_between_two_sandboxes(engine: Engine) -> None:
    """A fork server that is missed first where a test can swallow it: no fault is reported."""
    subject = Subject((Cell("double", EXITS, 0),))
    expected = engine.grade(PART, subject, ["double"])
    assert expected["exercises"]["double"]["outcome"] == "CRASHED"
    worker = worker_of(engine)
    with ThreadPoolExecutor() as thread:
        with stop_at("test_several_calls") as stopped:
            answer = thread.submit(engine.grade, PART, subject, ["double"])
            assert stopped() == worker
            _, server = below(worker)
            kill(server)
        assert without_times(answer.result()) == without_times(expected)
    assert worker_of(engine) == worker


def test_worker_and_fork_server(
    engine: Engine, grade: Callable[[str], dict[str, Any]], expected: dict[str, Any]
) -> None:
    """Nobody is left to tidy up: those who come after them do."""
    with ThreadPoolExecutor() as thread, nothing_left() as processes:
        answer = thread.submit(grade, "call")
        paused(worker_of(engine), "call")
        processes |= below(worker_of(engine))
        kill(*victims(worker_of(engine), "all"))
        assert answer.result() == expected


def test_a_fork_server_killed_twice(
    engine: Engine, grade: Callable[[str], dict[str, Any]], expected: dict[str, Any]
) -> None:
    """It is our fault, said in words, and the next submission is graded."""
    with ThreadPoolExecutor() as thread:
        answer = thread.submit(grade, "cell")
        for _ in range(2):
            sandbox = paused(worker_of(engine), "cell")
            kill(*victims(worker_of(engine), "server"))
            until(lambda pid=sandbox: pid not in below(worker_of(engine)) or None, "its end")
        with pytest.raises(GradingFault, match=r"lost twice .* Run the command again\."):
            answer.result()
    assert grade("") == expected


DIES = "import os\ndef double(x):\n    if len(x) == 3: os.kill(os.getpid(), 9)\n    return 2 * x\n"


def test_code_that_kills_itself_has_crashed(engine: Engine, expected: dict[str, Any]) -> None:
    """What dies again in its second sandbox pays with its own test, unless the machine kills."""
    subject = Subject((Cell("double", DIES, 0),))
    tests = engine.grade(PART, subject, ["double"])["exercises"]["double"]["tests"]
    assert {name: test["outcome"] for name, test in tests.items()} == {
        "test_example": "PASSED",
        "test_several_calls": "CRASHED",
    }
    short_of_memory = Path(os.environ["FAULTS"], "short-of-memory")
    short_of_memory.touch()
    try:
        with pytest.raises(GradingFault, match="out of memory; grade with fewer --jobs"):
            engine.grade(PART, subject, ["double"])
    finally:
        short_of_memory.unlink()
    assert f"\noom_kill {oom_kills()}\n" in Path("/proc/vmstat").read_text()


@pytest.mark.parametrize("stage", ["starting", "grading"])
def test_a_worker_that_is_killed(course: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """One death costs nothing, a second is told, and the third worker grades the next."""
    monkeypatch.setattr(pool, "WORKER", FAKE_WORKER)
    deaths = {name: Path(os.environ["FAULTS"], name) for name in ("starting", "grading")}
    for file in deaths.values():
        file.write_text("0")
    nothing = Subject(())
    for number, error in ((1, None), (2, {"starting": WorkerFailed, "grading": GradingFault})):
        deaths[stage].write_text(str(number))
        with Engine(course, [PART], Isolation.FULL) as engine:
            if error:
                with pytest.raises(error[stage], match=r"ended while it started|died twice"):
                    engine.grade(PART, nothing)
            assert engine.grade(PART, nothing) == {"exercises": {}}
            assert deaths[stage].read_text() == "0"


def test_a_worker_that_ends_by_itself(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would do so again: nothing is tried twice, but the next submission has a worker."""
    monkeypatch.setattr(pool, "WORKER", "platform")
    starts, start = [], Engine.start
    monkeypatch.setattr(Engine, "start", lambda self: starts.append(start(self)))
    with (
        Engine(course, [PART], Isolation.FULL) as engine,
        pytest.raises(WorkerFailed, match="what it printed is above"),
    ):
        engine.wait_ready()
    assert len(starts) == 2


def test_the_fork_server_of_other_courses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It serves all students of a formgrader: killed, it costs none of them anything."""
    monkeypatch.setattr(execute, "start_server", partial(start_server, preload=()))
    execute._server.cache_clear()
    step = execute.SandboxExecute()
    served = []
    for _ in range(2):
        notebook = new_notebook(cells=[new_code_cell("6 * 7")])
        step._execute(notebook, tmp_path)
        assert notebook.cells[0].outputs[0].data["text/plain"] == "42"
        served.append(execute._server(step.isolation, os.getpid()))
        assert served[-1].pid is not None
        kill(served[-1].pid)
    assert served[0].template._process.poll() is not None  # nothing of it is left either
    served[1].close()
    execute._server.cache_clear()
