"""A run that is cut short loses nothing: the same command again completes the class."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .whole_course import PART, copy_course, environment, grade, marks, sample_class, the_part

STUDENTS = ("anne", "benoit", "chloe", "david")
# One worker grades in the order of the names; the second takes its time.
SLOW = "import time\ntime.sleep(1.5)"
SCORES = {"anne": 20.0, "benoit": 2.0, "chloe": 20.0, "david": 20.0}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course with four submissions."""
    return _with_class(copy_course(tmp_path))


def _with_class(course: Path) -> Path:
    part = the_part(course)
    released = json.loads((course / "release" / "fr" / PART / f"{PART}.ipynb").read_text("utf-8"))
    for student in STUDENTS:
        pupil = sample_class.Pupil(part, released, student)
        if student == "benoit":
            pupil.solve("dense_forward", "relu")
            pupil.add(SLOW)
        else:
            pupil.solve()
            pupil.answer()
        text = json.dumps(pupil.notebook)
        sample_class.write_notebook(course / "submitted", student, text)
    return course


@contextmanager
def _grading(course: Path) -> Iterator[subprocess.Popen[str]]:
    """Start `autograder grade` with one worker and yield once the first report is complete."""
    key = course / "reports" / PART / "anne.key"
    with subprocess.Popen(
        [sys.executable, "-m", "autograder", "grade", PART, "--jobs", "1"],
        cwd=course,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not key.exists():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        time.sleep(0.5)
        try:
            yield process
        finally:
            process.kill()


def _stat(pid: int) -> list[str]:
    """Return the fields of a process after its name; its state first; none when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _descendants(pid: int) -> dict[int, str]:
    """Return all processes started below ``pid``, with their start time."""
    parents = {int(p.name): _stat(int(p.name)) for p in Path("/proc").glob("[0-9]*")}
    found, waiting = {}, [pid]
    while waiting:
        parent = waiting.pop()
        children = [p for p, fields in parents.items() if fields and int(fields[1]) == parent]
        found |= {child: parents[child][19] for child in children}
        waiting += children
    return found


def _still_running(processes: dict[int, str]) -> list[int]:
    """Return those of ``processes`` that have not ended, up to 10 seconds later."""
    alive: list[int] = []
    for _ in range(100):
        alive = [p for p, start in processes.items() if (s := _stat(p)) and s[19] == start]
        alive = [p for p in alive if _stat(p)[:1] not in ([], ["Z"])]
        if not alive:
            break
        time.sleep(0.1)
    return alive


def _assert_complete(course: Path) -> None:
    """The class has the marks of a run that nothing has disturbed."""
    assert marks(course).scores == SCORES
    for student in STUDENTS:
        report = json.loads((course / "reports" / PART / f"{student}.json").read_text("utf-8"))
        assert report["score"] == SCORES[student]
        assert (course / "autograded" / student / PART / f"{PART}.ipynb").is_file()


def test_a_killed_worker_costs_a_retry(course: Path) -> None:
    """kill -9 of the process that is grading: same marks, nobody ungraded, nothing left over."""
    with _grading(course) as process:
        children = _descendants(process.pid)
        worker = next(p for p in children if int(_stat(p)[1]) == process.pid)
        os.kill(worker, signal.SIGKILL)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, out + err
    _assert_complete(course)
    assert not _still_running(children)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_goes_on_where_it_was(course: Path, how: signal.Signals) -> None:
    """What was graded stays, the rest follows; no process of the killed run survives it."""
    with _grading(course) as process:
        children = _descendants(process.pid)
        process.send_signal(how)
        _, err = process.communicate(timeout=60)
    assert process.returncode != 0
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert "run the same command again" in err
    assert len(children) >= 3  # worker, fork server, sandbox
    assert not _still_running(children)
    again = grade(course)
    assert again.returncode == 0, again.stdout + again.stderr
    assert re.search(r"[1-9]\d* unchanged", again.stdout)
    _assert_complete(course)


@contextmanager
def _small_disk(place: Path, size: str) -> Iterator[None]:
    """Mount a file system of ``size`` at ``place``, or skip where that is not allowed."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    place.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "autograder-test", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr!r}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("tree", ["autograded", f"reports/{PART}"])
def test_a_full_disk(course: Path, tree: str) -> None:
    """Who cannot be written is named; after making room the same command completes the class."""
    with _small_disk(course / tree, "64k"):
        filler = course / tree / "filler"
        filler.write_bytes(bytes(20 << 10))
        full = grade(course)
        assert full.returncode == 5
        assert "No space left on device" in full.stdout
        assert "Make room and run the command again." in full.stdout
        assert "Traceback" not in full.stderr
        filler.unlink()
        subprocess.run(["mount", "-o", "remount,size=8m", str(course / tree)], check=True)
        again = grade(course)
        assert again.returncode == 0, again.stdout + again.stderr
        _assert_complete(course)


def test_a_full_disk_under_the_gradebook(tmp_path: Path) -> None:
    """The whole course on a full disk: a sentence; after making room the class is graded."""
    with _small_disk(tmp_path / "course", "8m"):
        course = _with_class(copy_course(tmp_path / "course"))
        filler = course / "filler"
        filler.write_bytes(bytes(shutil.disk_usage(course).free))
        full = grade(course)
        assert full.returncode == 5
        assert "gradebook.db cannot be written" in full.stderr
        filler.unlink()
        again = grade(course)
        assert again.returncode == 0, again.stdout + again.stderr
        _assert_complete(course)


@contextmanager
def _locked(gradebook: Path) -> Iterator[None]:
    """Hold the gradebook as a program does that is writing it."""
    connection = sqlite3.connect(gradebook, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()


def test_a_gradebook_in_use_at_the_end(course: Path) -> None:
    """The reports are kept, and the next run only writes the gradebook."""
    with _grading(course) as process, _locked(course / "gradebook.db"):
        _, err = process.communicate(timeout=120)
    assert process.returncode == 5
    assert "gradebook.db cannot be written: database is locked" in err
    again = grade(course)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "4 unchanged" in again.stdout
    _assert_complete(course)
