"""How the cost of one submission changes with their number, with workers and with exercises."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from contenders import JOBS, grade_ours
from courses import PART, WIDE, hand_in, our_course, wide_course
from watching import Watcher

PHASE = re.compile(r"│ (\w+)\s+│\s+([\d.]+) │")


def by_size(base: Path, sizes: list[int]) -> dict[str, Any]:
    """Return by size the seconds of one run, start-up included, and the memory of the largest."""
    runs = []
    for size in sizes:
        course = _class(base, size)
        with Watcher() as watcher:
            runs.append({"submissions": size, "seconds": _timed(course)})
    return {"runs": runs, "memory": watcher.seen | {"submissions": sizes[-1]}}


def by_jobs(base: Path, submissions: int) -> list[dict[str, float]]:
    """Return the seconds from one worker to twice the number of processors."""
    course = _class(base, submissions)
    found = []
    for jobs in (1, JOBS, 2 * JOBS):
        seconds = _timed(course, "--jobs", str(jobs))
        found.append({"jobs": jobs, "submissions": submissions, "seconds": seconds})
    return found


def by_exercises(
    base: Path, few: int, many: int, widths: tuple[int, ...] = (5, 50, 95)
) -> list[dict[str, float]]:
    """Return the seconds of a submission by the exercises of its part; all are solved.

    They are the difference between a class of ``many`` and one of ``few``: start-up cancels out.
    """
    found = []
    for width in widths:
        course = base / f"wide-{width}"
        course.mkdir()
        notebook = wide_course(course, width)
        seconds = []
        for submissions in (few, few, many):  # the first makes what is kept of misconceptions
            for number in range(submissions):
                target = course / "submitted" / f"s{number:05}" / WIDE
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy(notebook, target)
            seconds.append(_timed(course, part=WIDE))
        each = (seconds[-1] - seconds[-2]) / (many - few)
        found.append({"exercises": width, "seconds": each})
    return found


def phases(base: Path, submissions: int, *students: str) -> dict[str, float]:
    """Return milliseconds a submission by phase, as `--profile` prints them, with one worker.

    The class is the sample class, or only ``students`` of it.
    """
    course = _class(base, submissions, *students)
    printed = grade_ours(course, "--profile", "--jobs", "1")
    return {name: float(value) for name, value in PHASE.findall(printed)}


def first_mark(base: Path) -> dict[str, float]:
    """Return seconds from the command to the first mark, of a check, and of a call for help."""
    course = _class(base, 2 * JOBS)
    grade_ours(course)
    shutil.rmtree(course / "reports")
    command = [sys.executable, "-m", "autograder"]
    begin = time.perf_counter()
    process = subprocess.Popen([*command, "grade", PART], cwd=course, stdout=subprocess.DEVNULL)
    while not list((course / "reports" / PART).glob("*.key")) and process.poll() is None:
        time.sleep(0.005)
    first = time.perf_counter() - begin
    process.wait()
    notebook = next((course / "submitted").iterdir()) / PART / f"{PART}.ipynb"
    found = {"first mark": first}
    for name, arguments in (("check", ["check", str(notebook)]), ("help", ["--help"])):
        begin = time.perf_counter()
        subprocess.run([*command, *arguments], cwd=course, stdout=subprocess.DEVNULL, check=True)
        found[name] = time.perf_counter() - begin
    return found


def _class(base: Path, submissions: int, *students: str) -> Path:
    course = base / "grown"
    if not course.exists():
        our_course(course)
    hand_in(course, submissions, *students)
    for tree in ("reports", "autograded"):
        shutil.rmtree(course / tree, ignore_errors=True)
    (course / "gradebook.db").unlink(missing_ok=True)
    return course


def _timed(course: Path, *options: str, part: str = PART) -> float:
    """Return the seconds of a run."""
    begin = time.perf_counter()
    grade_ours(course, *options, part=part)
    seconds = time.perf_counter() - begin
    print(f"{course.name} {' '.join(options)}: {seconds:.2f} s")
    return seconds
