"""Each attack succeeds once the layer that denies it is taken out: its denial is no accident.

The runs with a layer out are made in a jail (jail.py), which stands whatever the sandbox does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from fnmatch import fnmatch
from pathlib import Path

import pytest

from selftests.escapes import jail
from selftests.escapes.corpus import ATTACKS
from selftests.escapes.lab import PART, ROOT, Lab, plant
from selftests.escapes.sabotage import SABOTAGES, tamper

# The sabotage under which an attack must succeed; of several patterns the first counts.
GUARDS = {
    "decision/patch-[cpb]*": "one process",
    "decision/answer-*exit": "one process",
    "decision/answer-keyboard-interrupt": "one process",
    "decision/answer-skip": "one process",
    "decision/answer-expected-failure": "one process",
    "decision/answer-pass-by-name": "one process",
    "decision/answer-mutated-input": "one process",
    "decision/patch-*": "values not compared",
    "decision/answer-not-a-number": "values not compared",
    "decision/answer-infinite": "values not compared",
    "decision/answer-zero-for-all": "values not compared",
    "decision/answer-mutated-later": "values not compared",
    "decision/answer-array-subclass": "types not compared",
    "decision/answer-nothing": "types not compared",
    "decision/answer-outcome": "types not compared",
    "decision/answer-*": "endings are faults of ours",
    "wire/outputs-*": "no form of replies",
    "wire/reply-bases-out-of-form": "no form of replies",
    "wire/reply-name-*": "inputs in messages",
    "wire/reply-line-far-*": "inputs in messages",
    "wire/reply-words-*": "inputs in messages",
    "wire/reply-replayed": "no numbers on frames",
    "wire/reply-early": "types not compared",
    "wire/reply-thread": "types not compared",
    "wire/reply-*": "endings are faults of ours",
    "secrets/garbage-collector": "secrets in the process",
    "secrets/modules": "secrets in the process",
    "secrets/frames": "secrets in the process",
    "secrets/traceback": "secrets in the process",
    "secrets/arguments-and-environment": "secrets in the process",
    "secrets/*-exists": "no namespaces",
    "secrets/course-files*": "no Landlock",
    "secrets/links": "no Landlock",
    "secrets/other-processes": "no Landlock",
    "secrets/own-process": "no Landlock",
    "secrets/write-outside": "no Landlock",
    "secrets/udp": "no seccomp",
    "secrets/fork": "no seccomp",
    "secrets/memory-*": "no seccomp",
    "secrets/signal-everyone": "no seccomp",
    "secrets/core-dump": "no limits, no seccomp",
    "secrets/inputs-as-a-[vkl]*": "types not compared",
    "secrets/inputs-as-*": "inputs in messages",
    "secrets/inputs-raised": "inputs in messages",
    "secrets/inputs-*": "outputs of calls kept",
    "secrets/*": "no Landlock, no seccomp",
    "names/*": "names not read",
    "limits/call-memory*": "no limits",
    "limits/call-descriptors": "no limits",
    "limits/call-kill-others": "no seccomp",
    "limits/call-kill-group": "no seccomp",
    "limits/call-kill-parent": "no Landlock, no seccomp",
    "limits/call-fork-bomb": "no seccomp",
    "limits/call-daemon": "no seccomp",
    "limits/cell-loop": "no second sandbox",
    "limits/cell-exit": "no second sandbox",
    "limits/cell-segmentation-fault": "no second sandbox",
    "limits/cell-destructor": "no deadline",
    "limits/cell-displays": "no caps on outputs",
    "limits/cell-output": "no caps on outputs",
    "limits/cell-rich-output": "no caps on outputs",
    "limits/cell-output-below-python": "the server's own streams",
    "limits/cell-*": "no limits",
}
ENDLESS = frozenset({"TIMED_OUT"})


def guard(name: str) -> str:
    """Return the sabotage under which the attack called ``name`` must succeed."""
    for pattern, sabotage in GUARDS.items():
        if fnmatch(name, pattern):
            return sabotage
    ends = ATTACKS[name].outcomes == ENDLESS
    return "no deadline" if ends else "endings are faults of ours"


@pytest.fixture(scope="module")
def got(
    labs: Callable[[str], Lab], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """Return what every attack gets without its guard; two sabotages run at a time."""
    lab = labs("full")
    basis = json.dumps([asdict(lab.wrong), asdict(lab.honest)])
    places = {sabotage: tmp_path_factory.mktemp("sabotage") for sabotage in SABOTAGES}

    def run(sabotage: str) -> dict[str, list[str]]:
        attacks = [name for name in ATTACKS if guard(name) == sabotage]
        return _run(places[sabotage], sabotage, attacks, basis)

    found: dict[str, list[str]] = {}
    with ThreadPoolExecutor(2) as pool:
        for one in pool.map(run, SABOTAGES):
            found |= one
    return found


def _run(directory: Path, sabotage: str, attacks: list[str], basis: str) -> dict[str, list[str]]:
    """Run ``attacks`` in the jail, against a package and a course in ``directory``."""
    project = directory / "project"
    tamper(project / "autograder", SABOTAGES[sabotage])
    for tree in ("solutions", "tests"):  # the package lies in a checkout, as it often does
        shutil.copytree(ROOT / tree / PART, project / tree / PART)
    course = plant(directory)
    program = [sys.executable, "-m", "selftests.escapes.sabotage", str(course), sabotage, *attacks]
    done = subprocess.run(
        jail.command(directory, *program),
        env=os.environ | {"PYTHONPATH": f"{project}:{ROOT}"},
        input=basis,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", ATTACKS)
def test_support_attack_succeeds_without_its_guard(got: dict[str, list[str]], name: str) -> None:
    """With the layer out, the attack gets what test_deny shows that it does not get."""
    assert got[name], f"{name} is denied without {guard(name)!r} just as well"


def test_support_every_sabotage_is_of_use() -> None:
    """No layer is taken out that no attack needs."""
    assert {guard(name) for name in ATTACKS} == set(SABOTAGES)
