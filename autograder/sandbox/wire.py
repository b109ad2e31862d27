"""Frames and values, as the trusted side writes and reads them.

The format is described in ``_child/codec.py``; this is the half that believes nothing. Sizes are
checked before memory is taken, and one deadline covers a whole frame. What it holds is read by
`decoder`; anything else than a reply in the format raises :class:`BadFrame`.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from autograder.sandbox.decoder import BadFrame as BadFrame
from autograder.sandbox.decoder import decode_frame as decode_frame

PREFIX = struct.Struct("!IQ")
MAX_HEADER = 4 * 1024 * 1024
MAX_PAYLOAD = 256 * 1024 * 1024
CHUNK = 1 << 18


class DeadlineExceeded(Exception):
    """The deadline of the exchange has passed."""


class PeerGone(Exception):
    """The sandbox closed its end, or its process has ended."""


class Body(NamedTuple):
    """What a request asks, encoded: the same bytes for the same question."""

    node: bytes
    payload: bytes

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.node) + len(self.payload)

    def frame(self, call: int) -> bytes:
        """Return the bytes of request ``call``."""
        header = b"[%d, %b]" % (call, self.node)
        return PREFIX.pack(len(header), len(self.payload)) + header + self.payload


def encode_body(value: Any) -> Body:
    """Encode a request; ``TypeError`` for a value that the wire has no form for."""
    buffers: list[bytes] = []
    return Body(json.dumps(_encode(value, buffers, [0])).encode(), b"".join(buffers))


def encode_frame(call: int, value: Any) -> bytes:
    """Return the bytes of one request; ``TypeError`` for a value that the wire has no form for."""
    return encode_body(value).frame(call)


def _keep(data: bytes, buffers: list[bytes], size: list[int]) -> list[int]:
    offset = size[0]
    size[0] += len(data)
    buffers.append(data)
    return [offset, len(data)]


def _encode(value: Any, buffers: list[bytes], size: list[int]) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        if value.dtype.kind not in "biufcUS":
            raise TypeError(f"an array of dtype {value.dtype} cannot be sent")
        plain = np.asarray(value).astype(value.dtype.newbyteorder("<"), copy=False)
        tag = "g" if isinstance(value, np.generic) else "a"
        return [tag, plain.dtype.str, list(plain.shape), *_keep(plain.tobytes(), buffers, size)]
    kind = type(value)
    if kind is int:
        return ["i", str(value)]
    if kind is float:
        return ["f", value.hex()]
    if kind is complex:
        return ["c", value.real.hex(), value.imag.hex()]
    if kind is bytes:
        return ["b", *_keep(value, buffers, size)]
    if kind is list or kind is tuple:
        return ["l" if kind is list else "t", *[_encode(v, buffers, size) for v in value]]
    if kind is dict:
        pairs = value.items()
        return ["d", *[[_encode(k, buffers, size), _encode(v, buffers, size)] for k, v in pairs]]
    if kind.__module__ == "torch" and kind.__name__ == "Tensor":
        return _encode_tensor(value, buffers, size)
    if kind.__module__.startswith("pandas") and kind.__name__ == "DataFrame":
        columns = [_encode(_column(value[name]), buffers, size) for name in value.columns]
        return ["D", [str(name) for name in value.columns], columns]
    raise TypeError(f"a value of type {kind.__name__} cannot be sent to the sandbox")


def _column(series: Any) -> Any:
    """Return one column of a DataFrame as an array; pandas keeps strings as objects."""
    array = series.to_numpy()
    strings = array.dtype.kind == "O" and all(isinstance(item, str) for item in array)
    return array.astype(str) if strings else array


def _encode_tensor(value: Any, buffers: list[bytes], size: list[int]) -> Any:
    import torch

    name = _name_of(value.dtype)
    device = "cpu" if value.is_cpu else str(value.device)
    if name == "bfloat16":  # numpy has no such type
        value = value.detach().cpu().contiguous().view(torch.int16)
    data = value.numpy(force=True).tobytes()
    return ["T", name, list(value.shape), *_keep(data, buffers, size), device]


@cache
def _name_of(dtype: Any) -> str:
    return str(dtype).removeprefix("torch.")


class Replies:
    """The replies that come through one socket."""

    def __init__(self, sock: socket.socket) -> None:
        """Read from ``sock``."""
        self._socket = sock
        self._data = bytearray()

    def read(self, deadline: float, others: int = 0) -> tuple[int, Any]:
        """Read one reply before ``deadline`` (``time.monotonic``): its number and its value.

        ``others`` have been asked for as well. Beyond them, what comes with the same breath is out
        of place.
        """
        data, body, size = self._frame(deadline, others)
        view = memoryview(data)
        return decode_frame(bytes(view[PREFIX.size : body]), view[body:size])

    def skip(self, deadline: float, others: int) -> None:
        """Read one reply like :meth:`read`, whatever is in it."""
        self._frame(deadline, others)

    def _frame(self, deadline: float, others: int) -> tuple[bytearray, int, int]:
        """Return data that begin with a frame, where its payload begins, and where it ends."""
        # Grown as bytes come, so that an announced size alone costs no memory.
        data, self._data = self._data, bytearray()
        while len(data) < PREFIX.size:
            data += _receive(self._socket, deadline)
        header_length, payload_length = PREFIX.unpack_from(data)
        if header_length > MAX_HEADER or payload_length > MAX_PAYLOAD:
            raise BadFrame("a frame over the size limit")
        body = PREFIX.size + header_length
        size = body + payload_length
        while len(data) < size:
            data += _receive(self._socket, deadline)
        if len(data) > size and not others:
            raise BadFrame("more than one reply to a request")
        self._data = data[size:]
        return data, body, size


def split_frames(data: bytes) -> Iterator[Any]:
    """Yield the values of frames that follow one another in ``data``, with the same checks."""
    while data:
        try:
            header_length, payload_length = PREFIX.unpack_from(data)
        except struct.error as error:
            raise BadFrame("a frame that is cut off") from error
        body = PREFIX.size + header_length
        end = body + payload_length
        yield decode_frame(data[PREFIX.size : body], data[body:end])[1]
        data = data[end:]


def _receive(sock: socket.socket, deadline: float) -> bytes:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise DeadlineExceeded
    sock.settimeout(remaining)
    try:
        chunk = sock.recv(CHUNK)
    except TimeoutError as error:
        raise DeadlineExceeded from error
    except ConnectionError as error:
        raise PeerGone from error
    if not chunk:
        raise PeerGone
    return chunk
