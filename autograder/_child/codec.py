"""Frames and values, as the untrusted side reads and writes them.

A frame is ``!IQ`` (header length, payload length), a JSON header ``[id, node]`` and the payload
in which the buffers of the nodes lie one after the other. Nodes are JSON scalars, or lists that
start with a tag::

    ["i", "12"]  ["f", "0x1p+0"]  ["c", "0x..", "0x.."]  ["b", offset, length]
    ["l", ...]   ["t", ...]       ["d", [key, value], ...]
    ["a", dtype, shape, offset, length]           numpy array      ["g", ...] numpy scalar
    ["T", dtype, shape, offset, length, device]   torch tensor
    ["D", [column, ...], [node, ...]]             pandas DataFrame

This side trusts what it reads (the engine wrote it) and tries to send whatever student code
returns; what does not fit raises :class:`Unsendable`. The engine trusts nothing of it.
"""

from __future__ import annotations

import json
import struct
import sys
from typing import Any

import numpy as np

PREFIX = struct.Struct("!IQ")
MAX_DEPTH = 12
MAX_NODES = 20_000
MAX_HEADER = 4 * 1024 * 1024
MAX_PAYLOAD = 256 * 1024 * 1024
TOO_LARGE = f"more than {MAX_PAYLOAD >> 20} MiB of data"
# What the engine accepts; kept in step with sandbox/wire.py by selftests/test_wire.py.
ARRAY_KINDS = "biufcUS"
TENSOR_DTYPES = [
    "bool",
    "uint8",
    "int8",
    "int16",
    "int32",
    "int64",
    "float16",
    "bfloat16",
    "float32",
    "float64",
    "complex64",
    "complex128",
]


class Unsendable(Exception):
    """A value that the wire has no form for; the message names its type."""


def decode_frame(frame: bytearray, size: int) -> tuple[int, Any]:
    """Return number and body of the request that the first ``size`` bytes of ``frame`` are."""
    header_length, _ = PREFIX.unpack_from(frame)
    body = PREFIX.size + header_length
    call, node = json.loads(frame[PREFIX.size : body])
    return call, decode(node, memoryview(frame)[body:size])


def encode_frame(call: int, value: Any) -> bytes:
    """Return ``value`` as the reply to request ``call``; ``Unsendable`` if it has no such form."""
    encoder = Encoder()
    header = json.dumps([call, encoder.node(value, 0)], ensure_ascii=True).encode()
    if len(header) > MAX_HEADER:
        raise Unsendable(f"more than {MAX_HEADER >> 20} MiB of text")
    lengths = PREFIX.pack(len(header), encoder.size)
    return b"".join([lengths, header, *encoder.buffers])


def decode(node: Any, payload: memoryview) -> Any:
    """Rebuild a value that the engine sent."""
    if not isinstance(node, list):
        return node
    tag, rest = node[0], node[1:]
    match tag:
        case "i":
            return int(rest[0])
        case "f":
            return float.fromhex(rest[0])
        case "c":
            return complex(float.fromhex(rest[0]), float.fromhex(rest[1]))
        case "b":
            return bytes(payload[rest[0] : rest[0] + rest[1]])
        case "l":
            return [decode(item, payload) for item in rest]
        case "t":
            return tuple(decode(item, payload) for item in rest)
        case "d":
            return {decode(key, payload): decode(value, payload) for key, value in rest}
        case "a" | "g":
            dtype, shape, offset, length = rest
            flat = np.frombuffer(payload[offset : offset + length], dtype=np.dtype(dtype))
            array = flat.reshape(shape).copy()
            return array[()] if tag == "g" else array
        case "T":
            import torch

            name, shape, offset, length, device = rest
            data, kind = bytearray(payload[offset : offset + length]), getattr(torch, name)
            # frombuffer takes no empty buffer.
            tensor = torch.frombuffer(data, dtype=kind) if data else torch.empty(0, dtype=kind)
            tensor = tensor.reshape(shape)
            return tensor if device == "cpu" else tensor.to(device)
        case "D":
            import pandas as pd

            names, columns = rest
            return pd.DataFrame(
                {n: decode(c, payload) for n, c in zip(names, columns, strict=True)}
            )
    raise ValueError(f"unknown tag {tag!r}")


def _column(series: Any) -> Any:
    """Return one column of a DataFrame as an array; pandas keeps strings as objects."""
    array = np.asarray(series)
    strings = array.dtype.kind == "O" and all(isinstance(item, str) for item in array)
    return array.astype(str) if strings else array


class Encoder:
    """One value on its way out: collects buffers, counts nodes and bytes."""

    def __init__(self) -> None:
        """Start an empty payload."""
        self.buffers: list[bytes] = []
        self.size = 0
        self.count = 0

    def _keep(self, data: bytes) -> tuple[int, int]:
        offset = self.size
        self.size += len(data)
        if self.size > MAX_PAYLOAD:
            raise Unsendable(TOO_LARGE)
        self.buffers.append(data)
        return offset, len(data)

    def node(self, value: Any, depth: int) -> Any:
        """Return the JSON node of ``value``."""
        self.count += 1
        if depth > MAX_DEPTH:
            raise Unsendable(f"a value nested deeper than {MAX_DEPTH} levels")
        if self.count > MAX_NODES:
            raise Unsendable(f"a value of more than {MAX_NODES} parts")
        if value is None or value is True or value is False:
            return value
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            return self._tensor(torch, value)
        if isinstance(value, np.ndarray | np.generic):
            return self._array(value)
        pandas = sys.modules.get("pandas")
        if pandas is not None and isinstance(value, pandas.DataFrame):
            return self._frame(value, depth)
        return self._builtin(value, depth)

    def _builtin(self, value: Any, depth: int) -> Any:
        if isinstance(value, str):
            # A copy as a plain str; unpaired surrogates have no UTF-8 form but json escapes them.
            return "".join(value)
        if isinstance(value, int):
            if int.bit_length(value) > 256:
                raise Unsendable("an integer of more than 256 bits")
            return ["i", int.__repr__(value)]
        if isinstance(value, float):
            return ["f", float.hex(value)]
        if isinstance(value, complex):
            return ["c", float.hex(value.real), float.hex(value.imag)]
        if isinstance(value, bytes | bytearray):
            return ["b", *self._keep(bytes(value))]
        if isinstance(value, tuple):
            return ["t", *[self.node(item, depth + 1) for item in tuple.__iter__(value)]]
        if isinstance(value, list):
            return ["l", *[self.node(item, depth + 1) for item in list.__iter__(value)]]
        if isinstance(value, dict):
            pairs = [
                [self._key(k, depth + 1), self.node(v, depth + 1)] for k, v in dict.items(value)
            ]
            return ["d", *pairs]
        raise Unsendable(f"a value of type {type(value).__name__}")

    def _frame(self, value: Any, depth: int) -> Any:
        names = [str(name) for name in value.columns]
        if len(set(names)) < len(names):
            raise Unsendable("a DataFrame with two columns of the same name")
        columns = [_column(value[name]) for name in value.columns]
        # For the engine each string is a part of its own.
        self.count += sum(len(column) for column in columns if column.dtype.kind == "U")
        return ["D", names, [self.node(column, depth + 1) for column in columns]]

    def _key(self, value: Any, depth: int) -> Any:
        if isinstance(value, np.bool_ | np.integer):
            value = value.item()
        if not (value is None or isinstance(value, bool | int | float | str | bytes | tuple)):
            raise Unsendable(f"a dictionary with a key of type {type(value).__name__}")
        return self.node(value, depth)

    def _array(self, value: Any) -> Any:
        scalar = isinstance(value, np.generic)
        array = np.asarray(value)
        wide = {"f": 8, "c": 16}.get(array.dtype.kind)  # of long double nobody knows the format
        if array.dtype.kind not in ARRAY_KINDS or (wide and array.dtype.itemsize > wide):
            raise Unsendable(f"an array of dtype {array.dtype}")
        if array.nbytes > MAX_PAYLOAD:  # before it is copied
            raise Unsendable(TOO_LARGE)
        plain = array.astype(array.dtype.newbyteorder("<"), copy=False)
        place = self._keep(plain.tobytes())
        return ["g" if scalar else "a", plain.dtype.str, list(array.shape), *place]

    def _tensor(self, torch: Any, value: Any) -> Any:
        if value.layout != torch.strided or value.is_quantized or value.device.type == "meta":
            raise Unsendable(f"a tensor of layout {value.layout} on {value.device}")
        device = str(value.device)
        name = str(value.dtype).removeprefix("torch.")
        if name not in TENSOR_DTYPES:
            raise Unsendable(f"a tensor of dtype {name}")
        if value.numel() * value.element_size() > MAX_PAYLOAD:  # before it is copied
            raise Unsendable(TOO_LARGE)
        plain = value.as_subclass(torch.Tensor)
        shape = list(plain.shape)
        if name == "bfloat16":  # numpy has no such type
            plain = plain.detach().cpu().contiguous().view(torch.int16)
        data = plain.numpy(force=True).tobytes()
        return ["T", name, shape, *self._keep(data), device]
