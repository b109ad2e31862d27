"""Whatever bytes a sandbox sends, the engine reads a value, refuses it or runs out of patience."""

from __future__ import annotations

import ast
import json
import socket
import struct
import threading
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import autograder
from autograder.sandbox import replies, wire
from selftests.damaged_frames import Peer, packed
from selftests.hostile_values import HEADERS, HOSTILE, WRONG_REPLIES

PACKAGE = Path(autograder.__file__).parent
MIB = 1 << 20


def decode(node: Any, payload: bytes = b"") -> Any:
    """Decode one node as it stands in a header."""
    return wire.decode_frame(json.dumps([1, node]).encode(), payload)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_node_is_refused(name: str) -> None:
    """One sentence, and the only exception that ends a sandbox."""
    node, payload = HOSTILE[name]
    with pytest.raises(wire.BadFrame):
        decode(node, payload)


@pytest.mark.parametrize("header", HEADERS, ids=range(len(HEADERS)))
def test_hostile_header_is_refused(header: bytes) -> None:
    """Not JSON, not a pair, objects, NaN, depth, numbers without end."""
    with pytest.raises(wire.BadFrame):
        wire.decode_frame(header, b"")


words = st.one_of(
    st.sampled_from(
        ["i", "f", "c", "b", "l", "t", "d", "a", "g", "T", "D", "<f4", "|b1", "<U2", "float32"]
    ),
    st.sampled_from(["cpu", "cuda", "0x1p+0", "12", "nan", "bool", "bfloat16", "|S0", "<U0"]),
    st.integers(-2, 9),
    st.integers(),
    st.booleans(),
    st.none(),
    st.floats(),
    st.text(max_size=3),
)
nodes = st.recursive(words, lambda inner: st.lists(inner, max_size=6), max_leaves=25)


@settings(max_examples=600)
@given(nodes, st.binary(max_size=16))
@example(["a", "<U2", [1], 0, 8], b"\xff" * 8)
def test_random_node_is_a_value_or_refused(node: Any, payload: bytes) -> None:
    """No other exception than the refusal, whatever the tags are put together to."""
    try:
        call, _ = decode(node, payload)
    except wire.BadFrame:
        return
    assert call == 1


@settings(max_examples=300)
@given(st.binary(max_size=64))
@example(struct.pack("!IQ", 4 * MIB + 1, 0))
@example(struct.pack("!IQ", 2, 1 << 63))
@example(struct.pack("!IQ", 0, 0))
def test_random_bytes_are_refused(data: bytes) -> None:
    """One of the three endings that a sandbox has."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(data)
        ours.close()
        with pytest.raises((wire.BadFrame, wire.PeerGone, wire.DeadlineExceeded)):
            wire.Replies(theirs).read(time.monotonic() + 20)


def trickle(sock: socket.socket, begun: bytes) -> None:
    """Send what was ``begun`` and the rest a byte at a time, until the other end goes."""
    try:
        sock.sendall(begun)
        while True:
            sock.sendall(b" ")
            time.sleep(0.005)
    except OSError:
        return


@pytest.mark.parametrize(
    "begun",
    [wire.PREFIX.pack(1000, 0), wire.PREFIX.pack(8, 1000) + b"[1,null]"],
    ids=["header", "payload"],
)
def test_one_deadline_covers_a_frame_that_trickles(begun: bytes) -> None:
    """Each byte comes in time; the frame does not."""
    ours, theirs = socket.socketpair()
    sender = threading.Thread(target=trickle, args=(ours, begun))
    sender.start()
    with ours:
        with theirs, pytest.raises(wire.DeadlineExceeded):
            wire.Replies(theirs).read(time.monotonic() + 0.2)
        sender.join()


def peak(action: Callable[[], Any]) -> int:
    """Return how much memory ``action``, which must be refused, took at most."""
    tracemalloc.start()
    try:
        with pytest.raises((wire.BadFrame, wire.PeerGone)):
            action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_announced_size_costs_no_memory() -> None:
    """A frame that promises 256 MiB and ends costs what it brought."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(wire.PREFIX.pack(8, wire.MAX_PAYLOAD) + b"[1,null]")
        ours.close()
        assert peak(lambda: wire.Replies(theirs).read(time.monotonic() + 20)) < 4 * MIB


def test_buffer_named_many_times_costs_no_memory() -> None:
    """A thousand values of the same mebibyte would be a gibibyte."""
    for node in (["b", 0, MIB], ["a", "|u1", [MIB], 0, MIB], ["T", "uint8", [MIB], 0, MIB, "cpu"]):
        header = json.dumps([1, ["l", *[node] * 1000]]).encode()
        assert peak(lambda header=header: wire.decode_frame(header, bytes(MIB))) < 16 * MIB


def test_large_buffer_is_copied_once() -> None:
    """As it arrived and as a value, up to the refusal of what follows it."""
    size = 8 * MIB
    for node in (
        ["b", 0, size],
        ["a", "|u1", [size], 0, size],
        ["T", "int8", [size], 0, size, "cpu"],
    ):
        peer: Any = Peer(packed(json.dumps([1, ["l", node, 5]]).encode(), bytes(size)))
        assert peak(lambda peer=peer: wire.Replies(peer).read(time.monotonic() + 60)) < 2.5 * size


@pytest.mark.parametrize("check", [replies.answer, replies.outputs, replies.files])
@given(st.lists(nodes, max_size=4))
@settings(max_examples=150)
def test_random_reply_is_in_form_or_refused(check: Callable[[Any], Any], reply: list[Any]) -> None:
    """What is no reply to the request is refused by the same exception."""
    try:
        check(reply)
    except wire.BadFrame:
        return
    assert reply[0] in ("value", "missing", "unsendable", "forbidden", "raised", "cell", "files")


@pytest.mark.parametrize("reply", WRONG_REPLIES, ids=range(len(WRONG_REPLIES)))
def test_reply_to_nothing_is_refused(reply: Any) -> None:
    """A value that is none of the three kinds, or one with something else in it."""
    for check in (replies.answer, replies.outputs, replies.files):
        with pytest.raises(wire.BadFrame):
            check(reply)


@pytest.mark.parametrize(
    "word",
    [
        np.array(["value"]),
        np.array(["value", "cell"]),
        np.zeros(2),
        pd.DataFrame({"a": ["value"] * 2}),
    ],
    ids=["array-of-the-word", "array-of-words", "array-of-numbers", "table"],
)
def test_array_in_the_place_of_a_word_is_refused(word: Any) -> None:
    """Compared with the word that is expected, it would be no truth value."""
    stream = {"output_type": "stream", "name": "stdout", "text": ""}
    for check, reply in (
        (replies.answer, [word, "x"]),
        (replies.files, [word, {}]),
        (replies.outputs, [word, []]),
        (replies.outputs, ["cell", [stream | {"output_type": word}]]),
        (replies.outputs, ["cell", [stream | {"name": word}]]),
    ):
        with pytest.raises(wire.BadFrame):
            check(reply)


CODE = {"eval", "exec", "compile", "__import__"}
PICKLES = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}


# The suites' own drivers, which the course's authors wrote, run on the solutions.
EXECUTES = ("engine/here.py", "exec")


def test_trusted_side_neither_unpickles_nor_evaluates() -> None:
    """No pickle, eval, exec, compile or load of arrays in any module outside ``_child``."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.is_relative_to(PACKAGE / "_child"):
            continue
        place = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in CODE and (place, name) != EXECUTES:
                    found.append(f"{path}:{node.lineno}")
                case ast.Import(names=names) if PICKLES & {a.name.split(".")[0] for a in names}:
                    found.append(f"{path}:{node.lineno}")
                case ast.ImportFrom(module=str(module)) if module.split(".")[0] in PICKLES:
                    found.append(f"{path}:{node.lineno}")
                case ast.Attribute(attr="load", value=ast.Name(id="np" | "torch")):
                    found.append(f"{path}:{node.lineno}")
    assert found == []
