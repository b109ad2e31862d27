"""Valid frames, damaged at random, are refused or read as plain values.

`pytest selftests/test_wire_fuzz.py --hypothesis-profile=long` tries more, and others at each run;
`benchmarks/fuzz_wire.py` lets itself be guided by what the parser does with them.
"""

from __future__ import annotations

import json
import random
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from autograder.sandbox import replies, wire
from selftests.damaged_frames import REPLIES, Peer, damaged
from selftests.test_wire import alike, columns, values
from selftests.test_wire_hostile import MIB, peak

EXAMPLES = settings.default.max_examples
PLAIN = (str, bytes, bool, int, float, complex, torch.Tensor)
ENDINGS = (wire.BadFrame, wire.PeerGone, wire.DeadlineExceeded)


def read(data: bytes) -> tuple[int, Any]:
    """Read what a sandbox sent before it closed its end."""
    peer: Any = Peer(data)
    return wire.Replies(peer).read(time.monotonic() + 60)


def assert_plain(value: Any) -> None:
    """Nothing but data, of exactly the types that the wire has."""
    if type(value) in (list, tuple):
        for item in value:
            assert_plain(item)
    elif type(value) is dict:
        assert_plain(list(value.items()))
    elif type(value) is pd.DataFrame:
        assert_plain(columns(value))
    elif isinstance(value, np.ndarray | np.generic):
        assert not value.dtype.hasobject
        value.tolist()  # fails for a character that does not exist
    else:
        assert value is None or type(value) in PLAIN


def payload_size(data: bytes) -> int:
    """Return how many bytes of buffers a frame announces."""
    return int(wire.PREFIX.unpack(data[: wire.PREFIX.size])[1])


def check(data: bytes) -> None:
    """Read hostile bytes: an ending, or a plain value that can be sent and read once more."""
    try:
        call, value = read(data)
    except ENDINGS:
        return
    assert_plain(value)
    frame = wire.encode_frame(call, value)
    assert payload_size(frame) <= payload_size(data)  # no buffer is read twice
    again, arrived = read(frame)
    assert again == call
    assert alike(value, arrived)
    for shape in (replies.answer, replies.outputs, replies.files):
        try:
            shape(value)
        except wire.BadFrame:
            continue


whole = st.one_of(values.map(lambda value: ["value", value]), st.sampled_from(REPLIES))


# The damage is drawn from a seed, which has no simpler neighbours to look for.
@settings(max_examples=10 * EXAMPLES, phases=[Phase.generate])
@given(whole, whole, st.integers(0, 1 << 32))
def test_damaged_frame_is_refused_or_plain(reply: Any, other: Any, seed: int) -> None:
    """Bits, pieces, lengths and nodes: never another exception, never another kind of value."""
    rng = random.Random(seed)
    data, spare = wire.encode_frame(1, reply), wire.encode_frame(2, other)
    for _ in range(rng.choice((1, 1, 2))):
        data = damaged(rng, data, spare)
    check(data)


@settings(max_examples=EXAMPLES)
@given(values)
def test_undamaged_frame_is_plain_and_the_same_again(value: Any) -> None:
    """The damage, not the check, is what the test above finds."""
    data = wire.encode_frame(3, ["value", value])
    assert alike(read(data), (3, ["value", value]))
    check(data)


@pytest.mark.parametrize("part", [b"[],", b"[[[[]]]],", b"1,"])
def test_header_of_many_small_parts_costs_little_memory(part: bytes) -> None:
    """Each is refused before Python objects of forty times its size are made of it."""
    header = b'[1,["l",' + part * ((wire.MAX_HEADER - 15) // len(part)) + b"1]]"
    assert peak(lambda: wire.decode_frame(header, b"")) < 48 * MIB


@pytest.mark.parametrize("part", [b'["l"],', b'"ab",', b'"[",'])
def test_header_of_many_texts_is_refused_before_it_is_parsed(part: bytes) -> None:
    """Those as well; what they would have cost takes long to measure."""
    header = b'[1,["l",' + part * ((wire.MAX_HEADER - 15) // len(part)) + b"1]]"
    with pytest.raises(wire.BadFrame, match="a header of too many parts"):
        wire.decode_frame(header, b"")


def test_text_of_many_commas_and_brackets_is_read() -> None:
    """What bounds the parts of a header does not bound the text of a value."""
    text = '[,\\"' * 400_000
    header = json.dumps([1, ["l", text, "\\"]]).encode()
    assert wire.decode_frame(header, b"") == (1, [text, "\\"])
