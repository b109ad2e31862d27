"""Write the grade file that Moodle's gradebook imports: Grades, Import, CSV file.

The rules are those of ``grade/import/csv/classes/load_data.php`` and ``lib/csvlib.class.php``; the
tests read the file back by them. Three of them shape it:

- A row whose user field is blank goes to the student of the row before: an id column is written
  whole or not at all.
- PHP takes ``\\"`` inside quotes for an escaped quote, CSV does not.
- Feedback is shown as HTML.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.export.csv_cells import neutral
from autograder.export.marks import StudentMark
from autograder.model import Part
from autograder.sentences import Sentences

_SENTENCES = Sentences(Path(__file__).with_name("texts.toml"))
# Moodle refuses the whole file for one larger grade, unless its administrator allows them.
LARGEST = 100


def grade_csv(part: Part, marks: Sequence[StudentMark], feedback: Sequence[str], lang: str) -> str:
    """Return the file: ids, names, the grade and, beside it, the feedback of each of ``marks``."""
    ids = {"username": [mark.student for mark in marks]}
    for column, values in (
        ("email", [mark.email for mark in marks]),
        ("idnumber", [mark.lms_user_id for mark in marks]),
    ):
        if all(values) and len(set(values)) == len(values):
            ids[column] = values
    for column, values in ids.items():
        for value in values:
            _check_id(column, value)
    for mark in marks:
        if mark.score is not None and mark.score > LARGEST:
            raise UsageError(
                f"{mark.student} has {mark.score:g} points and Moodle imports no more than "
                f"{LARGEST}: lower the marks of {part.name}, or enter them by hand."
            )
    points = sum(part.points.values())
    title = _SENTENCES.text("grade-column", title=part.title, points=f"{points:g}")[lang]
    about = _SENTENCES.text("feedback-column", title=part.title)[lang]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*ids, "lastname", "firstname", _cell(title), _cell(about)])
    for row, (mark, text) in enumerate(zip(marks, feedback, strict=True)):
        writer.writerow(
            [
                *(values[row] for values in ids.values()),
                _cell(mark.last_name),
                _cell(mark.first_name),
                "" if mark.score is None else f"{mark.score:.2f}",
                # In this order: the semicolon of `&lt;=` would pass for the end of a cell.
                html.escape(_cell(text), quote=False),
            ]
        )
    return file.getvalue()


def _check_id(column: str, value: str) -> None:
    """Refuse an id that the file cannot hold unchanged, or that Moodle would read as blank."""
    odd = value != value.strip() or not value.isprintable() or "\\" in value
    if odd or value == "0" or neutral(value) != value:
        raise UsageError(
            f"The {column} {value!r} would not reach Moodle unchanged (a spreadsheet or PHP reads "
            "it as something else): correct it in submitted/ and in nbgrader's student list."
        )


def _cell(text: str) -> str:
    """Return ``text`` as a cell that no spreadsheet computes and that PHP ends where CSV does."""
    plain = re.sub(r"\r\n?", "\n", neutral(text))
    return re.sub(r'\\(?="|$)', r"\\ ", plain)
