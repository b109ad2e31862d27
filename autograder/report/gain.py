"""The knowledge check asked twice: what the same students gained, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from autograder.errors import UsageError
from autograder.model import Part, Report
from autograder.report.statistics import Estimate, paired_gain


@dataclass(frozen=True)
class Gain:
    """Shares of the points earned in both sittings, by those who sat in both."""

    name: str
    before: float
    after: float
    gain: Estimate


@dataclass(frozen=True)
class Gains:
    """Question by question, and the whole of it."""

    students: int
    total: Gain
    items: tuple[Gain, ...]


def gains(part: Part, first: Mapping[str, Report], second: Mapping[str, Report]) -> Gains:
    """Return what those in both sittings gained."""
    both = [student for student in second if student in first]

    def gain(name: str, before: list[float], after: list[float]) -> Gain:
        estimate = paired_gain(before, after)
        assert estimate is not None
        return Gain(name, fmean(before), fmean(after), estimate)

    if not both:
        raise UsageError(
            f"Nobody who has a report of {part.name} has one of the first sitting too: name the "
            "directory where the first reports were kept, by --before."
        )
    items = [
        gain(
            name,
            [first[s].results[name].score / points for s in both],
            [second[s].results[name].score / points for s in both],
        )
        for name, points in part.points.items()
    ]
    total = gain(
        "",
        [first[s].score / first[s].max_score for s in both],
        [second[s].score / second[s].max_score for s in both],
    )
    return Gains(len(both), total, tuple(items))
