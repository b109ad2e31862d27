"""Values cross between the engine and a sandbox unchanged, in both directions."""

from __future__ import annotations

import math
import socket
import threading
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox import decoder, wire
from selftests.child_codec import load_child

codec, channel = load_child("codec"), load_child("channel")

SECONDS = 20.0
DTYPES = [getattr(torch, name) for name in decoder.TENSOR_SIZES]


def to_child(value: Any) -> Any:
    """Send ``value`` as the engine does; return what the sandbox reads."""
    return exchange(
        lambda ours: ours.sendall(wire.encode_frame(7, value)),
        lambda theirs: channel.Channel(theirs).read(),
    )


def to_engine(value: Any) -> Any:
    """Send ``value`` as a sandbox does; return what the engine reads."""
    return exchange(
        lambda ours: channel.Channel(ours).write(7, value),
        lambda theirs: wire.Replies(theirs).read(time.monotonic() + SECONDS),
    )


def exchange(send: Any, receive: Any) -> Any:
    """Send on one end of a socket pair and receive on the other."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sender = threading.Thread(target=send, args=(ours,))
        sender.start()
        call, value = receive(theirs)
        sender.join()
    assert call == 7
    return value


def alike(a: Any, b: Any) -> bool:
    """Return whether ``b`` is ``a``, of the same types down to the last part."""
    if type(a) is not type(b):
        return False
    if isinstance(a, torch.Tensor):
        same = a.dtype == b.dtype and a.shape == b.shape
        return same and torch.equal(bits(a), bits(b))
    if isinstance(a, np.ndarray | np.generic):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict):
        return alike(list(a.items()), list(b.items()))
    if isinstance(a, float):
        return a.hex() == b.hex()
    if isinstance(a, complex):
        return alike([a.real, a.imag], [b.real, b.imag])
    if isinstance(a, pd.DataFrame):
        return alike(columns(a), columns(b)) and alike(list(a.index), list(b.index))
    if isinstance(a, str):  # two surrogates that make one character may come back as that one
        return a.encode("utf-16", "surrogatepass") == b.encode("utf-16", "surrogatepass")
    return bool(a == b)


def columns(table: pd.DataFrame) -> list[Any]:
    """Return the columns of a table as lists: an array of its strings holds addresses."""
    return [(name, str(column.dtype), column.tolist()) for name, column in table.items()]


def bits(tensor: torch.Tensor) -> torch.Tensor:
    """Return the bytes of a tensor: NaN is then equal to itself, and -0 is not 0."""
    plain = tensor.resolve_conj().resolve_neg().clone(memory_format=torch.contiguous_format)
    return plain.reshape(-1).view(torch.uint8) if tensor.numel() else torch.empty(0)


integers = st.integers(-(2**255), 2**255)
texts = st.text(st.characters(exclude_categories=()), max_size=20)
column_dtypes = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="<"),
    hnp.unsigned_integer_dtypes(endianness="<"),
    hnp.floating_dtypes(endianness="<"),
    hnp.complex_number_dtypes(endianness="<", sizes=(64, 128)),
    hnp.unicode_string_dtypes(endianness="<", max_len=5),
)
arrays = hnp.arrays(
    dtype=st.one_of(column_dtypes, hnp.byte_string_dtypes(max_len=5)),
    shape=hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)
tensors = st.builds(
    lambda dtype, shape, seed: torch.randint(
        0, 2, shape, generator=torch.Generator().manual_seed(seed)
    ).to(dtype),
    st.sampled_from(DTYPES),
    st.lists(st.integers(0, 4), max_size=4),
    st.integers(0, 99),
)
scalars = st.one_of(
    st.none(), st.booleans(), integers, st.floats(), st.complex_numbers(), texts, st.binary()
)
keys = st.one_of(st.none(), st.booleans(), integers, texts, st.binary(), st.tuples(texts, integers))
tables = st.integers(0, 4).flatmap(
    lambda rows: st.dictionaries(
        st.text(max_size=5), hnp.arrays(column_dtypes, rows), max_size=3
    ).map(pd.DataFrame)
)
values = st.recursive(
    st.one_of(scalars, arrays, tensors, tables),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
    ),
    max_leaves=10,
)


@settings(max_examples=150)
@given(values)
def test_round_trip_to_the_child(value: Any) -> None:
    """What the engine sends arrives as it is."""
    assert alike(value, to_child(value))


@settings(max_examples=150)
@given(values)
def test_round_trip_to_the_engine(value: Any) -> None:
    """What a sandbox sends arrives as it is."""
    assert alike(value, to_engine(value))


LAYOUTS = {
    "transposed": lambda: torch.randn(3, 5).T,
    "stepped": lambda: torch.randn(9)[::2],
    "one-element-stepped": lambda: torch.randn(1, 3)[:, 0],
    "expanded": lambda: torch.randn(1, 3).expand(4, 3),
    "channels-last": lambda: torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last),
    "conjugate": lambda: torch.randn(3, dtype=torch.complex64).conj(),
    "negative": lambda: torch.randn(1, dtype=torch.complex64).conj().imag,
    "gradient": lambda: torch.randn(3, requires_grad=True) * 2,
    "array-transposed": lambda: np.arange(6.0).reshape(2, 3).T,
    "array-stepped": lambda: np.arange(9)[::-2],
    "array-of-nothing": lambda: np.zeros((0, 3)),
    "long-string": lambda: np.array("x" * 200_000),
    "no-strings": lambda: np.array([], dtype="U3"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_in_memory_does_not_matter(name: str) -> None:
    """Views of all kinds arrive as the values that they show."""
    value = LAYOUTS[name]()
    plain = value.detach() if isinstance(value, torch.Tensor) else value
    assert alike(plain, to_child(value))
    assert alike(plain, to_engine(value))


def test_big_endian_array_arrives_in_the_order_of_this_machine() -> None:
    """The values stay, the order of the bytes is the wire's."""
    value = np.arange(4, dtype=">i4")
    for arrived in (to_child(value), to_engine(value)):
        assert arrived.dtype == np.dtype("<i4")
        assert arrived.tolist() == [0, 1, 2, 3]


def test_subclasses_arrive_as_plain_values() -> None:
    """Nothing of a student's class crosses, only the data."""
    pairs: list[tuple[Any, Any]] = [
        (type("T", (torch.Tensor,), {})(torch.ones(2)), torch.ones(2)),
        (torch.nn.Parameter(torch.ones(2)), torch.ones(2)),
        (np.ones(2).view(type("A", (np.ndarray,), {})), np.ones(2)),
        (type("S", (str,), {})("text"), "text"),
        (type("I", (int,), {})(5), 5),
        (type("L", (list,), {})([1]), [1]),
        (type("D", (dict,), {})(a=1), {"a": 1}),
        (bytearray(b"x"), b"x"),
        ({np.int64(1): 2}, {1: 2}),
    ]
    for sent, wanted in pairs:
        assert alike(wanted, to_engine(sent))


def test_data_frame_arrives_with_its_columns() -> None:
    """Numbers and texts, in both directions."""
    table = pd.DataFrame({"x": [1.5, math.nan], "n": [1, 2], "name": ["a", "é"]})
    pd.testing.assert_frame_equal(to_child(table), table)
    pd.testing.assert_frame_equal(to_engine(table), table)


UNSENDABLE = {
    "object": object(),
    "generator": (n for n in range(3)),
    "set": {1},
    "large-integer": 2**256,
    "object-array": np.array([object()]),
    "dates": np.array(["2024-01-01"], dtype="datetime64[D]"),
    "records": np.zeros(2, dtype=[("a", "i4")]),
    "long-double": np.zeros(2, dtype=np.longdouble),
    "sparse": torch.ones(2, 2).to_sparse(),
    "no-data": torch.ones(2, device="meta"),
    "eight-bits": torch.ones(2).to(torch.float8_e4m3fn),
    "tensor-as-key": {torch.ones(()): 1},
    "too-deep": [[[[[[[[[[[[[[1]]]]]]]]]]]]]],
    "too-many": [0] * 30_000,
    "columns-of-one-name": pd.DataFrame([[1, 2]], columns=["a", "a"]),
    "columns-named-alike": pd.DataFrame({1: [1], "1": [2]}),
    "column-of-bytes": pd.DataFrame({"a": [b"x"]}),
    "column-of-too-many": pd.DataFrame({"a": ["x"] * 30_000}),
    "too-long": "x" * (5 << 20),
    "too-large": b"x" * (257 << 20),
}


@pytest.mark.parametrize("name", UNSENDABLE)
def test_what_does_not_fit_is_refused_before_a_byte_is_written(name: str) -> None:
    """The sandbox says that it cannot be sent, and stays usable."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with pytest.raises(codec.Unsendable):
            channel.Channel(ours).write(1, UNSENDABLE[name])
        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            theirs.recv(1)


@pytest.mark.parametrize("value", [object(), {1}, np.array([object()]), torch.nn.Linear(1, 1)])
def test_engine_refuses_to_send_what_has_no_form(value: Any) -> None:
    """A suite that sends something else is told so."""
    with pytest.raises(TypeError):
        wire.encode_frame(1, value)


def test_both_sides_agree_on_their_limits() -> None:
    """What a sandbox may send, the engine accepts."""
    assert codec.PREFIX.format == wire.PREFIX.format
    assert (codec.MAX_HEADER, codec.MAX_PAYLOAD) == (wire.MAX_HEADER, wire.MAX_PAYLOAD)
    assert list(codec.TENSOR_DTYPES) == list(decoder.TENSOR_SIZES)
    assert codec.MAX_DEPTH < decoder.MAX_DEPTH
    assert codec.MAX_NODES < decoder.MAX_NODES
