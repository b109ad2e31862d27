"""Start a worker of the engine, its fork server first: the two then import torch side by side.

Started as ``python -m autograder.engine.start FD[,ZYGOTE] COURSE ISOLATION DEVICE PART...``; with
the second number it leaves a zygote behind, from which other workers come, see `zygote`.
"""

from __future__ import annotations

import gc
import importlib
import re
import sys
from contextlib import suppress
from pathlib import Path

from autograder.course.part import load_part
from autograder.errors import AutograderError
from autograder.model import Isolation
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.levels import PRELOAD, launch

# What torch imports at the first use: in each worker anew, and in each sandbox, if not before.
LATE = {
    "torch._dynamo": re.compile(r"\boptim\."),
    "torch.fx.experimental.symbolic_shapes": re.compile(r"\.backward\(|\bgrad\("),
}


def main(argv: list[str]) -> int:
    """Serve as ``worker`` describes; what cannot be had now is asked for again, and told, there."""
    gc.disable()  # until the worker has loaded everything: it takes a quarter of the time
    parts = []
    for name in argv[4:]:
        with suppress(AutograderError):
            parts.append(load_part(Path(argv[1]), name))
    exercises = [exercise for part in parts for exercise in part.exercises]
    names = (name for exercise in exercises for name in exercise.forbidden)
    taught = [*(part.lesson for part in parts), *(e.solution for e in exercises)]
    students = (*PRELOAD, *late(taught))
    ours = late([*(e.suite for e in exercises), *(e.solution for e in exercises)])
    return serve(argv, tuple(dict.fromkeys(names)), ours, students)


def late(files: list[Path]) -> list[str]:
    """Return the modules that code of such ``files`` imports late, as far as can be seen."""
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    return [module for module, use in LATE.items() if use.search(text)]


def serve(
    argv: list[str],
    forbidden: tuple[str, ...],
    preload: list[str],
    students: tuple[str, ...] = PRELOAD,
) -> int:
    """Load everything, leave a zygote behind if one is wanted, and be a worker.

    ``students`` are the modules that the sandboxes have loaded, ``preload`` this process.
    """
    first = launched(argv, forbidden, students)

    from autograder.engine import worker, zygote  # not before: it imports torch

    for module in preload:
        importlib.import_module(module)
    # What is imported stays: a collection takes time, and in a fork it copies shared pages.
    gc.freeze()
    channel, _, control = argv[0].partition(",")
    if not control:
        return worker.main([channel, *argv[1:]], first, forbidden)
    template = first.template if first and first.template.shared else None
    forked = zygote.branch_off(int(control), template.descriptors() if template else ())
    if forked is None:
        return worker.main([channel, *argv[1:]], first, forbidden)
    # `first` belongs to another process, and is kept: its descriptors are closed here.
    server = ForkServer(template) if template else launched(argv, forbidden, students)
    return worker.main([str(forked), *argv[1:]], server, forbidden)


def launched(
    argv: list[str], forbidden: tuple[str, ...], students: tuple[str, ...]
) -> ForkServer | None:
    """Return a fork server that nobody has waited for, None where there cannot be one."""
    with suppress(AutograderError):
        return launch(Isolation(argv[2]), students, forbidden, argv[3])
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
