"""Valid frames, damaged at random, are refused or read as plain values, like any other bytes."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox import replies, wire
from selftests.test_wire import alike, values
from selftests.test_wire_hostile import MIB, peak

PLAIN = (str, bytes, bool, int, float, complex, np.ndarray, np.generic, torch.Tensor)
ENDINGS = (wire.BadFrame, wire.PeerGone, wire.DeadlineExceeded)


def read(data: bytes) -> tuple[int, Any]:
    """Read what a sandbox sent before it closed its end."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(data)
        ours.close()
        return wire.read_frame(theirs, time.monotonic() + 20)


def assert_plain(value: Any) -> None:
    """Nothing but data, of exactly the types that the wire has."""
    if type(value) in (list, tuple):
        for item in value:
            assert_plain(item)
    elif type(value) is dict:
        for pair in value.items():
            assert_plain(pair)
    elif type(value).__name__ == "DataFrame":
        for name in value.columns:
            assert type(name) is str
    else:
        assert value is None or isinstance(value, PLAIN)
        assert not (isinstance(value, np.ndarray) and value.dtype.hasobject)


def check(data: bytes) -> None:
    """Read hostile bytes: an ending, or a plain value that can be sent and read once more."""
    try:
        call, value = read(data)
    except ENDINGS:
        return
    assert_plain(value)
    again = read(wire.encode_frame(call, value))
    assert again[0] == call
    if "DataFrame" not in repr(type(value)):
        assert alike(again[1], value)
    for shape in (replies.answer, replies.outputs, replies.files):
        try:
            shape(value)
        except wire.BadFrame:
            continue


places = st.integers(0, 9999).map(lambda n: n / 10_000)
damages = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "repeat", "splice", "length", "node", "node"]),
        places,
        places,
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=4,
)
FORMS: list[Any] = [
    *([], {}, None, True, -1, 0, 1 << 40, 1 << 70, 1.5, "l", "cpu", "<U1", "|O", "nan", "\ud800"),
    *(["l"], ["b", 0, 4], ["a", "<U0", [70_000], 0, 0], ["a", "<U1", [1], 0, 4], [1 << 62, 0]),
    *(["T", "float32", [1], 0, 4, "cpu"], ["d", ["a", None], ["a", None]], ["i", "9" * 79]),
    *(["D", ["a"], [["a", "|b1", [1], 0, 1]]], ["f", "0x1p+9999"], json.loads("[" * 60 + "]" * 60)),
]


def damaged(data: bytes, other: bytes, damage: tuple[str, float, float, int]) -> bytes:
    """Return ``data``, changed in one way; ``other`` is another valid frame."""
    kind, first, second, number = damage
    raw = bytearray(data)
    at, end = int(first * len(raw)), int(second * (len(raw) + 1))
    match kind:
        case "flip" if raw:
            raw[at] ^= 1 << number % 8
        case "cut":
            del raw[at:end]
        case "repeat":
            raw[at:at] = raw[at:end] * (number % 4)
        case "splice":
            raw[at:] = other[int(second * len(other)) :]
        case "length" if len(raw) >= wire.PREFIX.size:
            raw[int(first * wire.PREFIX.size)] = number
        case "node":
            return renoded(bytes(raw), first, FORMS[number % len(FORMS)])
    return bytes(raw)


def renoded(data: bytes, place: float, node: Any) -> bytes:
    """Put ``node`` somewhere in the header, and the lengths right."""
    size = wire.PREFIX.size + int.from_bytes(data[:4], "big")
    try:
        header = json.loads(data[wire.PREFIX.size : size])
        lists = [header]
        for item in lists:  # grows while it is read
            lists += [part for part in item if isinstance(part, list)]
    except (ValueError, TypeError):  # earlier damage left no JSON, or no lists
        return data
    slots = [(item, index) for item in lists for index in range(len(item))]
    if slots:
        item, index = slots[int(place * len(slots))]
        item[index] = node
    text = json.dumps(header).encode()
    return wire.PREFIX.pack(len(text), len(data[size:])) + text + data[size:]


@settings(max_examples=1000, deadline=None)
@given(values, values, damages)
def test_damaged_frame_is_refused_or_plain(value: Any, other: Any, damage: list[Any]) -> None:
    """Bits, pieces, lengths and nodes: never another exception, never another kind of value."""
    data, spare = wire.encode_frame(1, ["value", value]), wire.encode_frame(2, ["value", other])
    for change in damage:
        data = damaged(data, spare, change)
    check(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.binary(max_size=50), st.booleans())
def test_arbitrary_bytes_are_refused_or_plain(header: bytes, payload: bytes, framed: bool) -> None:
    """With a true prefix, so that the decoder meets them, and without."""
    prefix = wire.PREFIX.pack(len(header), len(payload)) if framed else b""
    check(prefix + header + payload)


@settings(max_examples=150, deadline=None)
@given(values)
def test_valid_value_round_trips(value: Any) -> None:
    """A frame that nobody damaged is read as the value that was written."""
    call, arrived = read(wire.encode_frame(3, value))
    assert call == 3
    assert alike(value, arrived)


@pytest.mark.parametrize("part", [b"[],", b'["l"],', b"[[[[]]]],", b'"ab",', b"1,"])
def test_header_of_many_small_parts_costs_little_memory(part: bytes) -> None:
    """Each is refused before Python objects of forty times its size are made of it."""
    header = b'[1,["l",' + part * ((wire.MAX_HEADER - 15) // len(part)) + b"1]]"
    assert peak(lambda: wire.decode_frame(header, b"")) < 48 * MIB


def test_text_of_many_commas_and_brackets_is_read() -> None:
    """What bounds the parts of a header does not bound the text of a value."""
    text = '[,\\"' * 400_000
    header = json.dumps([1, ["l", text, "\\"]]).encode()
    assert wire.decode_frame(header, b"") == (1, [text, "\\"])
