"""Nothing that students must not see can be reached from student code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selftests.escapes.attacks import INSIDE, OUTSIDE, attack
from selftests.escapes.lab import CANARY, RIGHT, Lab, Verdict

LEVELS = ("full", "restricted")
# The search through every object takes longer than a call may: it is made in the cell alone.
SLOW = """
_search_everything, _finished = hunt, []

def hunt():
    if not _finished:
        _finished.append(True)
        return _search_everything()
"""
PLANT = "planted = ['can' + 'ary-' + '0' * 16]\nimport numpy\nnumpy.planted = planted[0]\n"

Labs = Callable[[str], Lab]


def code(name: str, lab: Lab) -> str:
    """Return the cell of an attack; those on the machine know where everything is."""
    if name in INSIDE:
        return attack(INSIDE[name] + (SLOW if name == "garbage-collector" else ""))
    facts = {"COURSE": str(lab.course), "ENGINE": lab.pid, "PORT": 9, "ABSTRACT": "nobody"}
    return attack(OUTSIDE[name], **facts)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", [*INSIDE, *OUTSIDE])
def test_deny_attack_gets_nothing(labs: Labs, wrong: Verdict, name: str, level: str) -> None:
    """Neither the cell nor the calls of the attack get hold of anything."""
    lab = labs(level)
    verdict = lab.grade(code(name, lab))
    assert "FOUND" not in verdict.printed
    assert CANARY not in verdict.everything
    assert verdict.gained(wrong) == [], verdict.printed
    assert verdict.errors == []


@pytest.mark.parametrize("name", ["garbage-collector", "modules", "frames"])
def test_support_attack_finds_what_is_planted(lab: Lab, name: str) -> None:
    """The searches through the interpreter do search: they find a secret that is in it."""
    body = INSIDE[name] + (SLOW if name == "garbage-collector" else "")
    verdict = lab.grade(attack(body), before=PLANT)
    assert "FOUND" in verdict.printed


WALK = """
import os

WANTED = {"part.toml", "gradebook.db", "dense_backward.py", "test_dense_backward.py"}
seen = 0
for folder, folders, names in os.walk("/"):
    if folder == "/":
        folders[:] = [name for name in folders if name not in ("proc", "sys")]
    seen += len(names)
    if WANTED & set(names) or "can" + "ary" in folder:
        print("FO" + "UND", folder)
print("seen", seen)
"""


@pytest.mark.parametrize("level", LEVELS)
def test_deny_walk_through_all_files(labs: Labs, level: str) -> None:
    """No file of a course has a name that student code can see."""
    printed = labs(level).grade(RIGHT, before=WALK).printed
    assert "FOUND" not in printed
    assert "seen" in printed


DESCRIPTORS = """
import os
kinds = {}
for number in range(256):
    try:
        kinds[number] = oct(os.fstat(number).st_mode)[:-4], os.fstat(number).st_rdev
    except OSError:
        continue
print("sockets", sum(kind[0] == "0o14" for kind in kinds.values()))
print("others", sorted({kind for kind in kinds.values() if kind[0] != "0o14"}))
"""


@pytest.mark.parametrize("level", LEVELS)
def test_deny_inherited_descriptors(labs: Labs, level: str) -> None:
    """There is the socket of the calls, and nowhere; no file of the engine or of the server."""
    printed = labs(level).grade(RIGHT, before=DESCRIPTORS).printed
    assert "sockets 1\n" in printed
    assert "others [('0o2', 259)]\n" in printed  # 1:3 is /dev/null


LEAVE = """
import os, tempfile
for number in (0, 1, 2):
    os.write(number, b"left for a friend")
os.makedirs("deep/er")
for place in ("here", "../there", "/tmp/there", "/dev/shm/there"):
    try:
        open(place, "w").write("left for a friend")
    except OSError:
        pass
"""
LOOK = """
import os
for place in (".", "..", "/tmp", "/dev/shm"):
    try:
        print(place, sorted(os.listdir(place)))
    except OSError:
        pass
for number in (0, 1, 2):
    try:
        print(os.pread(number, 1000, 0))
    except OSError:
        pass
"""


@pytest.mark.parametrize("level", LEVELS)
def test_deny_message_to_the_next_submission(labs: Labs, level: str) -> None:
    """What one submission writes, the next one graded by the same server cannot read."""
    assert labs(level).grade(RIGHT, before=LEAVE).outcome == "PASSED"
    printed = labs(level).grade(RIGHT, before=LOOK).printed
    assert ". []" in printed
    for trace in ("left for a friend", "here", "deep", "there"):
        assert trace not in printed


def test_deny_hidden_values_in_messages(lab: Lab) -> None:
    """A call that prints and raises what it was given shows the student none of it."""
    code = "def relu(z):\n    print('got', z.tolist())\n    raise ValueError(f'got {z.tolist()}')\n"
    verdict = lab.grade(code)
    assert verdict.outcome == "RAISED"
    assert "got" not in verdict.everything.replace("forgot", "")


def test_support_leaking_is_seen(lab: Lab) -> None:
    """What a cell prints does reach the outputs that the other tests look at."""
    assert "FOUND" in lab.grade(RIGHT, before="print('FO' + 'UND')").printed
