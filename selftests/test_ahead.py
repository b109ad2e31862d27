"""What is sent ahead comes to what asking one by one comes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from autograder.course.part import load_part, part_names
from autograder.engine import pool
from autograder.engine.session import SubjectSession
from autograder.engine.subject import Subject
from autograder.gradebook.intake import read_notebook
from autograder.model import Isolation, Limits, Outcome
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.sandbox import AHEAD_BYTES, Sandbox, SandboxEnded, call_request
from autograder.sandbox.wire import Body, encode_body
from selftests.mini import ROOT

PARTS = [part for part in part_names(ROOT) if load_part(ROOT, part).exercises]
LIMITS = Limits(call_seconds=1.0)
SEED = 5
CODE = """
import os, time

asked = []

def plain(n):
    asked.append(n)
    return n

def seen():
    return list(asked)

def hangs(n):
    time.sleep(600)

def dies(n):
    os._exit(3)

def kills(n):
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def session(light_server: ForkServer) -> Iterator[SubjectSession]:
    """Return a session of CODE, executed."""
    with SubjectSession(light_server, Subject.from_code("plain", CODE), LIMITS, {}) as opened:
        opened.execute()
        yield opened


def body(name: str, *args: Any) -> Body:
    """Return the request to call ``name``, as it is sent ahead."""
    return encode_body(call_request(name, args, {}, SEED))


def ask(session: SubjectSession, name: str, *args: Any) -> Any:
    """Call ``name``; return its value, or the outcome that ended the sandbox."""
    try:
        return session.request(lambda box: box.call(name, args, {}, SEED))[1]
    except SandboxEnded as ended:
        return ended.outcome


def boxes(session: SubjectSession, monkeypatch: pytest.MonkeyPatch) -> list[Sandbox]:
    """Return the sandboxes that are made from now on."""
    made: list[Sandbox] = []
    original = Sandbox.__init__

    def init(self: Sandbox, *args: Any, **options: Any) -> None:
        made.append(self)
        original(self, *args, **options)

    monkeypatch.setattr(Sandbox, "__init__", init)
    return made


def test_what_is_asked_as_foreseen_is_not_sent_again(session: SubjectSession) -> None:
    """Each finds its own reply, in order."""
    session.send_ahead(("", body("plain", n)) for n in range(3))
    box = session._box
    assert box is not None
    sent = box.requests
    assert [ask(session, "plain", n) for n in range(3)] == [0, 1, 2]
    assert (box.requests, box.busy) == (sent, False)
    assert ask(session, "seen") == [0, 1, 2]


def test_what_is_passed_over_was_done_all_the_same(session: SubjectSession) -> None:
    """A test that ends early leaves the next one its replies; what nobody foresaw is asked."""
    session.send_ahead(("", body("plain", n)) for n in range(4))
    assert ask(session, "plain", 2) == 2
    assert ask(session, "plain", 9) == 9
    assert ask(session, "plain", 3) == 3
    assert ask(session, "seen") == [0, 1, 2, 3, 9, 3]


def test_what_is_under_way_is_let_go(session: SubjectSession) -> None:
    """So that the next exercise can send its own."""
    session.send_ahead([("", body("plain", 1))])
    session.pass_over()
    session.send_ahead([("", body("plain", 2))])
    assert [ask(session, "plain", 2), ask(session, "seen")] == [2, [1, 2]]


@pytest.mark.parametrize(
    ("bad", "outcome"),
    [("hangs", Outcome.TIMED_OUT), ("dies", Outcome.CRASHED), ("kills", Outcome.CRASHED)],
)
def test_whoever_ends_the_sandbox_is_found_out(
    session: SubjectSession, monkeypatch: pytest.MonkeyPatch, bad: str, outcome: Outcome
) -> None:
    """And nobody else pays: the calls before it and after it have their values."""
    made = boxes(session, monkeypatch)
    session.send_ahead(("", body(*call)) for call in [("plain", 1), (bad, 2), ("plain", 3)])
    assert [ask(session, "plain", 1), ask(session, bad, 2)] == [1, outcome]
    assert ask(session, "plain", 3) == 3
    # One to ask again one by one, one after that had its end; one by one, a kill is forgiven once.
    assert len(made) == (3 if bad == "kills" else 2)


@pytest.mark.parametrize("bad", ["hangs", "dies"])
def test_what_nobody_asks_for_costs_nothing(session: SubjectSession, bad: str) -> None:
    """A test that has failed already does not take the next one down."""
    session.send_ahead(("", body(*call)) for call in [("plain", 1), (bad, 2), ("plain", 3)])
    assert [ask(session, "plain", 1), ask(session, "plain", 3)] == [1, 3]
    session.send_ahead([("", body("plain", 4))])
    box = session._box
    assert box is not None
    assert not box.busy  # once is enough: from then on, one by one


def test_a_cell_that_ends_the_sandbox_is_found_out(light_server: ForkServer) -> None:
    """Cells are sent ahead as well; the others are executed."""
    cells = ["first = 1", "import os; os._exit(1)", "second = first + 1\nprint(second)"]
    subject = Subject.from_json([[f"cell-{n}", cell, n] for n, cell in enumerate(cells)])
    with SubjectSession(light_server, subject, LIMITS, {}) as session:
        session.execute()
        assert set(session.failed_cells) == {"cell-1"}
        assert session.outputs[2] == [{"output_type": "stream", "name": "stdout", "text": "2\n"}]


def test_more_than_a_socket_takes_is_not_sent(session: SubjectSession) -> None:
    """Else both ends would wait for the other to read."""
    text = "x" * (AHEAD_BYTES // 3)
    session.send_ahead(("", body("plain", f"{n}{text}")) for n in range(9))
    box = session._box
    assert box is not None
    assert len(box._ahead) == 2
    assert [ask(session, "plain", f"{n}{text}") for n in range(9)] == [
        f"{n}{text}" for n in range(9)
    ]


def test_large_replies_do_not_block(session: SubjectSession) -> None:
    """The sandbox writes more than the socket holds while the engine is still sending."""
    name = "plain"
    source = "def big(n):\n    return bytes([n]) * 3_000_000\n"
    assert session._box is not None
    session._box.run_cell(source, "big", 5.0)
    session.send_ahead(("", body("big", n)) for n in range(5))
    assert [ask(session, "big", n) for n in range(5)] == [bytes([n]) * 3_000_000 for n in range(5)]
    assert ask(session, name, 1) == 1


def test_replies_nobody_has_asked_for_end_the_sandbox(session: SubjectSession) -> None:
    """Student code that writes to the socket itself changes no other answer."""
    code = (
        "def forge(n):\n"
        "    import gc, socket\n"
        "    for s in gc.get_objects():\n"
        "        if isinstance(s, socket.socket):\n"
        "            s.sendall(b'\\0\\0\\0\\x08' + b'\\0' * 8 + b'[9,null]')\n"
    )
    assert session._box is not None
    session._box.run_cell(code, "forge", 5.0)
    session.send_ahead(("", body(*call)) for call in [("forge", 0), ("plain", 1), ("plain", 2)])
    assert ask(session, "plain", 1) == 1
    assert ask(session, "plain", 2) == 2


@pytest.fixture(scope="module")
def counting() -> Iterator[pool.Engine]:
    """Return an engine whose answers say which requests nobody had foreseen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "WORKER", "selftests.counting_worker")
        with pool.Engine(ROOT, PARTS, Isolation.FULL) as engine:
            engine.wait_ready()
            yield engine


@pytest.mark.parametrize("part", PARTS)
def test_what_suites_ask_of_a_right_answer_is_foreseen(counting: pool.Engine, part: str) -> None:
    """Else all of this would be for nothing. The first request starts the sandbox."""
    solved = read_notebook(ROOT / "source" / "fr" / part / f"{part}.ipynb")
    unforeseen = counting.grade(part, Subject.from_notebook(solved))["unforeseen"]
    assert len(unforeseen) < 20  # of more than a hundred; some depend on what was answered
