"""With the sandbox's layers off, each attack on the machine succeeds.

So the tests that deny it prove something: were a layer to fall, they would fail with it.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from selftests.escapes.attacks import OUTSIDE, attack
from selftests.escapes.lab import RIGHT, Lab, Verdict

Labs = Callable[[str], Lab]


@dataclass(frozen=True)
class Listening:
    """Sockets of this test, for the attacks to reach."""

    port: int
    abstract: str


@pytest.fixture(scope="module")
def listening() -> Iterator[Listening]:
    """Listen on loopback and on an abstract socket; nothing is ever answered."""
    abstract = f"autograder-{secrets.token_hex(8)}"
    with (
        socket.create_server(("127.0.0.1", 0), backlog=64) as tcp,
        socket.socket(type=socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        port = tcp.getsockname()[1]
        udp.bind(("127.0.0.1", port))
        unix.bind(f"\0{abstract}")
        unix.listen(64)
        yield Listening(port, abstract)


def grade(lab: Lab, listening: Listening, name: str) -> Verdict:
    """Grade the attack with everything that it could want to know."""
    return lab.grade(
        attack(
            OUTSIDE[name],
            COURSE=str(lab.course),
            ENGINE=lab.pid,
            PORT=listening.port,
            ABSTRACT=listening.abstract,
        )
    )


@pytest.mark.parametrize("name", OUTSIDE)
def test_support_attack_succeeds_without_layers(
    labs: Labs, listening: Listening, name: str
) -> None:
    """At level `process`, which promises none of this, the attack gets what it wants."""
    verdict = grade(labs("process"), listening, name)
    assert "FOUND" in verdict.printed, verdict.printed
    assert verdict.tests["test_by_hand"] == "PASSED"  # it answers rightly only with its catch


@pytest.mark.parametrize("level", ["full", "restricted"])
@pytest.mark.parametrize("name", ["tcp", "udp", "abstract-socket"])
def test_deny_network_that_is_there(
    labs: Labs, listening: Listening, wrong: Verdict, name: str, level: str
) -> None:
    """With the same sockets listening, the same attack gets nothing."""
    verdict = grade(labs(level), listening, name)
    assert "FOUND" not in verdict.printed
    assert verdict.gained(wrong) == []


def test_support_attacks_leave_nothing_behind(labs: Labs, honest: Verdict) -> None:
    """The course is as it was, and the engine that was attacked still grades."""
    lab = labs("process")
    assert not (lab.course / "left-behind").exists()
    assert lab.grade(RIGHT).tests == honest.tests
