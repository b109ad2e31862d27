"""`nbgrader export`: nbgrader's columns, in a CSV file that a spreadsheet reads without running it.

nbgrader writes names as they are, without quotes: a comma in a name moves the marks behind it, and
a name that begins like a formula is one.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.export.csv_cells import neutral

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


class CsvExport(ExportPlugin):  # type: ignore[misc]
    """Set as ``ExportApp.plugin_class``; takes the options of nbgrader's own."""

    def export(self, gradebook: Any) -> None:
        """Write a row for each assignment and student of ``gradebook``; who did nothing has 0."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            rows.writeheader()
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    if _wanted(assignment.name, self.assignment) and _wanted(
                        student.id, self.student
                    ):
                        row = _row(gradebook, assignment, student)
                        rows.writerow({name: _cell(value) for name, value in row.items()})


def _wanted(name: str, only: list[Any]) -> bool:
    return not only or name in map(str, only)


def _row(gradebook: Any, assignment: Any, student: Any) -> dict[str, Any]:
    row = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "timestamp": None,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "raw_score": 0.0,
        "late_submission_penalty": 0.0,
        "score": 0.0,
        "max_score": assignment.max_score,
    }
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return row
    penalty = submission.late_submission_penalty
    return row | {
        "timestamp": submission.timestamp,
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - penalty),
    }


def _cell(value: Any) -> Any:
    return neutral(value) if isinstance(value, str) else value
