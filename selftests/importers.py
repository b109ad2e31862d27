"""Read grade files as Moodle and Canvas import them: the format rules, with where they stand.

A reader returns what the system would enter and raises :class:`Refused` where it would stop the
import, create something, or give a mark to somebody else.
"""

from __future__ import annotations

import csv
import io
import re
from html import unescape


class Refused(Exception):
    """What the importer would not take, or take for something else."""


def php_csv(text: str) -> list[list[str]]:
    """PHP's fgetcsv: inside quotes a backslash shields what follows, a quote included."""
    rows, place = [], 0
    while place < len(text):
        row = []
        while True:
            cell, place = _php_cell(text, place)
            row.append(cell)
            if text[place : place + 1] != ",":
                break
            place += 1
        place += 1
        rows.append(row)
    return rows


def _php_cell(text: str, place: int) -> tuple[str, int]:
    found = []
    if text[place : place + 1] == '"':
        place += 1
        while place < len(text):
            if text[place] == "\\":
                found.append(text[place : place + 2])
                place += 2
            elif text[place : place + 2] == '""':
                found.append('"')
                place += 2
            elif text[place] == '"':
                place += 1
                break
            else:
                found.append(text[place])
                place += 1
    rest = re.compile(r"[^,\n]*").match(text, place)
    assert rest is not None
    return "".join(found) + rest.group(), rest.end()


def moodle_grades(
    content: str, users: set[str], largest: float, user: str = "username"
) -> dict[str, tuple[float | None, str]]:
    """Return grade and feedback by user, as ``load_data.php`` enters them.

    moodle/moodle: lib/csvlib.class.php load_csv_content (newlines, trim, fgetcsv, number of
    columns); grade/import/csv/classes/load_data.php check_user_exists (one unknown user stops the
    import), map_user_data_with_value (a blank user keeps the row before's), update_grade_item (""
    is no grade, else a number, a point being read in every language), insert_grade_record (at most
    100); feedback is FORMAT_MOODLE: HTML whose line breaks count.
    """
    rows = php_csv(re.sub("\r\n?", "\n", content.removeprefix("\ufeff")).strip())
    header = [name.strip() for name in rows[0]]
    if len(set(header)) != len(header):
        raise Refused(f"columns of one name: {header}")
    at_user, at_grade, at_feedback = header.index(user), len(header) - 2, len(header) - 1
    entered: dict[str, tuple[float | None, str]] = {}
    student = ""
    for row in rows[1:]:
        if len(row) != len(header):
            raise Refused(f"csvweirdcolumns: {len(row)} cells instead of {len(header)}: {row}")
        cells = [cell.strip() for cell in row]
        if cells[at_user] not in ("", "0"):  # what PHP calls empty
            student = cells[at_user]
        if student not in users:
            raise Refused(f"usermappingerror: {student!r}")
        if student in entered:
            raise Refused(f"a second row is entered for {student}")
        if "<" in re.sub(r"&\w+;", "", cells[at_feedback]):
            raise Refused(f"markup in the feedback of {student}")
        entered[student] = (
            _moodle_number(cells[at_grade], largest),
            unescape(cells[at_feedback]),
        )
    return entered


def _moodle_number(cell: str, largest: float) -> float | None:
    if cell in ("", "-"):
        return None
    if not re.fullmatch(r"-?\d+(\.\d+)?", cell.replace(" ", "")):
        raise Refused(f"badgrade: {cell!r}")
    if not 0 <= float(cell) <= min(100, largest):
        raise Refused(f"gradevaluetoobig: {cell}")
    return float(cell)


def canvas_grades(
    content: str, students: dict[str, str], assignments: dict[str, tuple[str, float]]
) -> dict[str, dict[str, str]]:
    """Return what is entered, by student id and assignment id.

    instructure/canvas-lms, lib/gradebook_importer.rb: semicolon_delimited? (the first three lines),
    row_has_student_headers? and update_column_count (order of the first columns, `Section` last),
    strip_non_assignment_columns, parse_assignments (`Title (id)`; any other header becomes a new
    assignment), process_pp (the row may change an assignment's points), process_student (by ID; an
    unknown one becomes a new student), decimal_comma_to_period, readonly_assignment?.
    """
    delimiter = ";" if _semicolons(content) else ","
    rows = list(csv.reader(io.StringIO(content), delimiter=delimiter, strict=True))
    header = rows[0]
    last = header.index("Section") if "Section" in header else 0
    known = ["SIS User ID", "SIS Login ID", "Integration ID", "Root Account"]
    middle = header[header.index("ID") + 1 : last] if "ID" in header else ["?"]
    if header[:2] != ["Student", "ID"] or middle != [name for name in known if name in middle]:
        raise Refused(f"Invalid header row: {header}")
    columns = {}
    for place, name in enumerate(header[last + 1 :], start=last + 1):
        if re.search("(Current|Final|Override) (Score|Points|Grade|Status)", name):
            continue
        if name == "Notes":  # the custom column of these tests
            continue
        found = re.fullmatch(r"(.*)\s\((\d+)\)", name)
        if not found or assignments.get(found[2], ("", 0))[0] != found[1]:
            raise Refused(f"{name!r} would be a new assignment")
        columns[found[2]] = place
    entered: dict[str, dict[str, str]] = {}
    for row in rows[1:]:
        if len(row) != len(header):
            raise Refused(f"index out of range: {row}")
        if "Points Possible" in row[0]:
            for number, place in columns.items():
                if float(_canvas_number(row[place])) != assignments[number][1]:
                    raise Refused(f"the points of {number} would change to {row[place]}")
        elif all(re.fullmatch(r"(?i)\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
            continue
        elif row[1] not in students:
            raise Refused(f"{row[0]!r} would be a new student")
        elif row[1] in entered:
            raise Refused(f"a second row is entered for {row[0]}")
        else:
            entered[row[1]] = {n: _canvas_grade(row[place]) for n, place in columns.items()}
    return entered


def _semicolons(content: str) -> bool:
    counts = {}
    for separator in ";,":
        try:
            lines = content.splitlines()[:3]
            sizes = {len(next(csv.reader([x], delimiter=separator, strict=True))) for x in lines}
        except csv.Error:
            sizes = set()
        counts[separator] = sizes.pop() if len(sizes) == 1 else 0
    return counts[";"] > counts[","]


def _canvas_number(cell: str) -> str:
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *whole, last = re.split("[,.]", cell)
    return f"{''.join(whole)}.{last}" if whole else last


def _canvas_grade(cell: str) -> str:
    grade = _canvas_number(cell.strip())
    if not re.fullmatch(r"(?i)|-|EX|N/A|\d+(\.\d+)?", grade):
        raise Refused(f"not a grade: {cell!r}")
    return grade
