"""What stands in for the engine in a sabotage: graders and waiters without the boundary.

Used inside the jail alone. `in_one_process` runs a suite in the process of the student's code, as
other graders do; `without_deadline` asks sandboxes and waits longer than any of them may take.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from importlib import import_module
from pathlib import Path

from autograder.model import Isolation, Limits
from autograder.sandbox.levels import start_server
from autograder.sandbox.sandbox import Sandbox, SandboxEnded
from selftests.escapes.corpus import Attack
from selftests.escapes.lab import PART, WRONG
from selftests.scripts import load_script

LIMITS = Limits(call_seconds=0.5, cell_seconds=0.5, memory_mb=256)


def in_one_process(course: Path, attack: Attack) -> list[str]:
    """Return what ``attack`` got from a grader that runs everything in one interpreter."""
    import_module("autograder.engine.comparing")  # and torch: before the forks, not in each
    plain, attacked = _tests(course, "", WRONG), _tests(course, attack.before, attack.relu)
    if not plain:
        raise RuntimeError("the grader in one process gave no results even without an attack")
    if not attacked:
        return ["the process that grades ended"]
    return [f"passed: {name}" for name, passed in attacked.items() if passed and not plain[name]]


def _tests(course: Path, before: str, relu: str) -> dict[str, bool]:
    """Return the tests that ran in a forked process, and whether they passed."""
    sys.stdout.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        with contextlib.suppress(BaseException):
            in_kernel = load_script("benchmarks/in_kernel.py")
            names = {"display": print}
            for cell in ("import torch", before, relu):
                exec(cell, names)
            found = in_kernel.results(str(course), PART, "relu", names)
            done = {name: passed for name, _, passed in found}
            os.write(writing, json.dumps(done).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return dict(json.loads(text)) if text else {}


def without_deadline(attacks: dict[str, Attack]) -> dict[str, list[str]]:
    """Return which attacks have not come to an end in six times the limit, all at once."""
    server = start_server(Isolation.FULL, None)
    ended: set[str] = set()

    def wait_for(name: str, attack: Attack, box: Sandbox) -> None:
        with contextlib.suppress(SandboxEnded, OSError):
            box.run_cell(attack.before, "before", LIMITS.cell_seconds)
            box.run_cell(attack.relu, "relu", LIMITS.cell_seconds)
            box.call("relu", [1.0], {}, 0)
            ended.add(name)

    for name, attack in attacks.items():
        box = Sandbox(server, LIMITS)
        box.run_cell("import torch", "setup", 20)
        threading.Thread(target=wait_for, args=(name, attack, box), daemon=True).start()
    time.sleep(6 * LIMITS.call_seconds)
    server.close()
    return {name: [] if name in ended else ["it has not ended"] for name in attacks}
