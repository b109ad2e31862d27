"""Everything that a class report of one part says, gathered before any of it is written.

::

    reports/PART/STUDENT.json      reading.py    what was graded
    reports/PART.not_graded.json   not_graded.py why some could not be
    submitted/STUDENT/PART         here          who handed in
    gradebook.db                   roster.py     names, lateness
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from autograder.gradebook.fastpath import students
from autograder.gradebook.not_graded import read_problems
from autograder.model import Part, Report
from autograder.report.answers import text
from autograder.report.gain import Gains, gains
from autograder.report.items import Analysis, analyse
from autograder.report.reading import read_reports
from autograder.report.roster import Roster
from autograder.report.similarity import Similar
from autograder.report.tally import (
    Bin,
    Mistake,
    Tally,
    distribution,
    mistakes,
    most_costly,
    tallies,
)


@dataclass(frozen=True)
class Class:
    """One part's reports by student; ``not_graded`` says why of the other submissions.

    ``damaged`` are those of them whose report is there and cannot be read.
    """

    part: Part
    reports: Mapping[str, Report]
    not_graded: Mapping[str, str]
    damaged: frozenset[str]


@dataclass(frozen=True)
class ClassReport:
    """What the page, the CSV and the JSON of a part are made from."""

    of: Class
    roster: Roster
    bins: tuple[Bin, ...]
    tallies: tuple[Tally, ...]
    mistakes: tuple[Mistake, ...]
    tomorrow: tuple[Mistake, ...]
    analysis: Analysis
    versions: Mapping[str, str]
    gains: Gains | None = None
    similar: tuple[Similar, ...] | None = None

    @property
    def median(self) -> float | None:
        """The median mark."""
        scores = [report.score for report in self.of.reports.values()]
        return median(scores) if scores else None

    @property
    def mean(self) -> float | None:
        """The mean mark."""
        scores = [report.score for report in self.of.reports.values()]
        return fmean(scores) if scores else None

    @property
    def max_score(self) -> float:
        """Points of the part."""
        return sum(self.of.part.points.values())

    @property
    def late(self) -> dict[str, float]:
        """Seconds late by student, of this part."""
        name = self.of.part.name
        everybody = sorted({*self.of.reports, *self.of.not_graded})
        return {s: self.roster.late[s, name] for s in everybody if (s, name) in self.roster.late}


def read_class(course: Path, part: Part, lang: str) -> Class:
    """Return the class of ``part``; a student without a readable report is not among the reports.

    What a run of `grade` could not grade does not count, though an earlier report may lie there.
    """
    read = read_reports(course / "reports" / part.name, part)
    problems = read.damaged | read_problems(course, part.name)
    for student in students(course, part.name):
        if student not in read.good and student not in problems:
            problems[student] = text("not-yet-graded", part=part.name)[lang]
    good = {student: r for student, r in read.good.items() if student not in problems}
    return Class(part, good, dict(sorted(problems.items())), frozenset(read.damaged))


def class_report(
    of: Class,
    roster: Roster,
    versions: Mapping[str, str],
    first_sitting: Mapping[str, Report] | None = None,
    similar: tuple[Similar, ...] | None = None,
) -> ClassReport:
    """Compute all that the report of a class says."""
    found = mistakes(of.part, of.reports)
    return ClassReport(
        of=of,
        roster=roster,
        bins=distribution(of.part, of.reports),
        tallies=tallies(of.part, of.reports),
        mistakes=found,
        tomorrow=most_costly(found),
        analysis=analyse(of.part, of.reports),
        versions=versions,
        gains=None if first_sitting is None else gains(of.part, first_sitting, of.reports),
        similar=similar,
    )
