"""Workers as the client sees them, with a Dask that is made of a few lines."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import Client, LocalCluster

from autograder.cluster import plugin, pool
from autograder.cluster.connect import LOCAL
from autograder.cluster.member import Member, Refused, WorkerLost
from autograder.cluster.plugin import EnginePlugin, uninstall
from autograder.cluster.trees import Parcel
from autograder.cluster.versions import describe
from autograder.engine.pool import WorkerFailed
from autograder.model import Isolation
from selftests.mini import PART


class FakeClient:
    """A client of one worker, which remembers what was submitted and tells of no event."""

    status = "running"

    def __init__(self, resources: dict[str, float], looks_before: int = 0) -> None:
        """Let the worker have ``resources``, and come after a number of looks at who is there."""
        self.about = {"name": "w", "nthreads": 8, "resources": resources}
        self.asked: dict[str, Any] = {}
        self.answer = b'{"answer": {"floor": 1.5}}'
        self.uninstalled: list[str] = []
        self._looks_before = looks_before

    def scheduler_info(self) -> dict[str, Any]:
        """Return what a scheduler says; a worker that nobody looks at is looked for in vain."""
        self._looks_before -= 1
        assert self._looks_before > -1000, "the worker is there and is not hired"
        there = {"tcp://w": self.about} if self._looks_before < 0 else {}
        return {"id": "scheduler", "workers": there}

    def subscribe_topic(self, *_: Any) -> None:
        """Tell nothing."""

    unsubscribe_topic = subscribe_topic

    def run(self, function: Any, *_: Any, workers: list[str], **__: Any) -> dict[str, Any]:
        """Be a worker of the same versions that can be used."""
        if function is uninstall:
            self.uninstalled += workers
        return {"tcp://w": describe() if function is describe else ""}

    def submit(self, *_: Any, **options: Any) -> Any:
        """Return a future that is there already."""
        self.asked = options
        future: Future[bytes] = Future()
        future.set_result(self.answer)
        return future


def test_gpus_are_lent_by_the_workers() -> None:
    """With cuda a worker takes as many at once as it lends GPUs, and Dask counts them."""
    engines = EnginePlugin("run", Parcel(PART, "", {}), "process", "cuda")
    client = FakeClient({"GPU": 2})
    member = Member(client, "tcp://w", "cuda")
    member.hire(engines)
    assert (member.slots, member.floor(PART)) == (2, 1.5)
    assert client.asked["resources"] == {"GPU": 1}
    assert client.asked["workers"] == ["tcp://w"]
    with pytest.raises(Refused, match="--resources GPU=1"):
        Member(FakeClient({}), "tcp://w", "cuda").hire(engines)
    on_cpu = Member(client, "tcp://w", "cpu")
    on_cpu.hire(engines)
    on_cpu.floor(PART)
    assert (on_cpu.slots, client.asked["resources"]) == (8, {})


@pytest.mark.parametrize(
    ("status", "why"),
    [("finished", "left the cluster with its answer"), ("error", "TimeoutError: ")],
)
def test_an_answer_that_goes_with_its_worker(status: str, why: str) -> None:
    """Another grades the submission: Dask would wait for a worker at the address of this one.

    An error that looks like waiting is the worker's own, and is not waited for.
    """

    class Gone:
        cancelled = False

        def __init__(self) -> None:
            self.status = status

        def add_done_callback(self, tell: Callable[[Any], None]) -> None:
            tell(self)

        def result(self, timeout: float) -> bytes:
            if status == "finished":
                member.leave()
            raise TimeoutError

        def cancel(self) -> None:
            self.cancelled = True

    future = Gone()
    member = Member(SimpleNamespace(submit=lambda *_, **__: future), "tcp://w", "cpu")
    with pytest.raises(WorkerLost, match=why):
        member.ask({})
    assert future.cancelled is (status == "finished")


def use(client: FakeClient, scheduler: str, monkeypatch: pytest.MonkeyPatch) -> pool.ClusterPool:
    """Return a pool with ``client`` in the place of Dask's, which looks often."""
    monkeypatch.setattr(pool, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(pool, "connect", lambda *_: client)
    monkeypatch.setattr(pool, "pack", lambda *_: Parcel(PART, "", {}))
    return pool.ClusterPool(Path(), PART, Isolation.PROCESS, "cpu", 1, scheduler)


def test_who_comes_unannounced_is_hired(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that registers while the client connects is in no list and no event of Dask's."""
    client = FakeClient({}, looks_before=1)
    with use(client, "tcp://s", monkeypatch) as workers:
        results = list(workers.map(lambda member, job: (job, member.name), ["job"]))
    assert results == [("job", ("job", "w (tcp://w)"))]


def test_who_fails_keeps_no_suites(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that was hired and cannot start its engine again is left as it was found."""
    client = FakeClient({})
    client.answer = b'{"failed": "no room"}'
    with (
        pytest.raises(WorkerFailed, match=r"\nworker w \(tcp://w\): no room\n"),
        use(client, LOCAL, monkeypatch) as workers,
    ):
        list(workers.map(lambda member, _: member.floor(PART), ["job"]))
    assert client.uninstalled == ["tcp://w"]


def test_who_cannot_be_reached_is_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What Dask says of its connections is in the words of nobody who grades."""
    client = FakeClient({})

    def unreachable(*_: Any, **__: Any) -> None:
        raise OSError("Timed out trying to connect to tcp://w")

    monkeypatch.setattr(client, "run", unreachable)
    with (
        caplog.at_level(logging.WARNING, "autograder.cluster"),
        pytest.raises(WorkerFailed, match="has left, or the scheduler cannot reach it"),
        use(client, LOCAL, monkeypatch) as workers,
    ):
        list(workers.map(lambda member, _: member.floor(PART), ["job"]))
    assert "worker w (tcp://w) is not used: it has left, or" in caplog.text


def test_who_is_refused_keeps_no_suites(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no sandbox can be had, the course is not left behind for the length of the run."""
    started: list[Path] = []

    class NoSandbox:
        def __init__(self, course: Path, *_: Any) -> None:
            started.append(course)

        def wait_ready(self) -> None:
            assert started[0].is_dir()
            raise WorkerFailed("no namespaces", 4)

        def abandon(self) -> None:
            started.append(Path("ended"))

        def close(self) -> None:
            """Nothing is left to close."""

    monkeypatch.setattr(plugin, "Engine", NoSandbox)
    monkeypatch.setattr(plugin, "unpack", lambda *_: None)
    engines = EnginePlugin("run", Parcel(PART, "", {}), "full", "cpu")
    with (
        LocalCluster(1, processes=False, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        (problem,) = client.run(plugin.install, engines).values()
        (left,) = client.run(lambda dask_worker: list(dask_worker.plugins)).values()
    assert problem == "no namespaces"
    assert "run" not in left
    assert started[1:] == [Path("ended")]
    assert not started[0].exists()
