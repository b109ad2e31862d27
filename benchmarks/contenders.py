"""What is compared, each as a command that grades a class anew, and the figures that come of it."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courses import PART, hand_in, otter_assignment, our_course, run, stock_course
from nbgrader.api import Gradebook

JOBS = len(os.sched_getaffinity(0))


@dataclass(frozen=True)
class Contender:
    """A way to grade ``count`` submissions; ``grade`` does so once."""

    name: str
    count: int
    grade: Callable[[], object]


def grade_ours(course: Path, *options: str, part: str = PART) -> str:
    """Run `autograder grade` on everything that is handed in."""
    command = [sys.executable, "-m", "autograder", "grade", part, "--force", *options]
    return run(command, course)


def compare(base: Path, submissions: int, slow: int, rounds: int, otter: Path | None) -> Any:
    """Return the seconds of each contender's runs, which alternate, and what they say."""
    ours, stock = base / "ours", base / "stock"
    part = our_course(ours)
    hand_in(ours, submissions)
    stock_course(stock, ours, part)
    (stock / "sample").symlink_to(ours / "sample")
    hand_in(stock, slow)
    nbgrader = [sys.executable, "-m", "nbgrader", "autograde", PART, "--force"]
    pool = [sys.executable, str(Path(__file__).with_name("api_pool.py")), PART, str(JOBS)]
    contenders = [
        Contender("autograder grade", submissions, lambda: grade_ours(ours)),
        Contender("nbgrader autograde", slow, lambda: run([*nbgrader, "--log-level=ERROR"], stock)),
        Contender(f"nbgrader's API, {JOBS} processes", slow, lambda: run(pool, stock)),
    ]
    if otter is not None:
        archive = otter_assignment(base / "otter", ours, part)
        notebooks = sorted(stock.glob("submitted/*/*/*.ipynb"))[: max(slow // 4, 2)]

        def grade_by_otter() -> None:
            for notebook in notebooks:
                command = [str(otter), "run", "-a", str(archive), "-o", str(base), str(notebook)]
                run(command, base)

        contenders.append(Contender("otter run", len(notebooks), grade_by_otter))
    seconds: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for _ in range(rounds):
        for contender in contenders:
            begin = time.perf_counter()
            contender.grade()
            seconds[contender.name].append((time.perf_counter() - begin) / contender.count)
            print(f"{contender.name:30} {1000 * seconds[contender.name][-1]:9.1f} ms a submission")
    return {
        "submissions": {contender.name: contender.count for contender in contenders},
        "seconds": seconds,
        "ratios": {
            name: _ratios(seconds["autograder grade"], runs) for name, runs in seconds.items()
        },
        "same_scores": _same_scores(ours, stock),
    }


def _ratios(ours: list[float], theirs: list[float]) -> list[float]:
    """Return the median, the least and the greatest ratio of runs that came one after the other."""
    found = [slow / fast for fast, slow in zip(ours, theirs, strict=True)]
    return [statistics.median(found), min(found), max(found)]


def _same_scores(ours: Path, stock: Path) -> bool:
    """Return whether both gradebooks say the same of the exercises of everybody in both."""
    mine, theirs = (_scores(course) for course in (ours, stock))
    return all(mine[student] == score for student, score in theirs.items() if student in mine)


def _scores(course: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: sum(
                grade.score
                for grade in submission.notebooks[0].grades
                if not grade.name.startswith("grade-q-")
            )
            for submission in gradebook.assignment_submissions(PART)
        }
