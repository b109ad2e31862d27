"""Measure everything that docs/performance.md says, and write that page.

    python benchmarks/performance.py [--submissions N] [--slow N] [--rounds N] [--otter PATH]
                                     [--sizes N,N,...] [--only NAME,...]

Figures go into ``benchmarks/performance.json``, the page and its plot into ``docs/``. With
``--only`` the other figures stay those of an earlier run. The peers take seconds a submission, so
that they grade ``--slow`` of them; otter is compared where ``--otter`` says where its command is,
in an environment of its own, because its dependencies are not ours.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import growth
from contenders import compare
from page import write_page

FIGURES = Path(__file__).with_name("performance.json")
EXERCISES_CLASSES = (40, 160)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--slow", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--otter", type=Path)
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--only", default="compare,size,jobs,exercises,phases,solved,first")
    options = parser.parse_args()
    count = options.submissions
    sizes = [int(size) for size in options.sizes.split(",")]
    measures = {
        "compare": lambda base: compare(base, count, options.slow, options.rounds, options.otter),
        "size": lambda base: growth.by_size(base, sizes),
        "jobs": lambda base: growth.by_jobs(base, count),
        "exercises": lambda base: growth.by_exercises(base, *EXERCISES_CLASSES),
        "phases": lambda base: growth.phases(base, count),
        "solved": lambda base: growth.phases(base, count // 2, "ada", "denise"),
        "first": growth.first_mark,
    }
    for name in options.only.split(","):
        print(f"== {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="benchmark-") as directory:
            found = measures[name](Path(directory).resolve())
        figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
        figures[name] = found
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    write_page(FIGURES)


if __name__ == "__main__":
    main()
