"""Fill one assignment's column in the grade file that the instructor exported from Canvas.

Canvas knows students and assignments by ids that only its own export holds. The rules are those of
``lib/gradebook_importer.rb``; the tests read the file back by them::

    Student         ID   SIS User ID  SIS Login ID  Section  Notes  Part 5 (1234)  Current Score ...
        Points Possible                                             20             (read only)
    Durand, Zoé     101  s-101        zdurand       A               17.50
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.export.csv_cells import neutral
from autograder.export.marks import StudentMark
from autograder.model import Part

LOGIN_COLUMNS = ("SIS User ID", "SIS Login ID")
NAME_COLUMNS = ("Student", "LastName", "FirstName", "Section")
ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
# What Canvas writes for who is excused, and for who has not been given the assignment.
KEPT = ("EX", "N/A")
AS_IT_WAS = "the cell is left as it was in Canvas"
EXPORT = "In Canvas: Grades, Export, Export Entire Gradebook."
NUMBER = re.compile(r"-?[\d.,]+%?|-")


@dataclass(frozen=True)
class Filled:
    """The file to import, with who is not in it as a mark: one line each, with the reason."""

    text: str
    column: str
    left_out: tuple[str, ...]


def fill(roster: Path, part: Part, marks: Sequence[StudentMark], assignment: str) -> Filled:
    """Return ``roster`` with the marks in the column of ``assignment``, all else as it was."""
    rows, delimiter = _read(roster)
    header = rows[0]
    column = _column(header, part, assignment)
    first = next((i for i, r in enumerate(rows) if "Points Possible" in r[0]), None)
    if first is None:
        raise UsageError(f"{roster} has no row `Points Possible`: export it again. {EXPORT}")
    _check_points(rows[first][column], header[column], part)
    body = rows[first + 1 :]
    known = [name for name in ("ID", *LOGIN_COLUMNS) if name in header]
    places = _match([{name: row[header.index(name)] for name in known} for row in body], marks)
    left_out = [
        f"{mark.student}: no such student in {roster.name}"
        for mark in marks
        if mark.student not in places
    ]
    by_row = {places[mark.student]: mark for mark in marks if mark.student in places}
    for number, row in enumerate(body):
        mark = by_row.get(number)
        if mark is None:
            left_out.append(f"{row[0]} (ID {row[header.index('ID')]}): unknown here; {AS_IT_WAS}")
        elif mark.score is None:
            left_out.append(f"{mark.student}: {mark.why}; {AS_IT_WAS}")
        elif row[column] in KEPT:
            left_out.append(f"{mark.student}: {row[column]} in Canvas; {AS_IT_WAS}")
        else:
            row[column] = f"{mark.score:.2f}"
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows(_safe(row, header) for row in rows)
    return Filled(file.getvalue(), header[column], tuple(left_out))


def _read(roster: Path) -> tuple[list[list[str]], str]:
    """Return the rows of Canvas's export, without its byte order mark, and its delimiter."""
    try:
        text = roster.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{roster} cannot be read ({error}): export it again. {EXPORT}") from error
    line = text.split("\n", 1)[0]
    delimiter = ";" if line.count(";") > line.count(",") else ","
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True) if row
        ]
    except csv.Error as error:
        raise UsageError(
            f"{roster} is not a CSV file ({error}): export it again. {EXPORT}"
        ) from error
    header = rows[0] if rows else []
    if header[:1] not in (["Student"], ["LastName"]) or not {"ID", "Section"} <= set(header):
        raise UsageError(
            f"{roster} is not a grade file of Canvas: its first row has no `Student`, `ID` and "
            f"`Section`. {EXPORT}"
        )
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise UsageError(
                f"{roster}, row {number}: {len(row)} cells instead of {len(header)}. {EXPORT}"
            )
    return rows, delimiter


def _column(header: list[str], part: Part, wanted: str) -> int:
    """Return where the assignment stands: by its title, its id or both, else by the part's name."""
    names = [wanted] if wanted else [part.name, part.title.fr, part.title.en]
    known = [(i, m) for i, c in enumerate(header) if (m := ASSIGNMENT.fullmatch(c))]
    fits = [i for i, m in known if {m.group(), m["title"], m["id"]} & set(names)]
    if len(fits) != 1:
        listed = ", ".join(f"`{m.group()}`" for _, m in known) or "none"
        what = f"{len(fits)} assignments are" if fits else "no assignment is"
        raise UsageError(
            f"In that file {what} called {' or '.join(f'`{name}`' for name in names)}. Name one "
            f"with --assignment, or create it in Canvas and export again. It has: {listed}."
        )
    return fits[0]


def _check_points(written: str, title: str, part: Part) -> None:
    """Refuse what Canvas ignores, and marks that would be read on another scale."""
    points = sum(part.points.values())
    if "read only" in written:
        raise UsageError(f"Canvas ignores `{title}`, which is read only: name another assignment.")
    try:
        possible = float(written.replace(",", "."))
    except ValueError:
        possible = None
    if possible != points:
        raise UsageError(
            f"`{title}` is out of {written or 'nothing'} in Canvas and {part.name} out of "
            f"{points:g}: set its points to {points:g} in Canvas, and export again."
        )


def _match(rows: list[dict[str, str]], marks: Sequence[StudentMark]) -> dict[str, int]:
    """Return the row of each student who has one; nobody may have two, and no row two students.

    nbgrader's LMS user id is Canvas's ID and decides alone. Without it the student id and the
    e-mail address are looked for among SIS ids and logins, whose case does not matter to Canvas;
    never among Canvas's IDs, whose small numbers could be anybody's.
    """
    found: dict[str, int] = {}
    for mark in marks:
        wanted = (mark.lms_user_id,) if mark.lms_user_id else (mark.student, mark.email)
        columns = ("ID",) if mark.lms_user_id else LOGIN_COLUMNS
        ids = {_plain(one) for one in wanted if one}
        fits = [i for i, r in enumerate(rows) if ids & {_plain(r.get(c, "")) for c in columns}]
        if len(fits) > 1:
            raise UsageError(
                f"{mark.student} could be several students of Canvas (rows with ID "
                f"{', '.join(rows[i]['ID'] for i in fits)}): write Canvas's ID into nbgrader's "
                "student list as the LMS user id."
            )
        if fits and fits[0] in found.values():
            other = next(name for name, row in found.items() if row == fits[0])
            raise UsageError(
                f"{other} and {mark.student} are one student of Canvas (ID {rows[fits[0]]['ID']}): "
                "keep one of their folders in submitted/, and correct nbgrader's student list."
            )
        if fits:
            found[mark.student] = fits[0]
    return found


def _plain(value: str) -> str:
    return value.strip().casefold()


def _safe(row: list[str], header: list[str]) -> list[str]:
    """Return ``row`` without formulas: names are quoted, what Canvas would import is refused."""
    cells = []
    for name, cell in zip(header, row, strict=True):
        safe = neutral(cell)
        if safe != cell and name not in NAME_COLUMNS and not NUMBER.fullmatch(cell):
            raise UsageError(
                f"Column `{name}` has {cell!r}, which a spreadsheet would compute, and which "
                "cannot be quoted without changing it in Canvas. Delete that column from the "
                "file: what is not in it stays as it is in Canvas."
            )
        cells.append(safe if name in NAME_COLUMNS else cell)
    return cells
