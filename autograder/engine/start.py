"""Start a worker of the engine, its fork server first: the two then import torch side by side."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from pathlib import Path

from autograder.course.part import load_part
from autograder.errors import AutograderError
from autograder.model import Isolation
from autograder.sandbox.levels import launch


def main(argv: list[str]) -> int:
    """Serve as ``worker`` describes; what cannot be had now is asked for again, and told, there."""
    gc.disable()  # until the worker has loaded everything: it takes a quarter of the time
    names: dict[str, None] = {}
    for part in argv[4:]:
        with suppress(AutograderError):
            for exercise in load_part(Path(argv[1]), part).exercises:
                names |= dict.fromkeys(exercise.forbidden)
    launched, forbidden = None, tuple(names)
    with suppress(AutograderError):
        launched = launch(Isolation(argv[2]), forbidden=forbidden, device=argv[3])

    from autograder.engine import worker  # not before: it imports torch

    return worker.main(argv, launched, forbidden)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
