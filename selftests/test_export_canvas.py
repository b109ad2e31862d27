"""Canvas's grade file: read back as Canvas imports it, one column has changed and nothing else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.export import canvas
from autograder.model import Part

from .gradebooks import exported, mark
from .importers import Refused, canvas_grades

HEADER = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Quiz 1 (77),Mini (1234),"
    "Assignments Current Score,Final Grade"
)
POINTS = "    Points Possible,,,,,,10.00,20.00,(read only),(read only)"
ROSTER = f'''{HEADER}
,,,,,,,Manual Posting,,
{POINTS}
"d'Été, Zoé ""Z""",101,S-1,zoe,A,"a, b",9.00,,90.00,
=1+1,102,S-2,EVE,A,,-,11.00,,
"Ünal, Max",103,S-3,max,A,,,5.00,,
"Excusée, Anne",104,S-4,ann,B,,,EX,,
"Inconnue, Iris",105,S-5,iris,B,,,2.00,,
"Student, Test",106,,,A,,,,,
'''
STUDENTS = {str(number): "" for number in range(101, 107)}
ASSIGNMENTS = {"77": ("Quiz 1", 10.0), "1234": ("Mini", 20.0)}


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Return Canvas's export, with the byte order mark that it may have."""
    path = tmp_path / "canvas.csv"
    path.write_text("\ufeff" + ROSTER, encoding="utf-8", newline="")
    return path


def test_canvas_reads_back_one_column_and_all_else_unchanged(
    own_course: Path, roster: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Found by id and title; matched whatever the case; what was there stays; nobody is dropped."""
    text = exported(own_course, "canvas", roster=roster)
    before = canvas_grades(ROSTER, STUDENTS, ASSIGNMENTS)
    after = canvas_grades(text, STUDENTS, ASSIGNMENTS)
    assert before["101"] | {"1234": "15.75"} == after.pop("101")
    assert before["102"] | {"1234": "0.00"} == after.pop("102")
    assert after == {name: before[name] for name in after}
    rows = [list(csv.reader(io.StringIO(one))) for one in (ROSTER, text)]
    differ = [(a, b) for old, new in zip(*rows, strict=True) for a, b in zip(old, new, strict=True)]
    assert [(a, b) for a, b in differ if a != b] == [
        ("", "15.75"),
        ("=1+1", "'=1+1"),
        ("11.00", "0.00"),
    ]
    told = capsys.readouterr().out
    for line in (
        "column: Mini (1234)",
        "lost: no such student",
        "max: not graded; the cell is left",
        "ann: no submission; the cell is left",
        "Inconnue, Iris (ID 105): unknown here",
        "Student, Test (ID 106): unknown here",
        "no feedback",
    ):
        assert line in told


def test_canvas_semicolons_and_first_names_are_kept(mini_part: Part, tmp_path: Path) -> None:
    """Canvas writes its file in the instructor's form, and reads it in the same."""
    path = tmp_path / "canvas.csv"
    path.write_text(ROSTER.replace('"a, b"', "a").replace(",", ";"), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("\"d'Été; Zoé", "\"d'Été, Zoé"))
    text = canvas.fill(path, mini_part, [mark("zoe")], "1234").text
    assert text.startswith("Student;ID;")
    assert canvas_grades(text, STUDENTS, ASSIGNMENTS)["101"]["1234"] == "3.00"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Student,ID", "Name,ID", "not a grade file of Canvas"),
        (POINTS, POINTS.replace("20.00", "100.00"), "set its points to 20"),
        (POINTS, POINTS.replace("20.00", "(read only)"), "read only"),
        (POINTS + "\n", "", "no row `Points Possible`"),
        ("Mini (1234)", "Minimum (1234)", "Name one with --assignment"),
        ("Quiz 1 (77)", "Mini course (77)", "2 assignments are called"),
        ("102,S-2,EVE", "102,zoe,EVE", "could be several students"),
        (',"a, b",', ",=a(),", "Delete that column from the file"),
        ("Quiz 1 (77)", "=Quiz (77)", "Delete that column from the file"),
        (",A,,,5.00", ",A,,5.00", "row 6: 9 cells instead of 10"),
        ('"Ünal, Max"', '"Ünal" Max', "is not a CSV file"),
    ],
)
def test_canvas_a_file_that_cannot_be_filled_is_refused(
    mini_part: Part, roster: Path, old: str, new: str, reason: str
) -> None:
    """The message ends with what to do."""
    assert ROSTER.count(old) == 1
    roster.write_text(ROSTER.replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError, match=reason.replace("(", r"\(")):
        canvas.fill(roster, mini_part, [mark("zoe"), mark("max")], "")


def test_canvas_who_is_excused_stays_so(mini_part: Part, roster: Path) -> None:
    """A mark would take the excuse away."""
    filled = canvas.fill(roster, mini_part, [mark("ann")], "")
    assert canvas_grades(filled.text, STUDENTS, ASSIGNMENTS)["104"]["1234"] == "EX"
    assert "ann: EX in Canvas; the cell is left as it was in Canvas" in filled.left_out


def test_canvas_ids_decide(mini_part: Part, roster: Path) -> None:
    """nbgrader's LMS id is Canvas's; a student id is none; two students are not one."""
    places = canvas.fill(roster, mini_part, [mark("someone", lms_user_id="105")], "Mini")
    assert canvas_grades(places.text, STUDENTS, ASSIGNMENTS)["105"]["1234"] == "3.00"
    left_out = canvas.fill(roster, mini_part, [mark("105")], "").left_out
    assert "105: no such student in canvas.csv" in left_out
    with pytest.raises(UsageError, match="zoe and zoé are one student"):
        canvas.fill(roster, mini_part, [mark("zoe"), mark("zoé", email="S-1")], "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Student,ID", "Name,ID"),
        ("Mini (1234)", "Mini"),
        ("Mini (1234)", "Mini (4321)"),
        (POINTS, POINTS.replace("20.00", "19.00")),
        (",103,", ",999,"),
        (",103,", ",101,"),
        ("11.00", "eleven"),
        ("11.00", "'11.00"),
        (",A,,,5.00", ",A,,5.00"),
        ("Section,Notes", "Notes,Section"),
    ],
)
def test_the_reader_refuses_what_canvas_would(old: str, new: str) -> None:
    """Each file is broken in one way; the file before is read."""
    canvas_grades(ROSTER, STUDENTS, ASSIGNMENTS)
    assert ROSTER.count(old) == 1
    with pytest.raises(Refused):
        canvas_grades(ROSTER.replace(old, new), STUDENTS, ASSIGNMENTS)
