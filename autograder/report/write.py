"""Write what was found as CSV and JSON, and every file of a report whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.errors import MachineError
from autograder.export.csv_cells import neutral
from autograder.report.classroom import ClassReport
from autograder.report.progress import Progress
from autograder.report.statistics import Estimate

DIRECTORY = "class_reports"
SCHEMA = 1
DIGITS = 6


def write_files(course: Path, name: str, page: str, table: str, data: Mapping[str, Any]) -> Path:
    """Write the three files of a report and return where the page is."""
    directory = course / DIRECTORY
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    # Excel takes a CSV without this mark for the system's old code page.
    contents = {".json": text, ".csv": "\ufeff" + table, ".html": page}
    try:
        directory.mkdir(exist_ok=True)
        for suffix, content in contents.items():
            temporary = directory / f".writing-{name}{suffix}"
            temporary.write_text(content, encoding="utf-8", newline="", errors="replace")
            temporary.replace(directory / f"{name}{suffix}")
    except OSError as error:
        raise MachineError(
            f"{directory} cannot be written ({error.strerror}). Make room, check its permissions "
            "and run the command again."
        ) from error
    return directory / f"{name}.html"


def class_csv(report: ClassReport) -> str:
    """Return one row a student: points and outcome of everything that has a mark."""
    names = list(report.of.part.points)
    head = ["student", "name", "score", "max_score", "seconds_late", "not_graded", "misconceptions"]
    head += [f"{name}{suffix}" for name in names for suffix in ("", ":outcome")]
    rows: list[list[Any]] = []
    for student in sorted({*report.of.reports, *report.of.not_graded}):
        row: list[Any] = [student, report.roster.name(student)]
        graded = report.of.reports.get(student)
        late = report.late.get(student, 0)
        if graded is None:
            row += ["", report.max_score, late, report.of.not_graded[student], ""]
        else:
            recognised = [m for result in graded.results.values() for m in result.misconceptions]
            row += [graded.score, report.max_score, late, "", " ".join(recognised)]
            for name in names:
                row += [graded.results[name].score, graded.results[name].outcome.value]
        rows.append(row)
    return _csv(head, rows)


def course_csv(progress: Progress) -> str:
    """Return one row a student: the share of the points of each part, and who is behind."""
    head = ["student", "name", "falling_behind", *(step.part.name for step in progress.steps)]
    rows = [
        [
            student,
            progress.roster.name(student),
            "yes" if student in progress.behind else "no",
            *(_rounded(step.shares.get(student)) for step in progress.steps),
        ]
        for student in progress.students
    ]
    return _csv(head, rows)


def class_json(report: ClassReport) -> dict[str, Any]:
    """Return schema 1 of the class report; docs/class-report.md describes it."""
    analysis = report.analysis
    return {
        "schema": SCHEMA,
        "part": report.of.part.name,
        "max_score": report.max_score,
        "scores": {student: graded.score for student, graded in report.of.reports.items()},
        "seconds_late": report.late,
        "not_graded": dict(report.of.not_graded),
        "isolation": sorted({graded.isolation for graded in report.of.reports.values()}),
        "device": sorted({graded.device for graded in report.of.reports.values()}),
        "versions": dict(report.versions),
        "exercises": {
            tally.exercise.name: {"outcomes": dict(tally.counts), "mean": _rounded(tally.mean)}
            for tally in report.tallies
        },
        "misconceptions": [
            {
                "id": mistake.id,
                "where": mistake.name,
                "students": list(mistake.students),
                "points_lost": _rounded(mistake.cost),
            }
            for mistake in report.mistakes
        ],
        "alpha": _estimate(analysis.alpha),
        "items": {
            item.name: {
                "difficulty": _estimate(item.difficulty),
                "item_rest_correlation": _estimate(item.discrimination),
                "answers": [
                    {
                        "text": option.text.to_json(),
                        "correct": option.correct,
                        "count": option.count,
                        "share": _estimate(option.share),
                        "rest_correlation": _estimate(option.pull),
                    }
                    for option in item.options
                ],
            }
            for item in analysis.items
        },
        "gain": None
        if report.gains is None
        else {
            "students": report.gains.students,
            "total": _estimate(report.gains.total.gain),
            "items": {
                one.name: {
                    "before": _rounded(one.before),
                    "after": _rounded(one.after),
                    "gain": _estimate(one.gain),
                }
                for one in report.gains.items
            },
        },
        "similar": None
        if report.similar is None
        else [
            {"exercise": s.exercise.name, "students": [s.one, s.other], "share": _rounded(s.share)}
            for s in report.similar
        ],
    }


def course_json(progress: Progress) -> dict[str, Any]:
    """Return schema 1 of the report of the course."""
    return {
        "schema": SCHEMA,
        "parts": {
            step.part.name: {
                "quartiles": None
                if step.quartiles is None
                else [_rounded(share) for share in step.quartiles],
                "shares": {s: _rounded(share) for s, share in sorted(step.shares.items())},
            }
            for step in progress.steps
        },
        "falling_behind": {
            "parts": [step.part.name for step in progress.window],
            "students": list(progress.behind),
        },
        "late": [
            {"student": student, "part": part, "seconds": seconds}
            for (student, part), seconds in progress.late.items()
        ],
    }


def _estimate(estimate: Estimate | None) -> dict[str, float | None] | None:
    if estimate is None:
        return None
    return {key: _rounded(value) for key, value in asdict(estimate).items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _csv(head: list[str], rows: list[list[Any]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    for row in (head, *rows):
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()
