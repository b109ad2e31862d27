"""Moodle's grade file: read back as Moodle imports it, it gives each student the own mark."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.export import moodle
from autograder.export.csv_cells import neutral
from autograder.export.marks import StudentMark
from autograder.model import Part

from .gradebooks import SCORE, exported, mark
from .importers import Refused, moodle_grades, php_csv
from .mini import PART

USERS = {"ann", "eve", "ian", "lost", "max", "zoe"}


def test_moodle_reads_back_every_grade_with_its_feedback(
    own_course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Grade and feedback stand together; who has none has an empty cell and is named."""
    entered = moodle_grades(exported(own_course, "moodle"), USERS, largest=20)
    assert {name: grade for name, (grade, _) in entered.items()} == {
        "ann": None,
        "eve": 0.0,
        "ian": None,
        "lost": None,
        "max": None,
        "zoe": SCORE,
    }
    said = entered["zoe"][1]
    assert "Doubler (double) : 9,25 / 12 points\n✔ L'exemple du cours : « été »." in said
    assert "Question q-mini-single : 0,5 / 0,5" in said
    assert 'relisez\n« a < b » & \\ "c\\ "' in said
    assert said.endswith("Pénalité de retard : 1,5. Note : 15,75.")
    assert "✘ Le signe est respecté. [à revoir] La forme n'est pas" in entered["eve"][1]
    assert "Erreur 1 : relisez." in entered["eve"][1]
    assert {entered[name][1] for name in ("ann", "ian", "lost", "max")} == {""}
    told = capsys.readouterr().out
    for line in ("ann: no submission", "lost: not graded", "max: not graded"):
        assert line in told
    assert "zoe" not in told.replace("zoe.json", "")


def test_moodle_feedback_is_in_the_cohorts_language(own_course: Path) -> None:
    """Headers and feedback in English."""
    text = exported(own_course, "moodle", "en")
    assert "Mini course (out of 20),Feedback: Mini course" in text
    assert "Late: 1.5 points taken off." in moodle_grades(text, USERS, 20)["zoe"][1]


def test_names_survive_and_none_is_a_formula(own_course: Path) -> None:
    """Commas, quotes, accents, newlines, a backslash at the end; formulas become text."""
    rows = {row[0]: row for row in php_csv(exported(own_course, "moodle").replace("\r\n", "\n"))}
    assert rows["zoe"][1:3] == ['d\'Été, "Z" \\ ', "Zoé\nMarie"]
    assert rows["eve"][1:3] == ['\'@SUM(A1) "x"', "'=1+1"]
    cells = [cell for row in rows.values() for cell in row]
    assert not [cell for cell in cells if neutral(cell) != cell]


def test_a_missing_report_is_said(own_course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The mark is exported without its feedback."""
    (own_course / "reports" / PART / "zoe.json").write_text("{", encoding="utf-8")
    assert moodle_grades(exported(own_course, "moodle"), USERS, 20)["zoe"] == (SCORE, "")
    assert "zoe: no report" in capsys.readouterr().out


@pytest.mark.parametrize("student", ["0", " ann", "=ann", "-1", "@ann", "a\\b", "a\nb"])
def test_an_id_is_refused_rather_than_changed(mini_part: Part, student: str) -> None:
    """An altered id is another student's, or nobody's."""
    with pytest.raises(UsageError, match="would not reach Moodle unchanged"):
        moodle.grade_csv(mini_part, [mark(student)], [""], "fr")


def test_an_id_column_is_whole_or_absent(mini_part: Part) -> None:
    """Moodle gives a row with a blank id to the student of the row before."""
    one, other = mark("ann", email="a@x.fr", lms_user_id="7"), mark("max", lms_user_id="8")
    text = moodle.grade_csv(mini_part, [one, other], ["", ""], "fr")
    assert text.startswith("username,idnumber,lastname")
    assert set(moodle_grades(text, {"7", "8"}, 20, user="idnumber")) == {"7", "8"}
    with pytest.raises(UsageError, match="no more than 100"):
        moodle.grade_csv(mini_part, [StudentMark("ann", score=101.0)], [""], "fr")


ROWS = "username,lastname,firstname,Mini (sur 20),Commentaires : Mini\n"


@pytest.mark.parametrize(
    "rows",
    [
        "ann,A,B,3.00\n",
        "ann,A,B,3.00,,\n",
        "nobody,A,B,3.00,\n",
        "ann,A,B,3.00,\n,C,D,4.00,\n",
        "ann,A,B,3.00,\n0,C,D,4.00,\n",
        "ann,A,B,3.00,\nann,A,B,3.00,\n",
        "ann,A,B,three,\n",
        'ann,A,B,"3,00",\n',
        "ann,A,B,21.00,\n",
        "ann,A,B,3.00,a < b\n",
        'ann,A,B,3.00,"a \\"", b"\n',
        'ann,A,"\\",3.00,x\nmax,C,D,4.00,"c"\n',
    ],
)
def test_the_reader_refuses_what_moodle_would(rows: str) -> None:
    """Each file is broken in one way; the same file without it is read."""
    assert moodle_grades(ROWS + "ann,A,B,3.00,ok\n", USERS, 20) == {"ann": (3.0, "ok")}
    with pytest.raises(Refused):
        moodle_grades(ROWS + rows, USERS, 20)


@settings(max_examples=150, deadline=None)
@given(name=st.text(alphabet='ab"\\,;\n\r =-@é', max_size=9), said=st.text(max_size=20))
def test_whatever_students_are_called_rows_stay_rows(mini_part: Part, name: str, said: str) -> None:
    """Names and feedback of any text come back, up to blanks and quotes before formulas."""
    marks = [mark("ann", last_name=name), mark("max")]
    text = moodle.grade_csv(mini_part, marks, [said, said], "fr")
    rows = php_csv(text.replace("\r\n", "\n").replace("\r", "\n"))
    assert [len(row) for row in rows] == [5, 5, 5]
    assert "".join(rows[1][1].split()) == "".join(neutral(name).split())
    assert {student: grade for student, (grade, _) in moodle_grades(text, USERS, 20).items()} == {
        "ann": 3.0,
        "max": 3.0,
    }
