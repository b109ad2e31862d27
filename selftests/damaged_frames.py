"""Frames of the wire, damaged at random: for the test of random frames and for the fuzzer."""

from __future__ import annotations

import json
import math
import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import torch

from autograder.sandbox import decoder, wire

OUTPUTS: list[Any] = [
    {"output_type": "stream", "name": "stdout", "text": "é\ud800"},
    {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["line"]},
    {"output_type": "display_data", "data": {"text/plain": "1"}},
]
RAISED = {"ename": "E", "bases": ["Exception"], "frames": [["f", 1, "g", "line"]]}
ARRAYS = [np.arange(6.0).reshape(2, 3), np.array(["ab"]), np.array([b"a"]), np.array([True])]
TENSORS = [torch.ones(2, dtype=getattr(torch, name)) for name in decoder.TENSOR_SIZES]
TABLE = pd.DataFrame({"x": [1.5, 2.0], "name": ["a", "b"]})
PLAIN = [None, True, "text", b"bytes", 2**200, -1.5, 1j, (1, 2), {"a": 1, (1, "b"): [b""]}]
EMPTY = [np.float32(1), np.zeros((0, 3)), np.array(["", ""])]
# At least one of each kind of reply, and of each kind of value.
REPLIES: list[list[Any]] = [
    *(["value", value] for value in [*PLAIN, *EMPTY, ARRAYS, TENSORS, TABLE, [TABLE, TABLE]]),
    *(["missing", "f"], ["unsendable", "why"], ["forbidden", "fork"], ["raised", RAISED]),
    *(["cell", OUTPUTS], ["files", {"a.txt": b"data"}]),
]

TAGS = ["i", "f", "c", "b", "l", "t", "d", "a", "g", "T", "D", "value", "raised", "cell", "files"]
DTYPES = ["<f4", "<U1", "|S0", "<U0", "|O", "|V4", "<U99999", "|b1", ">i4", "bool", "bfloat16"]
TEXTS = ["cpu", "cuda", "cuda:99", "meta", "nan", "0x1p+9999", "12", "-0", "\u0661", "\ud800"]
NUMBERS = [None, True, -1, 0, 1, 2, 4, 8, 1 << 31, 1 << 40, 1 << 63, 1 << 70, 10**400]
FLOATS = [1.5, math.nan, math.inf, -math.inf]
SHAPES = [[], [1 << 20, 1 << 20], [1 << 62, 0], [-1, -1], [1] * 33, [0] * 32, {}, {"a": 1}]
NODES = [
    *(["b", 0, 4], ["a", "<U0", [70_000], 0, 0], ["a", "<U1", [1], 0, 4], ["a", "|S1", [2], 0, 2]),
    *(["g", "<f8", [], 0, 8], ["T", "float32", [1], 0, 4, "cpu"], ["T", "bool", [4], 0, 4, "cpu"]),
    *(["D", ["a"], [["a", "|b1", [2], 0, 2]]], ["D", ["a"], [["a", "<U1", [2], 0, 8]]]),
    *(["D", ["a"], [["a", "|S1", [2], 0, 2]]], ["D", ["a", "a"], [["a", "|b1", [1], 0, 1]] * 2]),
    *(["d", ["a", None], ["a", None]], ["i", "9" * 79], ["f", "0x1p+9999"], ["l"]),
]
WORDS: list[Any] = [*TAGS, *DTYPES, *TEXTS, *NUMBERS, *FLOATS, *SHAPES, *NODES]
REPEATED = [b"[],", b"[[[[]]]],", b'"ab",', b"[0],", b'["l"],', b"1,", b'""', b"[", b'"\\n",']


@dataclass
class Peer:
    """The sandbox's end of a connection: what it sent, whole or in small pieces, then its end."""

    data: bytes
    trickle: random.Random | None = None
    at: int = 0

    def settimeout(self, seconds: float) -> None:
        """Nothing here waits."""

    def recv(self, count: int) -> bytes:
        """Return the next piece, or nothing at the end; a small piece may be the last."""
        if self.trickle:
            count = min(count, self.trickle.randint(1, 9))
            if self.trickle.random() < 0.01:
                raise self.trickle.choice((TimeoutError, ConnectionResetError))
        self.at += count
        return self.data[self.at - count : self.at]


def packed(header: bytes, payload: bytes) -> bytes:
    """Return a frame whose lengths are true."""
    return wire.PREFIX.pack(len(header), len(payload)) + header + payload


def damaged(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return a frame that is nearly ``data``, or partly ``other``."""
    if rng.random() < 0.8:
        try:
            return _changed_header(rng, data, other)
        except (ValueError, TypeError, LookupError, RecursionError):
            pass  # its header is no list of JSON any more: change its bytes
    return _changed_bytes(rng, data, other)


def _changed_header(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Change some places of a frame's header, which must be JSON."""
    size = wire.PREFIX.size + int.from_bytes(data[:4], "big")
    header, payload = json.loads(data[wire.PREFIX.size : size]), data[size:]
    for _ in range(rng.choice((1, 1, 2, 4))):
        lists = [header]
        for item in lists:  # grows while it is read
            lists += [part for part in item if isinstance(part, list)]
        places = (
            lists[1:] if rng.random() < 0.9 else lists
        )  # a header not [n, value] is soon refused
        holder, index = rng.choice([(item, at) for item in places for at in range(len(item))])
        # A copy, as no list may hold itself, nor change for the frames to come.
        word = json.loads(
            json.dumps(rng.choice(rng.choice((WORDS, NODES, lists, [holder[index]]))))
        )
        match rng.randrange(5):
            case 0 | 1:
                holder[index] = word
            case 2:  # beside itself: keys and buffers repeat
                holder[index:index] = [json.loads(json.dumps(holder[index]))] * rng.choice((1, 3))
            case 3:
                for _ in range(rng.choice((1, 2, 14, 700))):
                    holder[index] = [rng.choice("ltd"), holder[index]]
            case _:
                payload = rng.choice((payload[:-1], payload * 2, other[-9:], b"\xff" * 4))
                del holder[index : index + rng.randrange(2)]
    if rng.random() < 0.7:  # else most are refused for the first buffer out of its place
        end = _put_in_order(header, 0)
        missing = max(0, min(end, 4096) - len(payload))
        payload += rng.choice((bytes(missing), rng.randbytes(missing)))
        payload = payload[: max(0, end)]
    return packed(json.dumps(header).encode(), payload)


def _put_in_order(node: Any, end: int) -> int:
    """Give the buffers of ``node`` their places from ``end`` on; return where they end."""
    match node:
        case ["b", _, int(length)] | ["a" | "g", _, _, _, int(length)]:
            node[-2] = end
            return end + length
        case ["T", _, _, _, int(length), _]:
            node[3] = end
            return end + length
        case list():
            for item in node:
                end = _put_in_order(item, end)
    return end


def _changed_bytes(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Flip, cut, splice or repeat bytes, or let the lengths lie."""
    raw, at = bytearray(data), rng.randrange(len(data) + 1)
    match rng.randrange(6):
        case 0 if raw:
            for _ in range(rng.choice((1, 1, 3, 9))):
                raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        case 1:
            raw[at:] = other[rng.randrange(len(other) + 1) :]
        case 2:
            del raw[at:]
        case 3:
            sizes = rng.choice((0, 2, 1 << 22, (1 << 22) + 1)), rng.choice((0, 1, 1 << 28, 1 << 63))
            return wire.PREFIX.pack(*sizes) + data[wire.PREFIX.size :]
        case 4 if rng.random() < 0.005:  # as long as a header may be, of one part repeated
            part = rng.choice(REPEATED)
            return packed(b'[1,["l",' + part * ((wire.MAX_HEADER - 15) // len(part)) + b"1]]", b"")
        case _:
            raw[at:at] = raw[at : at + rng.choice((1, 4, 40))] * rng.choice((1, 3))
    # True lengths let the change reach the decoder.
    body, size = bytes(raw[wire.PREFIX.size :]), int.from_bytes(raw[:4], "big")
    return packed(body[:size], body[size:]) if rng.random() < 0.5 else bytes(raw)
