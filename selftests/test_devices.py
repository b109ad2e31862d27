"""Where tensors live, as far as it can be told without a GPU: a stand-in for each of its faults.

What student code says of the GPU is never believed: it makes the grader look.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from typer.testing import CliRunner

from autograder.cli import grade as verb
from autograder.cli.main import app
from autograder.engine import session as sessions
from autograder.engine.running import Running
from autograder.engine.session import SubjectSession
from autograder.engine.student import Exchange, Student, StudentFailure
from autograder.engine.subject import Cell, Subject
from autograder.errors import SandboxUnavailable, UsageError
from autograder.model import Isolation, Limits, Outcome, Part
from autograder.sandbox import device, levels, probe
from autograder.sandbox.forkserver import ForkServer, ServerDied
from autograder.sandbox.levels import launch, start_server

from .mini import PART

LIMITS = Limits(memory_mb=512)
TOO_MUCH = """
class OutOfMemoryError(RuntimeError):
    pass

def double(x):
    raise OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
"""
IN_A_CELL = "raise RuntimeError('CUDA error: out of memory')\n"


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    """Return a fork server for `cuda`, which is not verified: there is no GPU."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUDA_VISIBLE_DEVICES", "3")
        server = launch(Isolation.FULL, preload=("numpy",), device="cuda")
    yield server
    server.close()


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how much room the GPU is to have at each look; a look takes the first."""
    rooms: list[int] = []
    monkeypatch.setattr(sessions, "gpu_room", lambda _: rooms.pop(0))
    return rooms


def open_session(server: ForkServer, *cells: str) -> SubjectSession:
    """Return a session of a subject of these cells."""
    subject = Subject(tuple(Cell(f"cell-{i}", source, i) for i, source in enumerate(cells)))
    return SubjectSession(server, subject, LIMITS, {})


def ask(session: SubjectSession) -> Any:
    """Call the student's function as a test does."""
    return Student(session, "double", LIMITS, 0, Exchange()).double(1)


def test_taking_all_of_the_gpu(server: ForkServer, looks: list[int]) -> None:
    """A GPU that has room without the submission was filled by it: its exercise fails."""
    looks += [40_000]
    with open_session(server, TOO_MUCH) as session, pytest.raises(StudentFailure) as failure:
        ask(session)
    assert failure.value.outcome is Outcome.OUT_OF_MEMORY
    assert looks == []


def test_full_gpu(server: ForkServer, looks: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A GPU that others have filled is a fault of ours, whatever the submission raised."""
    monkeypatch.setattr(server, "died", lambda reason: ServerDied(reason))  # it is needed again
    looks += [511]
    full = r"the GPU has 511 MiB free.*--device cpu"
    with open_session(server, TOO_MUCH) as session, pytest.raises(ServerDied, match=full):
        ask(session)
    looks += [511]
    with open_session(server, IN_A_CELL) as session, pytest.raises(ServerDied, match=full):
        session.execute_if_possible()


def test_cells_are_looked_into_once(server: ForkServer, looks: list[int]) -> None:
    """A cell that complains at each execution costs one look; its error is shown."""
    looks += [40_000]
    with open_session(server, IN_A_CELL, "print('after')") as session:
        session.execute_if_possible()
        assert session.outputs[0][0]["evalue"] == "CUDA error: out of memory"
        assert session.outputs[1][0]["text"] == "after\n"
    assert looks == []


def test_what_cuda_needs(server: ForkServer) -> None:
    """Which GPU, and addresses without a limit; memory keeps its own."""
    source = "import os, resource as r\nprint(os.environ['CUDA_VISIBLE_DEVICES'])\n"
    source += f"print(r.getrlimit(r.RLIMIT_AS)[0] == {resource.getrlimit(resource.RLIMIT_AS)[0]})\n"
    source += "print(0 < r.getrlimit(r.RLIMIT_DATA)[0] < 1 << 40)\n"
    with open_session(server, source) as session:
        session.execute_if_possible()
        assert session.outputs[0][0]["text"] == "3\nTrue\nTrue\n"


def test_on_the_cpu_nobody_looks(
    server: ForkServer, looks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A submission that speaks of CUDA there has the word of an error, and no more."""
    monkeypatch.setattr(server.template, "device", "cpu")
    with open_session(server, IN_A_CELL, TOO_MUCH) as session, pytest.raises(StudentFailure):
        ask(session)


def test_gpu_that_cannot_be_asked_has_no_room(server: ForkServer) -> None:
    """There is none here; torch is not even loaded."""
    assert probe.gpu_room(server) == 0


def test_missing_gpu_is_refused() -> None:
    """Nothing is graded, and it is said where a GPU can be had."""
    with pytest.raises(SandboxUnavailable, match=r"no GPU that torch can use.*--device cpu"):
        start_server(Isolation.PROCESS, None, preload=("numpy",), device="cuda")


@pytest.mark.parametrize(
    "error",
    [
        torch.cuda.OutOfMemoryError("CUDA out of memory."),
        RuntimeError("CUDA error: device-side assert triggered"),
    ],
)
def test_fault_of_our_own_gpu(mini_part: Part, server: ForkServer, error: Exception) -> None:
    """The reference computes on the GPU too: that it cannot is never the student's failure."""
    session = open_session(server)
    running = Running(session, mini_part, mini_part.exercise("double"), "test_sign")
    running.exchange.replies.append(("value", 1.0))
    running.conclude("call", error, 0.1)
    assert running.result.outcome is Outcome.GRADER_ERROR
    assert "CUDA" in running.error


def test_auto(monkeypatch: pytest.MonkeyPatch) -> None:
    """The CPU without a driver; with one, what a sandbox can use."""
    monkeypatch.setattr(device, "DRIVERS", ("/no/such/device",))
    monkeypatch.setattr(levels, "launch", lambda *_, **__: pytest.fail("nobody need be asked"))
    assert device.resolve("auto", Isolation.FULL) == "cpu"
    assert device.resolve("cuda", Isolation.FULL) == "cuda"
    monkeypatch.setattr(device, "DRIVERS", ("/dev/null",))

    class Server:
        def close(self) -> None:
            """Be a server that ends."""

    monkeypatch.setattr(levels, "launch", lambda *_, **__: Server())
    for seen, found in ((True, "cuda"), (False, "cpu")):
        monkeypatch.setattr(probe, "sees_gpu", lambda _, seen=seen: seen)
        assert device.resolve("auto", Isolation.FULL) == found


def test_one_at_a_time(own_course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless told otherwise, one sandbox has the GPU; `auto` is recorded as what it came to."""
    asked: list[tuple[int, str]] = []
    monkeypatch.setattr(verb, "_grade", lambda run, _, jobs, __: asked.append((jobs, run.device)))
    monkeypatch.setattr(verb.os, "sched_getaffinity", lambda _: range(8))
    monkeypatch.setattr(device, "DRIVERS", ())
    for options in (["cuda"], ["cuda", "--jobs", "3"], ["auto"]):
        result = CliRunner().invoke(app, ["grade", PART, "--device", *options])
        assert result.exception is None, result.output
    assert asked == [(1, "cuda"), (3, "cuda"), (8, "cpu")]
    on_a_cluster = ["grade", PART, "--device", "auto", "--scheduler", "tcp://x:1"]
    assert isinstance(CliRunner().invoke(app, on_a_cluster).exception, UsageError)
