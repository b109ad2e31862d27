"""A worker that is there at once and grades nothing: for what its client makes of its death.

It kills itself as often as the file `$FAULTS/starting` or `$FAULTS/grading` says, and leaves a
zygote of its kind behind if one is wanted.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path

from autograder.engine.zygote import branch_off


def die_if_asked(stage: str) -> None:
    """Count one death, and die it."""
    left = Path(os.environ["FAULTS"], stage)
    deaths = int(left.read_text())
    left.write_text(str(max(deaths - 1, 0)))
    if deaths:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    channel, _, control = sys.argv[1].partition(",")
    forked = branch_off(int(control)) if control else None
    with socket.socket(fileno=forked or int(channel)).makefile("rw") as stream:
        die_if_asked("starting")
        print(json.dumps({"ready": True, "isolation": "full"}), file=stream, flush=True)
        for _ in stream:
            die_if_asked("grading")
            print(json.dumps({"exercises": {}}), file=stream, flush=True)
