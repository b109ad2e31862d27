"""A zygote: workers come from it, and its loss or theirs costs nothing and leaves nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from autograder.engine import pool
from autograder.engine.pool import Engine
from autograder.engine.processes import Process, Zygote
from autograder.engine.subject import Subject
from autograder.errors import GradingFault
from autograder.model import Isolation
from selftests.faults import commands
from selftests.faults.commands import engine_of, start
from selftests.faults.course import notebook_of
from selftests.faults.stages import below, nothing_left, until
from selftests.faults.test_processes import kill, without_times, worker_of
from selftests.mini import PART

NOTHING = Subject(())


def parent_of(pid: int) -> int:
    """Return the parent of a process."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def threads(pid: int) -> int:
    """Return how many threads a process has."""
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


@pytest.fixture
def deaths(place: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """Return what says how often fake workers are to die; the tests have no others."""
    monkeypatch.setattr(pool, "WORKER", commands.FAKE_WORKER)

    def die(stage: str, times: int) -> None:
        Path(os.environ["FAULTS"], stage).write_text(str(times))

    die("starting", 0)
    die("grading", 0)
    return die


@pytest.fixture
def pair(course: Path, deaths: object) -> Iterator[tuple[Engine, Engine, int]]:
    """Return two engines and the zygote between them; nothing of it is left in the end."""
    with nothing_left() as processes, ExitStack() as stack:
        zygote = stack.enter_context(closing(Zygote()))
        first, second = (engine_of(zygote, stack, course) for _ in range(2))
        processes |= below(worker_of(first))
        yield first, second, parent_of(worker_of(second))


def test_workers_come_from_it(pair: tuple[Engine, Engine, int]) -> None:
    """Each in a session of its own, so that one can be killed alone."""
    first, second, zygote = pair
    assert parent_of(zygote) == worker_of(first)
    processes = {worker_of(first), worker_of(second), zygote}
    assert {os.getsid(process) for process in processes} == processes
    assert second.grade(PART, NOTHING) == first.grade(PART, NOTHING) == {"exercises": {}}


@pytest.mark.parametrize("stage", ["starting", "grading"])
def test_a_fork_that_is_killed(
    pair: tuple[Engine, Engine, int], deaths: Callable[[str, int], None], stage: str
) -> None:
    """One death costs nothing, a second is told; who comes after it is a fork as well."""
    _, second, zygote = pair
    if stage == "starting":  # after a death of the one before it
        kill(worker_of(second))
    deaths(stage, 1)
    assert second.grade(PART, NOTHING) == {"exercises": {}}
    deaths("grading", 2)
    with pytest.raises(GradingFault, match="died twice"):
        second.grade(PART, NOTHING)
    assert second.grade(PART, NOTHING) == {"exercises": {}}
    assert parent_of(worker_of(second)) == zygote


def test_a_zygote_that_is_killed(pair: tuple[Engine, Engine, int]) -> None:
    """What it has forked goes on; who comes after that is started afresh, with another zygote."""
    _, second, zygote = pair
    before = worker_of(second)
    kill(zygote)
    assert second.grade(PART, NOTHING) == {"exercises": {}}
    assert worker_of(second) == before
    kill(before)
    assert second.grade(PART, NOTHING) == {"exercises": {}}
    assert parent_of(worker_of(second)) == os.getpid()
    assert len(below(worker_of(second))) == 1


def test_how_a_fork_ended(deaths: object) -> None:
    """As of a process that was started afresh: what ends by itself is not tried again."""
    with ExitStack() as stack:
        zygote = stack.enter_context(closing(Zygote()))

        def started() -> tuple[socket.socket, Process]:
            ours, theirs = map(stack.enter_context, socket.socketpair())
            process = zygote.start(commands.FAKE_WORKER, [], theirs)
            theirs.close()
            ours.recv(100)  # it is ready
            return ours, process

        _, first = started()
        until(lambda: zygote._is_there() or None, "the zygote")
        (channel, ending), (_, killed) = started(), started()
        assert not isinstance(ending, subprocess.Popen)
        with pytest.raises(subprocess.TimeoutExpired):
            ending.wait(0)
        lost = parent_of(killed.pid)
        channel.close()
        assert ending.wait() == 0
        kill(killed.pid)
        assert killed.wait() == -signal.SIGKILL
        kill(lost)
        _, afresh = started()
        assert isinstance(afresh, subprocess.Popen)
        for process in (first, afresh):
            kill(process.pid)
            process.wait()


def test_a_command_that_is_killed(course: Path, tmp_path: Path, deaths: object) -> None:
    """Workers and zygote see the ends of their sockets."""
    ready = tmp_path / "ready"
    with nothing_left() as processes:
        command = start(course, tmp_path / "output", commands.two_workers, course, ready)
        assert command.pid is not None
        until(lambda: ready.exists() or None, "two workers")
        processes |= below(command.pid)
        assert len(processes) == 3
        os.kill(command.pid, signal.SIGKILL)
        command.join()


@pytest.mark.parametrize("level", [Isolation.FULL, Isolation.RESTRICTED])
def test_forks_grade_as_others(course: Path, level: Isolation) -> None:
    """A zygote has loaded what grades, and run none of it: it still has a single thread.

    At level full its workers have their fork servers of the first one's template.
    """
    shares = level is Isolation.FULL
    subject = Subject.from_notebook(notebook_of(course))
    with nothing_left() as processes, ExitStack() as stack:
        zygote = stack.enter_context(closing(Zygote()))
        first, second = (engine_of(zygote, stack, course, level) for _ in range(2))
        processes |= below(worker_of(first)) | below(worker_of(second))
        answers = [without_times(engine.grade(PART, subject)) for engine in (first, second)]
        assert answers[0] == answers[1]
        assert answers[0]["exercises"]["double"]["score"] == 4
        parent = parent_of(worker_of(second))
        assert parent_of(parent) == worker_of(first)
        assert threads(parent) == 1
        opened = [str(path.readlink()) for path in Path(f"/proc/{parent}/fd").iterdir()]
        assert sum(name.startswith("socket:") for name in opened) == (2 if shares else 1)
        template = next(p for p in below(worker_of(first)) if p != parent)
        assert threads(template) == 1
        assert len(below(template)) == (2 if shares else 1)
        assert bool(below(worker_of(second))) is not shares
