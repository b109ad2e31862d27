"""Submissions a second: `autograder grade` against `nbgrader autograde` with its stock Execute.

    python benchmarks/throughput.py [SUBMISSIONS] [ROUNDS]

The same class, the same hidden tests, the same machine, alternating runs. The sample class without
the submissions that hang, end their process or cannot be read is repeated under other ids. Each run
is a fresh command that grades everything anew, start-up included; the ratio is what counts.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.course.part import load_part
from autograder.model import Part

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "examples"))
from sample_class import PART, write_class  # noqa: E402 - an example is no package

# These cost a time limit, the whole submission or (a copied cell) the whole batch of stock
# nbgrader, and that would be measured instead.
LEFT_OUT = ("gaston", "hugo", "ines", "karim")
TREES = ("lessons", "solutions", "misconceptions", "tests", "source", "release")


def main(submissions: int, rounds: int) -> None:
    """Measure and print; the figures are also written as JSON to standard output's last line."""
    part = load_part(ROOT, PART)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as temporary:
        base = Path(temporary).resolve()
        ours, stock = base / "ours", base / "stock"
        _class(ours, submissions)
        _stock_course(stock, ours, part)
        commands = {
            "autograder grade": (
                [sys.executable, "-m", "autograder", "grade", PART, "--force"],
                ours,
            ),
            "nbgrader autograde": (
                [
                    sys.executable,
                    "-m",
                    "nbgrader",
                    "autograde",
                    PART,
                    "--force",
                    "--log-level=ERROR",
                ],
                stock,
            ),
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, (command, directory) in commands.items():
                seconds[name].append(_run(command, directory))
        same = _scores(ours) == _scores(stock)
    for name, runs in seconds.items():
        rates = [submissions / run for run in runs]
        spread = f"{min(rates):.2f} to {max(rates):.2f}"
        print(f"{name:20} {statistics.median(rates):7.2f} submissions/s ({spread})")
    ratio = statistics.median(slow / fast for fast, slow in zip(*seconds.values(), strict=True))
    print(f"ratio                {ratio:7.1f}  ({submissions} submissions, {rounds} rounds)")
    print(f"same scores by both  {same}")
    machine = f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores"
    print(
        json.dumps({"machine": machine, "count": submissions, "seconds": seconds, "ratio": ratio})
    )


def _class(course: Path, submissions: int) -> None:
    """Copy the course and fill ``submitted/``."""
    for tree in TREES:
        shutil.copytree(ROOT / tree, course / tree)
    for name in ("nbgrader_config.py", "conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, course)
    write_class(ROOT, course / "sample")
    pattern = [p for p in sorted((course / "sample").iterdir()) if p.name not in LEFT_OUT]
    for number in range(submissions):
        source = pattern[number % len(pattern)]
        shutil.copytree(source, course / "submitted" / f"{source.name}-{number:05}")
    shutil.rmtree(course / "sample")


def _stock_course(stock: Path, ours: Path, part: Part) -> None:
    """Make the same course for stock nbgrader: grading cells run the suites in the kernel."""
    notebook = json.loads((ROOT / "source" / "fr" / PART / f"{PART}.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name.startswith("grade-"):
            exercise = part.exercise(name.removeprefix("grade-"))
            cell["source"] = (
                "import in_kernel\n"
                f"in_kernel.points({str(ours)!r}, {PART!r}, {exercise.name!r}, "
                f"{exercise.points}, globals())"
            )
    target = stock / "source" / PART / f"{PART}.ipynb"
    target.parent.mkdir(parents=True)
    target.write_text(json.dumps(notebook), encoding="utf-8")
    (stock / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "stock"\n'
        "c.OverwriteCells.add_missing_cells = True\n"
    )
    _run([sys.executable, "-m", "nbgrader", "generate_assignment", PART], stock)
    shutil.copytree(ours / "submitted", stock / "submitted")


def _run(command: list[str], directory: Path) -> float:
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parent),
    }
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=directory, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return time.perf_counter() - start


def _scores(course: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        submissions = gradebook.assignment_submissions(PART)
        return {submission.student.id: submission.score for submission in submissions}


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    main(*(numbers + [24, 3][len(numbers) :]))
