"""Frames and values, as the trusted side writes and reads them.

The format is described in ``_child/codec.py``; this is the half that believes nothing. Sizes are
checked before memory is taken, the JSON header may hold neither objects nor NaN, every offset,
shape and dtype is verified, and one deadline covers a whole frame. Anything else than a well-formed
reply to the request that is waiting raises :class:`BadFrame`, which ends the sandbox.
"""

from __future__ import annotations

import json
import math
import re
import socket
import struct
import time
from typing import Any, NoReturn

import numpy as np

PREFIX = struct.Struct("!IQ")
MAX_HEADER = 4 * 1024 * 1024
MAX_PAYLOAD = 256 * 1024 * 1024
MAX_DEPTH = 14  # the child's own limit and two levels of envelope
MAX_NODES = 60_000
MAX_DIMENSIONS = 32

ARRAY_DTYPES = re.compile(r"\|b1|\|[iu]1|<[iu][248]|<f[248]|<c(8|16)|[<|][SU]\d{1,5}")
TENSOR_SIZES = {
    "bool": 1, "uint8": 1, "int8": 1, "int16": 2, "int32": 4, "int64": 8,
    "float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "complex64": 8, "complex128": 16,
}  # fmt: skip
DEVICE = re.compile(r"cpu|cuda(:\d{1,2})?")
INTEGER = re.compile(r"-?\d{1,78}")


class BadFrame(Exception):
    """The sandbox sent something that is not a reply in the wire format."""


class DeadlineExceeded(Exception):
    """The deadline of the exchange has passed."""


class PeerGone(Exception):
    """The sandbox closed its end, or its process has ended."""


def encode_frame(call: int, value: Any) -> bytes:
    """Return the bytes of one request; ``TypeError`` for a value that the wire has no form for."""
    buffers: list[bytes] = []
    header = json.dumps([call, _encode(value, buffers, [0])]).encode()
    payload = b"".join(buffers)
    return PREFIX.pack(len(header), len(payload)) + header + payload


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
        columns = [_encode(value[name].to_numpy(), buffers, size) for name in value.columns]
        return ["D", [str(name) for name in value.columns], columns]
    raise TypeError(f"a value of type {kind.__name__} cannot be sent to the sandbox")


def _encode_tensor(value: Any, buffers: list[bytes], size: list[int]) -> Any:
    import torch

    name = str(value.dtype).removeprefix("torch.")
    raw = value.detach().cpu().contiguous().reshape(-1)
    data = raw.view(torch.uint8).numpy().tobytes() if raw.numel() else b""
    return ["T", name, list(value.shape), *_keep(data, buffers, size), str(value.device)]


def read_frame(sock: socket.socket, deadline: float) -> tuple[int, Any]:
    """Read one reply before ``deadline`` (``time.monotonic``): its number and its value."""
    header_length, payload_length = PREFIX.unpack(_receive(sock, PREFIX.size, deadline))
    if header_length > MAX_HEADER or payload_length > MAX_PAYLOAD:
        raise BadFrame("a frame over the size limit")
    header = _receive(sock, header_length, deadline)
    payload = _receive(sock, payload_length, deadline)
    return decode_frame(bytes(header), bytes(payload))


def _receive(sock: socket.socket, count: int, deadline: float) -> bytearray:
    # Grown as bytes come, so that an announced size alone costs no memory.
    data = bytearray()
    while len(data) < count:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise DeadlineExceeded
        sock.settimeout(remaining)
        try:
            chunk = sock.recv(min(count - len(data), 1 << 20))
        except TimeoutError as error:
            raise DeadlineExceeded from error
        except ConnectionError as error:
            raise PeerGone from error
        if not chunk:
            raise PeerGone
        data += chunk
    return data


def decode_frame(header: bytes, payload: bytes) -> tuple[int, Any]:
    """Parse a reply; :class:`BadFrame` for anything that is not exactly in the format."""
    try:
        parsed = json.loads(
            header.decode(), object_pairs_hook=_no_objects, parse_constant=_no_constants
        )
    except (ValueError, RecursionError) as error:
        raise BadFrame("a header that is not plain JSON") from error
    if not isinstance(parsed, list) or len(parsed) != 2 or type(parsed[0]) is not int:
        raise BadFrame("a header that is not [call, value]")
    return parsed[0], _Decoder(payload).value(parsed[1], 0)


def _no_objects(_: Any) -> NoReturn:
    raise BadFrame("a JSON object in a header")


def _no_constants(_: str) -> NoReturn:
    raise BadFrame("NaN or Infinity in a header")


class _Decoder:
    def __init__(self, payload: bytes) -> None:
        self.payload = payload
        self.nodes = 0

    def value(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise BadFrame("a value nested too deep or of too many parts")
        if node is None or isinstance(node, bool | str):
            return node
        if not isinstance(node, list) or not node or not isinstance(node[0], str):
            raise BadFrame("a node without a tag")
        match node:
            case ["i", str(text)] if INTEGER.fullmatch(text):
                return int(text)
            case ["f", str(text)]:
                return _float(text)
            case ["c", str(real), str(imag)]:
                return complex(_float(real), _float(imag))
            case ["b", offset, length]:
                return self.slice(offset, length)
            case ["l", *items]:
                return [self.value(item, depth + 1) for item in items]
            case ["t", *items]:
                return tuple(self.value(item, depth + 1) for item in items)
            case ["d", *pairs]:
                return self.dictionary(pairs, depth)
            case ["a" | "g" as tag, str(dtype), list(shape), offset, length]:
                return self.array(tag, dtype, shape, offset, length)
            case ["T", str(name), list(shape), offset, length, str(device)]:
                return self.tensor(name, shape, offset, length, device)
            case ["D", list(names), list(columns)]:
                return self.frame(names, columns, depth)
        raise BadFrame(f"a node {node[0][:10]!r} out of form")

    def slice(self, offset: Any, length: Any) -> bytes:
        if type(offset) is not int or type(length) is not int:
            raise BadFrame("an offset that is not an integer")
        if offset < 0 or length < 0 or offset + length > len(self.payload):
            raise BadFrame("a buffer outside the payload")
        return self.payload[offset : offset + length]

    def shaped(self, shape: list[Any], size: int, offset: Any, length: Any) -> bytes:
        if len(shape) > MAX_DIMENSIONS or any(type(n) is not int or n < 0 for n in shape):
            raise BadFrame("a shape that is not a list of sizes")
        if math.prod(shape) * size != length:
            raise BadFrame("a buffer whose length is not that of its shape")
        return self.slice(offset, length)

    def dictionary(self, pairs: list[Any], depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for pair in pairs:
            if not isinstance(pair, list) or len(pair) != 2:
                raise BadFrame("a dictionary entry that is not a pair")
            key = self.value(pair[0], depth + 1)
            if not isinstance(key, str | int | float | bool | tuple | bytes | None):
                raise BadFrame("a dictionary key that is not plain")
            try:
                found[key] = self.value(pair[1], depth + 1)
            except TypeError as error:  # a tuple that holds a list or an array
                raise BadFrame("a dictionary key that is not plain") from error
        return found

    def array(self, tag: str, dtype: str, shape: list[Any], offset: Any, length: Any) -> Any:
        if not ARRAY_DTYPES.fullmatch(dtype):
            raise BadFrame("an array of a dtype that is not plain")
        kind = np.dtype(dtype)
        data = self.shaped(shape, kind.itemsize, offset, length)
        if kind.itemsize == 0:
            array = np.zeros(shape, dtype=kind) if math.prod(shape) <= MAX_NODES else None
            if array is None:
                raise BadFrame("an array of too many empty strings")
        else:
            array = np.frombuffer(data, dtype=kind).reshape(shape).copy()
        return array[()] if tag == "g" and not shape else array

    def tensor(self, name: str, shape: list[Any], offset: Any, length: Any, device: str) -> Any:
        import torch

        if name not in TENSOR_SIZES or not DEVICE.fullmatch(device):
            raise BadFrame("a tensor of a dtype or device that is not plain")
        data = self.shaped(shape, TENSOR_SIZES[name], offset, length)
        dtype = getattr(torch, name)
        flat = (
            torch.frombuffer(bytearray(data), dtype=dtype) if data else torch.empty(0, dtype=dtype)
        )
        if device != "cpu" and not torch.cuda.is_available():
            raise BadFrame("a tensor on a device that is not here")
        return flat.reshape(shape).to(device)

    def frame(self, names: list[Any], columns: list[Any], depth: int) -> Any:
        import pandas as pd

        values = [self.value(column, depth + 1) for column in columns]
        good = len(names) == len(values) and all(isinstance(n, str) for n in names)
        if not good or not all(isinstance(v, np.ndarray) and v.ndim == 1 for v in values):
            raise BadFrame("a DataFrame that is not named columns")
        if len({len(v) for v in values}) > 1:
            raise BadFrame("a DataFrame whose columns differ in length")
        return pd.DataFrame(dict(zip(names, values, strict=True)))


def _float(text: str) -> float:
    if len(text) > 40:
        raise BadFrame("a number that is too long")
    try:
        return float.fromhex(text)
    except (ValueError, OverflowError) as error:
        raise BadFrame("a number that is not one") from error
