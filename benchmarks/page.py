"""Write docs/performance.md and its plot from the figures of the last run."""

from __future__ import annotations

import json
import os
import platform
import statistics
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt

DOCS = Path(__file__).resolve().parents[1] / "docs"
PLOT = "performance.svg"
PACKAGES = ("nbgrader", "torch", "numpy", "pytest")

PAGE = Path(__file__).with_name("performance_page.md").read_text(encoding="utf-8")


def write_page(figures_file: Path) -> None:
    """Write the page and the plot; every figure has to be there."""
    figures = json.loads(figures_file.read_text(encoding="utf-8"))
    compared, spent, first = figures["compare"], figures["phases"], figures["first"]
    solved = figures["solved"]
    counts = compared["submissions"]
    text = PAGE.format(
        machine=_machine(),
        compare=_compare(compared),
        rounds=len(compared["seconds"]["autograder grade"]),
        same_scores="yes" if compared["same_scores"] else "NO",
        count=counts["autograder grade"],
        peer_count=counts["nbgrader autograde"],
        aim=100,
        ratio=compared["ratios"]["nbgrader autograde"][0],
        phases=_table(["phase", "ms", "share"], _phases(spent)),
        above_floor=spent["all"] / spent["floor"],
        solved_ms=solved["all"],
        solved_above_floor=solved["all"] / solved["floor"],
        first=_table(
            ["", "seconds", "aim"],
            [
                [
                    "`autograder grade` to the first mark",
                    f"{first['first mark']:.1f}",
                    "4",
                ],
                ["`autograder check` of a notebook", f"{first['check']:.1f}", "4"],
                ["`autograder --help`", f"{first['help']:.2f}", "0.3"],
            ],
        ),
        size=_growth(figures["size"]["runs"], "submissions"),
        marginal=_marginal(figures["size"]["runs"], "submissions", 0),
        jobs=_growth(figures["jobs"], "jobs"),
        exercises=_exercises(figures["exercises"]),
        marginal_exercises=_marginal(figures["exercises"], "exercises", 2),
        alt="Submissions a second, by the size of the class and by the number of workers",
        plot=PLOT,
        memory=_memory(figures["size"]["memory"]),
    )
    (DOCS / "performance.md").write_text(text, encoding="utf-8")
    _draw(figures)


def _machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (
        f"{cores} cores ({platform.machine()}), {memory:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}, {versions}"
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _compare(compared: dict[str, Any]) -> str:
    rows = []
    for name, runs in compared["seconds"].items():
        median, least, most = compared["ratios"][name]
        spread = f"{1000 * min(runs):.0f} to {1000 * max(runs):.0f}"
        rows.append(
            [
                name,
                str(compared["submissions"][name]),
                f"{1000 * statistics.median(runs):.0f} ({spread})",
                f"**{median:.1f}** ({least:.1f} to {most:.1f})",
            ]
        )
    return _table(["", "submissions", "ms a submission", "ratio"], rows)


def _phases(spent: dict[str, float]) -> list[list[str]]:
    return [[name, f"{ms:.1f}", f"{100 * ms / spent['all']:.0f} %"] for name, ms in spent.items()]


def _growth(runs: list[dict[str, float]], key: str) -> str:
    rows = [
        [f"{run[key]:,.0f}", f"{1000 * run['seconds'] / run['submissions']:.0f}"] for run in runs
    ]
    return _table([key, "ms a submission"], rows)


def _exercises(runs: list[dict[str, float]]) -> str:
    rows = [[f"{run['exercises']:.0f}", f"{1000 * run['seconds']:.1f}"] for run in runs]
    return _table(["exercises in a part", "ms a submission, without start-up"], rows)


def _marginal(runs: list[dict[str, float]], key: str, digits: int) -> str:
    """Return what one more takes, from each size to the next: what is paid once cancels out."""
    told = []
    for small, large in pairwise(runs):
        each = 1000 * (large["seconds"] - small["seconds"]) / (large[key] - small[key])
        told.append(f"from {small[key]:,} to {large[key]:,}, {each:.{digits}f} ms for each more")
    return "; ".join(told)


def _memory(seen: dict[str, Any]) -> str:
    sizes = [sum(workers) for workers in seen["workers"] if workers]
    quarter = max(len(sizes) // 4, 1)  # in the first, workers start
    early = statistics.median(sizes[quarter : 2 * quarter] or sizes)
    late = statistics.median(sizes[-quarter:])
    own = seen["sandbox_own"]
    return (
        f"Over {seen['submissions']:,} submissions, {seen['sandboxes']:,} of whose sandboxes were "
        f"seen: a sandbox's own (unshared) memory was {own['median']:.0f} MiB in the median and "
        f"{own['most']:.0f} MiB at most; {seen['over_60_mib']} had more than 60 MiB, the aim. "
        f"Workers and zygote together had {early:.0f} MiB in the second quarter of the run and "
        f"{late:.0f} MiB in the last."
    )


def _draw(figures: dict[str, Any]) -> None:
    plt.rcParams["svg.hashsalt"] = "performance"  # the same figures, the same file
    _, panels = plt.subplots(1, 2, figsize=(9, 3.5), layout="constrained", sharey=True)
    for panel, runs, key in zip(
        panels, (figures["size"]["runs"], figures["jobs"]), ("submissions", "jobs"), strict=True
    ):
        rates = [run["submissions"] / run["seconds"] for run in runs]
        panel.plot([run[key] for run in runs], rates, marker="o")
        panel.set_xlabel(key)
        panel.set_ylim(bottom=0)
        panel.grid(alpha=0.3)
    panels[0].set_xscale("log")
    panels[0].set_ylabel("submissions a second")
    plt.savefig(DOCS / PLOT, metadata={"Date": None})
