"""Fork servers of one template: quick to replace, and out of each other's sight."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.model import Isolation, Limits
from autograder.sandbox.forkserver import ForkServer, ServerDied
from autograder.sandbox.levels import launch, verify
from autograder.sandbox.sandbox import Sandbox

OWN = ("pid", "mnt", "net", "ipc", "uts")


@pytest.fixture(params=[Isolation.FULL, Isolation.RESTRICTED, Isolation.PROCESS])
def server(request: pytest.FixtureRequest) -> Iterator[ForkServer]:
    """Return a fork server that has loaded nothing, at each level."""
    started = launch(request.param, preload=())
    started.wait_ready()
    yield started
    started.close()


def template_of(server: ForkServer) -> int:
    """Return the process of its template."""
    return server.template._process.pid


def namespaces(pid: int | None) -> dict[str, str]:
    """Return which namespaces a process is in."""
    return {name: str(Path(f"/proc/{pid}/ns/{name}").readlink()) for name in (*OWN, "user")}


def sees_file(server: ForkServer) -> bool:
    """Return whether a server sees the file of a sandbox, its own or another's."""
    return any(Path(f"/proc/{server.pid}/root/tmp").glob("*/*/mine.txt"))


def test_servers_of_one_template_do_not_meet() -> None:
    """Each has its own processes, mounts, network, ipc and host name."""
    one = launch(Isolation.FULL, preload=())
    other = ForkServer(one.template)
    for server in (one, other):
        server.wait_ready()
    places = [namespaces(pid) for pid in (one.pid, other.pid, template_of(one), os.getpid())]
    for name in OWN:
        alike = {place[name] for place in (places[0], places[1], places[3])}
        assert len(alike) == 3, name
    assert places[0]["user"] == places[1]["user"] == places[2]["user"] != places[3]["user"]
    with Sandbox(one, Limits(), files={"mine.txt": b"1"}), Sandbox(other, Limits()):
        assert sees_file(one)
        assert not sees_file(other)
    other.another().close()
    one.close()


def test_another(server: ForkServer) -> None:
    """It comes from the same template, is verified as any other, and the one before it is gone."""
    before, template = server.pid, template_of(server)
    other = server.another()
    assert verify(other, None).pid != before
    assert template_of(other) == template
    with pytest.raises(ServerDied):
        server.spawn(Limits())
    other.close()


@pytest.mark.parametrize("noticed", ["when it is ordered", "later"])
def test_another_when_the_template_is_lost(server: ForkServer, noticed: str) -> None:
    """It brings one along."""
    lost = template_of(server)
    if noticed == "later":
        os.kill(lost, signal.SIGSTOP)
        other = server.another()
        os.kill(lost, signal.SIGKILL)
    else:
        os.kill(lost, signal.SIGKILL)
        server.template._process.wait()
        other = server.another()
    assert verify(other, None).pid
    assert template_of(other) != lost
    other.close()
