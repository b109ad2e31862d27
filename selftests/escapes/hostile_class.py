"""The hostile class: every attack of the corpus as a submission, beside the honest class of twelve.

A hostile student answers everything rightly but `relu`, which is the attack; a file that is no
notebook is hostile too. The course is a copy with secrets planted in it (lab.py).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from selftests.bad_files import TEXT
from selftests.escapes.corpus import ATTACKS, Attack
from selftests.escapes.lab import PART, ROOT, plant
from selftests.whole_course import sample_class, the_part

# Of the names of a library under other names, a few stand for all: test_deny has every one.
FEW_NAMES = ("names/plain", "names/alias", "names/getattr-computed", "names/swallowed")
# Files that are refused, and cost no one else anything.
FILES = ("not-json", "too-deep", "a-key-twice", "too-large")


def student_of(attack: str) -> str:
    """Return the student who hands in ``attack``."""
    return "x-" + attack.replace("/", "-")


def attacks() -> dict[str, Attack]:
    """Return the attacks of the class, by student."""
    return {
        student_of(name): attack
        for name, attack in ATTACKS.items()
        if attack.family != "names" or name in FEW_NAMES
    }


def write_course(directory: Path) -> Path:
    """Return a copy of the course, its limits tightened and its secrets planted, to grade in."""
    course = plant(directory)
    for tree in ("source/fr", "release/fr"):
        shutil.copytree(ROOT / tree / PART, course / tree / PART)
    return course


def write_hostile(course: Path) -> list[str]:
    """Write the hostile submissions of ``course``; return the students."""
    part = the_part(course)
    path = course / "release" / "fr" / PART / f"{PART}.ipynb"
    released = json.loads(path.read_text(encoding="utf-8"))
    facts: dict[str, object] = {"COURSE": str(course), "ENGINE": 1, "PORT": 9, "ABSTRACT": "nobody"}
    for student, attack in attacks().items():
        pupil = sample_class.Pupil(part, released, student)
        pupil.solve()
        pupil.write("relu", attack.code(facts))
        if attack.before:
            pupil.add(attack.before, after="setup-checks")
        _submit(course, student, json.dumps(pupil.notebook).encode())
    text = path.read_text(encoding="utf-8")
    for name in FILES:
        _submit(course, f"x-file-{name}", TEXT[name][0](text))
    return [*attacks(), *(f"x-file-{name}" for name in FILES)]


def _submit(course: Path, student: str, data: bytes) -> None:
    sample_class.write_notebook(course / "submitted", student, "").write_bytes(data)
