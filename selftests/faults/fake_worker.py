"""A worker that is there at once and grades nothing: for what its client makes of its death.

It kills itself as often as the file `$FAULTS/starting` or `$FAULTS/grading` says.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path


def die_if_asked(stage: str) -> None:
    """Count one death, and die it."""
    left = Path(os.environ["FAULTS"], stage)
    deaths = int(left.read_text())
    left.write_text(str(max(deaths - 1, 0)))
    if deaths:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])).makefile("rw") as stream:
        die_if_asked("starting")
        print(json.dumps({"ready": True, "isolation": "full"}), file=stream, flush=True)
        for _ in stream:
            die_if_asked("grading")
            print(json.dumps({"exercises": {}}), file=stream, flush=True)
