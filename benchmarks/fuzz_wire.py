"""Feed the engine's parser hostile frames, guided by the paths that they take through it.

    python benchmarks/fuzz_wire.py [--frames N] [--seed N] [--offender FILE]

Each frame is a mutation of valid ones: bits flipped, frames spliced, lengths that lie, values
nested, repeated, swapped, cut or sent in small pieces. One that takes a new step from line to line
in ``wire.py``, ``decoder.py`` or ``replies.py`` is mutated further. Ends with exit code 1, and the
frame in a file, when anything but `BadFrame` or a documented end of the stream is raised, when a
frame takes over a second, or when the peak of memory grows by more than 64 MiB.

The loop is our own: it needs nothing installed, and runs on each Python that we support.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pandas as pd
import torch

from autograder.sandbox import decoder, replies, wire

FILES = {str(module.__file__) for module in (wire, decoder, replies)}
SECONDS, GROWTH_MIB = 1.0, 64
KEPT_BYTES = 1 << 12  # longer frames are tried but not mutated further, which would slow all down
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
REPLIES: list[list[Any]] = [
    *(["value", value] for value in [*PLAIN, *EMPTY, ARRAYS, TENSORS, TABLE]),
    *(["missing", "f"], ["unsendable", "why"], ["forbidden", "fork"], ["raised", RAISED]),
    *(["cell", OUTPUTS], ["files", {"a.txt": b"data"}]),
]
TAGS = ["i", "f", "c", "b", "l", "t", "d", "a", "g", "T", "D", "value", "raised", "cell", "files"]
DTYPES = ["<f4", "<U1", "|S0", "<U0", "|O", "|V4", "<U99999", "|b1", ">i4", "bool", "bfloat16"]
TEXTS = ["cpu", "cuda", "cuda:99", "meta", "nan", "0x1p+9999", "12", "-0", "\u0661", "\ud800"]
NUMBERS = [None, True, -1, 0, 1, 2, 4, 8, 1.5, 1 << 31, 1 << 40, 1 << 63, 1 << 70, 10**400]
SHAPES = [[], [1 << 20, 1 << 20], [1 << 62, 0], [-1, -1], [1] * 33, [0] * 32, {}, {"a": 1}]
NODES = [["b", 0, 4], ["a", "<U0", [70_000], 0, 0], ["d", ["a", None], ["a", None]], ["l"]]
WORDS: list[Any] = [*TAGS, *DTYPES, *TEXTS, *NUMBERS, *SHAPES, *NODES]
REPEATED = [b"[],", b"[[[[]]]],", b'"ab",', b"[0],", b'["l"],', b"1,", b'""', b"[", b'"\\n",']


class TooSlow(Exception):
    """A frame took longer than it may."""


@dataclass
class Peer:
    """The sandbox's end of a connection: what it sent, whole or in small pieces, then its end."""

    data: bytes
    trickle: random.Random | None
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


@dataclass
class Coverage:
    """The steps from line to line in the three files, noted as `sys.settrace` asks."""

    steps: set[tuple[str, int, int]] = field(default_factory=set)
    last: int = 0

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        """Follow the frames of the three files, and no other."""
        if frame.f_code.co_filename not in FILES:
            return None
        if event == "line":
            self.steps.add((frame.f_code.co_filename, self.last, frame.f_lineno))
            self.last = frame.f_lineno
        return self

    def parse(self, data: bytes, seed: int | None) -> None:
        """Parse a frame and note its steps; one slowed down by that gets another go without."""
        self.last = 0
        try:
            sys.settrace(self)
            parse(data, seed)
        except TooSlow:
            sys.settrace(None)
            parse(data, seed)
        finally:
            sys.settrace(None)


def too_slow(*_: Any) -> None:
    """Interrupt a frame."""
    raise TooSlow


def parse(data: bytes, seed: int | None) -> None:
    """Read a frame as the engine does; raise only what the engine does not expect."""
    trickle = None if seed is None else random.Random(seed)
    peer: Any = Peer(data, trickle)
    late = trickle is not None and trickle.random() < 0.01
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        _, reply = wire.read_frame(peer, time.monotonic() + (0 if late else 60))
        for check in (replies.answer, replies.outputs, replies.files):
            try:
                check(reply)
            except wire.BadFrame:
                continue
    except (wire.BadFrame, wire.PeerGone, wire.DeadlineExceeded):
        return
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def packed(header: bytes, payload: bytes) -> bytes:
    """Return a frame whose lengths are true."""
    return wire.PREFIX.pack(len(header), len(payload)) + header + payload


def reshaped(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Change a place of a frame's header, which must be JSON, and keep the lengths true."""
    size = wire.PREFIX.size + int.from_bytes(data[:4], "big")
    header, payload = json.loads(data[wire.PREFIX.size : size]), data[size:]
    for _ in range(rng.choice((1, 1, 2, 4))):
        lists = [header]
        for item in lists:  # grows while it is read
            lists += [part for part in item if isinstance(part, list)]
        holder, index = rng.choice([(item, at) for item in lists for at in range(len(item))])
        # A copy, as no list may hold itself, nor change for the frames to come.
        word = json.loads(json.dumps(rng.choice([*WORDS, rng.choice(lists), holder[index]])))
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
    return packed(json.dumps(header).encode(), payload)


def mutate(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return a frame that is nearly ``data``."""
    if rng.random() < 0.6:
        try:
            return reshaped(rng, data, other)
        except (ValueError, TypeError, IndexError, RecursionError):
            pass  # its header is no list of JSON any more: change its bytes
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


def peak_mib() -> float:
    """Return the most memory that this process has had."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> int:
    """Run the frames; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--offender", type=Path, default=Path("offender.bin"))
    options = parser.parse_args()
    rng, coverage = random.Random(options.seed), Coverage()
    signal.signal(signal.SIGALRM, too_slow)
    corpus = [wire.encode_frame(1, reply) for reply in REPLIES]
    for data in corpus:
        coverage.parse(data, None)
    first, began, count, fault = peak_mib(), time.perf_counter(), 0, ""
    while count < options.frames and not fault:
        data = mutate(rng, rng.choice(corpus), rng.choice(corpus))
        seed = rng.randrange(1 << 30) if rng.random() < 0.02 else None
        known = len(coverage.steps)
        try:
            coverage.parse(data, seed)
        except Exception as error:  # whatever it is, it is what this looks for
            fault = repr(error)
        count += 1
        if len(coverage.steps) > known and len(data) <= KEPT_BYTES:
            corpus.append(data)
        if peak_mib() - first > GROWTH_MIB:
            fault = fault or "memory"
    seconds = time.perf_counter() - began
    print(f"{count} frames in {seconds:.0f} s, {count / seconds:.0f} a second, seed {options.seed}")
    print(f"corpus {len(corpus)}, lines {len({(f, n) for f, _, n in coverage.steps})}")
    print(f"peak memory {first:.0f} MiB at the start, {peak_mib():.0f} MiB at the end")
    if fault:
        options.offender.write_bytes(data)
        print(f"{fault}: the frame is in {options.offender}", *([f"({seed=})"] if seed else []))
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
