"""Feed the engine's parser hostile frames, guided by the paths that they take through it.

    python benchmarks/fuzz_wire.py [--frames N] [--seed N] [--offender FILE]

Each frame is a damaged one of a corpus: replies of all kinds, and all that the selftests refuse.
One that takes a new step from line to line in ``wire.py``, ``decoder.py`` or ``replies.py`` joins
it.
Ends with exit code 1, and the frame in a file, when anything but `BadFrame` or a documented end of
the stream is raised, a warning included, when a frame takes over a second of processor time, or
when the peak of memory grows by more than 64 MiB. The file is written before the frame is read, so
that it is there as well after a crash of the interpreter.

The loop is our own: it needs nothing installed, and runs on each Python that we support.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import random
import resource
import signal
import sys
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from autograder.sandbox import decoder, replies, wire
from selftests.damaged_frames import REPLIES, Peer, damaged, packed
from selftests.hostile_values import HEADERS, HOSTILE, WRONG_REPLIES

FILES = {str(module.__file__) for module in (wire, decoder, replies)}
SECONDS, GROWTH_MIB = 1.0, 64
STUCK_SECONDS, BATCH = 600, 1000
OVERSIZED = [
    *((wire.MAX_HEADER + 1, 0), (2, wire.MAX_PAYLOAD + 1), ((1 << 32) - 1, (1 << 64) - 1)),
    *((wire.MAX_HEADER, wire.MAX_PAYLOAD), (8, wire.MAX_PAYLOAD), (0, 8), (8, 0)),
]
KEPT_BYTES = 1 << 12  # longer frames are tried but not mutated further, which would slow all down


class TooSlow(Exception):
    """A frame took longer than it may."""


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
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        _, reply = wire.Replies(peer).read(time.monotonic() + (0 if late else 60))
        for check in (replies.answer, replies.outputs, replies.files):
            try:
                check(reply)
            except wire.BadFrame:
                continue
    except (wire.BadFrame, wire.PeerGone, wire.DeadlineExceeded):
        return
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def peak_mib() -> float:
    """Return the most memory that this process has had."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def seeds() -> list[bytes]:
    """Return frames of each kind, well-formed and malformed, to start from."""
    nodes = [(json.dumps([1, node]).encode(), payload) for node, payload in HOSTILE.values()]
    return [
        *(wire.encode_frame(1, reply) for reply in [*REPLIES, *WRONG_REPLIES]),
        *(packed(header, payload) for header, payload in nodes),
        *(packed(header, b"") for header in HEADERS),
        *(wire.PREFIX.pack(*sizes) + b"[1,null]" for sizes in OVERSIZED),
    ]


def fuzz(count: int, seed: int, offender: BinaryIO) -> str:
    """Read ``count`` frames and print what came of it; return the fault of the last, if any."""
    rng, coverage, corpus = random.Random(seed), Coverage(), seeds()
    waiting, first, began = corpus[::-1], peak_mib(), time.perf_counter()
    corpus = [data for data in corpus if len(data) <= KEPT_BYTES]
    done, fault = 0, ""
    while done < count and not fault:
        if done % BATCH == 0:  # no handler of a signal runs in a loop of C, but this does
            faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)
        data = waiting.pop() if waiting else damaged(rng, rng.choice(corpus), rng.choice(corpus))
        pieces = rng.randrange(1 << 30) if rng.random() < 0.02 else None
        offender.seek(0)
        offender.truncate()
        offender.write(data)
        known = len(coverage.steps)
        try:
            coverage.parse(data, pieces)
        except Exception as error:  # whatever it is, it is what this looks for
            fault = repr(error) + (f", sent in pieces of seed {pieces}" if pieces else "")
        if len(coverage.steps) > known and len(data) <= KEPT_BYTES:
            corpus.append(data)
        if peak_mib() - first > GROWTH_MIB:
            fault = fault or "memory"
        done += 1
    seconds = time.perf_counter() - began
    print(f"{done} frames in {seconds:.0f} s, {done / seconds:.0f} a second, seed {seed}")
    print(f"{len(coverage.steps)} steps between {len({s[::2] for s in coverage.steps})} lines")
    print(f"{len(corpus)} frames in the corpus at the end")
    print(f"peak memory {first:.0f} MiB at the start, {peak_mib():.0f} MiB at the end")
    return fault


def main() -> int:
    """Run the frames; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--offender", type=Path, default=Path("offender.bin"))
    options = parser.parse_args()
    faulthandler.enable()
    warnings.simplefilter("error")
    signal.signal(signal.SIGPROF, too_slow)
    with options.offender.open("wb", buffering=0) as offender:
        fault = fuzz(options.frames, options.seed, offender)
    if fault:
        print(f"{fault}: the frame is in {options.offender}")
        return 1
    options.offender.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
