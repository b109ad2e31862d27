"""Searches through the interpreter and the files find what is there, and nothing is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selftests.escapes.corpus import ATTACKS
from selftests.escapes.lab import RIGHT, Lab

LEVELS = ("full", "restricted")
PLANT = "planted = ['can' + 'ary-' + '0' * 16]\nimport numpy\nnumpy.planted = planted[0]\n"

Labs = Callable[[str], Lab]


@pytest.mark.parametrize("name", ["garbage-collector", "modules", "frames"])
def test_support_attack_finds_what_is_planted(lab: Lab, name: str) -> None:
    """The searches through the interpreter do search: they find a secret that is in it."""
    verdict = lab.grade(ATTACKS[f"secrets/{name}"].code({}), before=PLANT)
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


def test_support_leaking_is_seen(lab: Lab) -> None:
    """What a cell prints does reach the outputs that the other tests look at."""
    assert "FOUND" in lab.grade(RIGHT, before="print('FO' + 'UND')").printed
