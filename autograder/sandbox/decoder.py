"""Values, as the trusted side reads them: every offset, shape, dtype and size is verified.

The JSON header may hold neither objects nor NaN. The buffers lie one after the other, without gap
or overlap, so that a value takes no more memory than the frame that carried it. Whatever is wrong
raises :class:`BadFrame`.
"""

from __future__ import annotations

import json
import math
import re
import sys
from typing import Any, NoReturn

import numpy as np

MAX_DEPTH = 14  # the child's own limit and two levels of envelope
MAX_NODES = 60_000
MAX_PARTS = 8 * MAX_NODES  # brackets and commas: a value of as many as the child sends has fewer
MAX_DIMENSIONS = 32
MAX_VALUES = 1 << 40  # of an empty array: numpy and torch refuse shapes that overflow

# No strings of no length, <U0: a copy of them may have another dtype.
ARRAY_DTYPES = re.compile(r"\|b1|\|[iu]1|<[iu][248]|<f[248]|<c(8|16)|(\|S|<U)[1-9][0-9]{0,7}")
TENSOR_SIZES = {
    "bool": 1, "uint8": 1, "int8": 1, "int16": 2, "int32": 4, "int64": 8,
    "float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "complex64": 8, "complex128": 16,
}  # fmt: skip
DEVICE = re.compile(r"cuda(:[0-9]{1,2})?")
INTEGER = re.compile(r"-?[0-9]{1,78}")


class BadFrame(Exception):
    """The sandbox sent something that is not a reply in the wire format."""


def decode_frame(header: bytes, payload: bytes | memoryview) -> tuple[int, Any]:
    """Parse a reply; :class:`BadFrame` for anything that is not exactly in the format."""
    if _has_too_many_parts(header):
        raise BadFrame("a header of too many parts")
    try:
        parsed = _JSON.decode(header.decode())
    except (ValueError, RecursionError) as error:
        raise BadFrame("a header that is not plain JSON") from error
    if not isinstance(parsed, list) or len(parsed) != 2 or type(parsed[0]) is not int:
        raise BadFrame("a header that is not [call, value]")
    decoder = _Decoder(payload)
    value = decoder.value(parsed[1], 0)
    if decoder.end < len(payload):
        raise BadFrame("data that belongs to no value")
    return parsed[0], value


def _has_too_many_parts(header: bytes) -> bool:
    # Before it is parsed: as objects, a header of empty lists takes forty times its size.
    if header.count(b"[") + header.count(b",") <= MAX_PARTS:
        return False
    # They may be the text of a value. Without its escapes, a quote always begins or ends a string.
    bare = header.replace(b"\\\\", b"").replace(b'\\"', b"")
    parts = at = 0
    while at < len(bare) and parts <= MAX_PARTS:
        begin = bare.find(b'"', at) % (len(bare) + 1)  # -1, none, becomes the end
        # A string counts as well, so that strings without commas come to an end.
        parts += bare.count(b"[", at, begin) + bare.count(b",", at, begin) + 1
        at = bare.find(b'"', begin + 1) % (len(bare) + 1) + 1
    return parts > MAX_PARTS


def _no_objects(_: Any) -> NoReturn:
    raise BadFrame("a JSON object in a header")


def _no_constants(_: str) -> NoReturn:
    raise BadFrame("NaN or Infinity in a header")


_JSON = json.JSONDecoder(object_pairs_hook=_no_objects, parse_constant=_no_constants)


class _Decoder:
    def __init__(self, payload: bytes | memoryview) -> None:
        self.payload = memoryview(payload)  # so that each value is its only copy
        self.end = 0  # of the last buffer that was read
        self.nodes = 0

    def value(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise BadFrame("a value nested too deep or of too many parts")
        if node is None or isinstance(node, bool | str):
            return node
        if not isinstance(node, list) or not node or not isinstance(node[0], str):
            raise BadFrame("a node without a tag")
        match node:  # the most frequent first
            case ["T", str(name), list(shape), offset, length, str(device)]:
                return self.tensor(name, shape, offset, length, device)
            case ["i", str(text)] if INTEGER.fullmatch(text):
                return int(text)
            case ["f", str(text)]:
                return _float(text)
            case ["c", str(real), str(imag)]:
                return complex(_float(real), _float(imag))
            case ["b", offset, length]:
                return bytes(self.slice(offset, length))
            case ["l", *items]:
                return [self.value(item, depth + 1) for item in items]
            case ["t", *items]:
                return tuple(self.value(item, depth + 1) for item in items)
            case ["d", *pairs]:
                return self.dictionary(pairs, depth)
            case ["a" | "g" as tag, str(dtype), list(shape), offset, length]:
                return self.array(tag, dtype, shape, offset, length)
            case ["D", list(names), list(columns)]:
                return self.frame(names, columns, depth)
        raise BadFrame(f"a node {node[0][:10]!r} out of form")

    def slice(self, offset: Any, length: Any) -> memoryview:
        if type(offset) is not int or type(length) is not int:
            raise BadFrame("an offset that is not an integer")
        # One that could be named a thousand times would be a thousand copies.
        if offset != self.end:
            raise BadFrame("a buffer that does not begin where the last one ended")
        if not 0 <= length <= len(self.payload) - offset:
            raise BadFrame("a buffer outside the payload")
        self.end += length
        return self.payload[offset : self.end]

    def shaped(self, shape: list[Any], size: int, offset: Any, length: Any) -> memoryview:
        if len(shape) > MAX_DIMENSIONS or any(type(n) is not int or n < 0 for n in shape):
            raise BadFrame("a shape that is not a list of sizes")
        if math.prod(max(n, 1) for n in shape) * size > MAX_VALUES:
            raise BadFrame("a shape that is too large")
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
        if kind.kind == "b":  # a byte other than 0 and 1 makes a truth value that is neither
            array = (np.frombuffer(data, dtype=np.uint8) != 0).reshape(shape)
        else:
            if kind.kind == "U" and (np.frombuffer(data, dtype="<u4") > sys.maxunicode).any():
                raise BadFrame("a character that does not exist")
            array = np.frombuffer(data, dtype=kind).reshape(shape).copy()
        return array[()] if tag == "g" and not shape else array

    def tensor(self, name: str, shape: list[Any], offset: Any, length: Any, device: str) -> Any:
        import torch

        if name not in TENSOR_SIZES or (device != "cpu" and not DEVICE.fullmatch(device)):
            raise BadFrame("a tensor of a dtype or device that is not plain")
        data = self.shaped(shape, TENSOR_SIZES[name], offset, length)
        if device != "cpu" and int(device[5:] or 0) >= torch.cuda.device_count():
            raise BadFrame("a tensor on a device that is not here")
        if name == "bool":
            data = (np.frombuffer(data, dtype=np.uint8) != 0).tobytes()
        dtype = getattr(torch, name)
        flat = (
            torch.frombuffer(bytearray(data), dtype=dtype) if data else torch.empty(0, dtype=dtype)
        )
        shaped = flat.reshape(shape)
        return shaped if device == "cpu" else shaped.to(device)

    def frame(self, names: list[Any], columns: list[Any], depth: int) -> Any:
        try:
            import pandas as pd
        except ImportError as error:
            raise BadFrame("a DataFrame, without pandas here") from error

        values = [self.value(column, depth + 1) for column in columns]
        if len(names) != len(values) or not all(isinstance(n, str) for n in names):
            raise BadFrame("a DataFrame that is not named columns")
        if len(set(names)) < len(names):
            raise BadFrame("a DataFrame with two columns of the same name")
        for value in values:  # bytes become objects in a DataFrame, and the wire has none
            if not isinstance(value, np.ndarray) or value.ndim != 1 or value.dtype.kind == "S":
                raise BadFrame("a DataFrame whose columns are not plain")
        if len({len(v) for v in values}) > 1:
            raise BadFrame("a DataFrame whose columns differ in length")
        # Each string becomes an object of its own.
        self.nodes += sum(len(v) for v in values if v.dtype.kind == "U")
        if self.nodes > MAX_NODES:
            raise BadFrame("a DataFrame of too many strings")
        try:
            return pd.DataFrame(dict(zip(names, values, strict=True)))
        except (ValueError, TypeError, NotImplementedError) as error:
            raise BadFrame("a DataFrame that pandas refuses") from error


def _float(text: str) -> float:
    if len(text) > 40:
        raise BadFrame("a number that is too long")
    try:
        return float.fromhex(text)
    except (ValueError, OverflowError) as error:
        raise BadFrame("a number that is not one") from error
