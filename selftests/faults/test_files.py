"""A run that ends while it writes, for want of room or of life, is completed by the next."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import MachineError
from autograder.gradebook import fastpath, record
from autograder.scratch import remove_tree
from selftests.faults.canned import (
    PERFECT,
    Canned,
    and_then,
    assert_complete,
    assert_marks,
    doomed,
    grade,
)
from selftests.faults.commands import start
from selftests.faults.course import hand_in
from selftests.mini import PART


@pytest.fixture
def fresh(
    course: Path, answer: dict[str, Any], gradebook: bytes, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Return the course with two submissions that nobody has graded."""
    monkeypatch.setattr(Canned, "answer", answer, raising=False)
    monkeypatch.setattr(fastpath, "Pool", Canned)
    (course / "gradebook.db").write_bytes(gradebook)
    for student in PERFECT:
        hand_in(course, student)
    yield course
    for tree in ("submitted", "autograded", "reports"):
        shutil.rmtree(course / tree, ignore_errors=True)
    for left in course.glob("*gradebook.db*"):
        left.unlink()


def kill(course: Path, answer: dict[str, Any], when: str) -> None:
    """Grade in a process that dies at a certain moment."""
    process = start(course, course.parent / "output", doomed, answer, when)
    process.join()
    assert process.exitcode == -9


# Anne's files are renamed first, then zoe's: notebook, report, key.
KEPT = {"1": 0, "3": 0, "4": 1, "5": 1, "6": 1}


@pytest.mark.parametrize("when", ["making", *KEPT, "after_rows", "before_commit", "after_commit"])
def test_killed_while_writing(fresh: Path, answer: dict[str, Any], when: str) -> None:
    """The next run writes what is missing and nothing twice; no half file stays."""
    if when == "making":
        (fresh / "gradebook.db").unlink()
    before = len(list(Path(os.environ["TMPDIR"]).glob("autograder-*")))
    kill(fresh, answer, when)
    if when != "making":
        assert_marks(fresh, PERFECT if when == "after_commit" else {})  # all or nothing
    kept = [r.unchanged for r in grade(fresh)].count(True)
    if when != "making":  # which goes on beside the grading
        assert kept == KEPT.get(when, 2)
    assert_complete(fresh)
    assert len(list(Path(os.environ["TMPDIR"]).glob("autograder-*"))) == before


def test_a_killed_regrade_is_not_taken_for_the_earlier_one(
    fresh: Path, answer: dict[str, Any]
) -> None:
    """A worse version, graded by a run that was killed, then the first version again."""
    path = hand_in(fresh, "zoe")
    first = path.read_text(encoding="utf-8")
    grade(fresh)
    path.write_text(first.replace("2 * x", "3 * x"), encoding="utf-8")
    kill(fresh, answer, "3")
    report = json.loads((fresh / "reports" / PART / "zoe.json").read_text("utf-8"))
    assert report["score"] == 1
    path.write_text(first, encoding="utf-8")
    grade(fresh)
    assert_complete(fresh)
    path.write_text(first.replace("2 * x", "3 * x"), encoding="utf-8")
    grade(fresh)
    assert_complete(fresh, PERFECT | {"zoe": 1.0})


def test_a_run_for_one_student_leaves_the_others_rows(fresh: Path) -> None:
    """Both hand in something worse; only one is graded, and the other's marks stay."""
    grade(fresh)
    for student in PERFECT:
        path = hand_in(fresh, student)
        text = path.read_text(encoding="utf-8").replace("2 * x", "3 * x")
        path.write_text(text, encoding="utf-8")
    grade(fresh, "zoe")
    assert_complete(fresh, PERFECT | {"zoe": 1.0})


NOTEBOOK = f"autograded/zoe/{PART}/{PART}.ipynb"
REPORT, KEY = f"reports/{PART}/zoe.json", f"reports/{PART}/zoe.key"


@pytest.mark.parametrize("name", [NOTEBOOK, REPORT, KEY])
def test_no_room_for_a_file(fresh: Path, name: str) -> None:
    """Who it is is said, with what to do; the other is graded."""
    path = fresh / name
    path.parent.mkdir(parents=True)
    path.with_name(f".writing-{path.name}").symlink_to("/dev/full")
    anne, zoe = grade(fresh)
    assert anne.report is not None
    assert zoe.report is None
    assert "No space left on device). Make room and run the command again." in zoe.problem
    assert [r.unchanged for r in grade(fresh)] == [True, False]
    assert_complete(fresh)


DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "notebook-cut": (NOTEBOOK, lambda data: data[:500]),
    "report-cut": (REPORT, lambda data: data[:-100]),
    "report-empty": (REPORT, lambda data: b""),
    "report-changed": (REPORT, lambda data: data.replace(b"4.0", b"3.0")),
    "report-of-another": (REPORT, lambda data: data.replace(b"zoe", b"eve")),
    "key-empty": (KEY, lambda data: b""),
    "key-binary": (KEY, lambda data: b"\xff\x00"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_result_is_made_again(fresh: Path, name: str) -> None:
    """What is not as it was written is not believed."""
    grade(fresh)
    file, damage = DAMAGES[name]
    data = (fresh / file).read_bytes()
    assert damage(data) != data
    (fresh / file).write_bytes(damage(data))
    assert [r.unchanged for r in grade(fresh)] == [True, False]
    assert_complete(fresh)


def test_what_student_code_makes_can_be_removed(tmp_path: Path) -> None:
    """Directories too deep to walk, and one that nobody may open."""
    top = tmp_path / "top"
    (top / "closed").mkdir(parents=True)
    (top / "closed" / "file").touch()
    (top / "closed").chmod(0)
    try:
        with contextlib.chdir(top):
            for _ in range(2000):
                os.mkdir("d")  # noqa: PTH102 - no path is as long as this one
                os.chdir("d")
        remove_tree(top)
        assert not top.exists()
    finally:  # pytest, and each of the next runs of it, would fail to
        subprocess.run(["rm", "-rf", str(top)], check=True)


def test_no_room_for_the_gradebook(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is in it before everything is; the next run only writes it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    full = and_then(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard)))
    with monkeypatch.context() as patch:
        patch.setattr(record, "fill", full)
        try:
            with pytest.raises(MachineError, match=r"cannot be written: .* the disk, and run"):
                grade(fresh)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert all(r.unchanged for r in grade(fresh))
    assert_complete(fresh)


def test_a_gradebook_in_use_at_the_end(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program writes it for longer than we wait: the next run only writes the marks."""
    other = sqlite3.connect(fresh / "gradebook.db", isolation_level=None)
    with monkeypatch.context() as patch:
        patch.setattr(Canned, "at_the_end", lambda _: other.execute("BEGIN EXCLUSIVE"))
        with pytest.raises(MachineError, match=r"database is locked\. Close what uses it"):
            grade(fresh)
    other.close()
    assert all(r.unchanged for r in grade(fresh))
    assert_complete(fresh)


def _older(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("ALTER TABLE grade DROP COLUMN extra_credit")
    db.close()


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "not-a-database": (lambda p: p.write_text("<html>" * 1000), "damaged: put a copy of it back"),
    "cut": (lambda p: p.write_bytes(p.read_bytes()[:-8192]), "damaged: put a copy of it back"),
    "of-an-older-nbgrader": (_older, "keep a copy, run `nbgrader db upgrade`"),
    "a-folder": (lambda p: (p.unlink(), p.mkdir()), "check its permissions"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_gradebook(fresh: Path, gradebook: bytes, name: str) -> None:
    """It is said what to do, nothing of it is written over, and a copy put back is completed."""
    place = fresh / "gradebook.db"
    grade(fresh)
    damage, advice = BROKEN[name]
    damage(place)
    broken = place.read_bytes() if place.is_file() else None
    with pytest.raises(MachineError, match=advice):
        grade(fresh)
    assert (place.read_bytes() if place.is_file() else None) == broken
    if place.is_dir():
        place.rmdir()
    place.write_bytes(gradebook)
    assert all(r.unchanged for r in grade(fresh))
    assert_complete(fresh)
