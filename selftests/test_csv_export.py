"""`nbgrader export` writes nbgrader's columns, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from autograder.export.csv_cells import neutral
from autograder.gradebook.csv_export import CsvExport

from .gradebooks import SCORE, STUDENTS
from .mini import PART
from .whole_course import run

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("x;=1;y", "x;'=1;y"),
        ("x\n =1", "x\n' =1"),
        ("x\t@y", "x\t'@y"),
        ("", ""),
        ("Jean-Luc, d'Été <a@b.c>", "Jean-Luc, d'Été <a@b.c>"),
        ("1 = 1; 2 - 1", "1 = 1; 2 - 1"),
    ],
)
def test_neutral(text: str, written: str) -> None:
    """A quote before what would be a formula, in whichever cell it lands; nothing else changes."""
    assert neutral(text) == written
    assert neutral(written) == written


@pytest.fixture(scope="module")
def exported(marked_course: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Export a gradebook with hostile names by the command, as its configuration says."""
    path = tmp_path_factory.mktemp("export") / "grades.csv"
    done = run(marked_course, "nbgrader", "export", "--to", str(path))
    assert done.returncode == 0, done.stderr
    return path.read_bytes().decode("utf-8")


def test_names_and_marks_come_back(exported: str) -> None:
    """Commas, quotes, accents and newlines; numbers are numbers, and who did nothing has 0."""
    rows = {row["student_id"]: row for row in csv.DictReader(io.StringIO(exported, newline=""))}
    assert sorted(rows) == [student for student, _, _ in STUDENTS]
    for student, first, last in STUDENTS:
        assert (rows[student]["first_name"], rows[student]["last_name"]) == (
            neutral(first),
            neutral(last),
        )
    scores = {student: float(row["score"]) for student, row in rows.items()}
    assert scores == {"ann": 0.0, "eve": 0.0, "ian": 0.0, "max": 5.0, "zoe": SCORE}
    assert float(rows["zoe"]["late_submission_penalty"]) == 1.5


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula(exported: str, separator: str) -> None:
    """With whatever a spreadsheet takes for the separator."""
    rows = csv.reader(io.StringIO(exported, newline=""), delimiter=separator)
    assert [cell for row in rows for cell in row if cell.startswith(FORMULAS)] == []


def test_columns_are_nbgraders(exported: str, marked_course: Path, tmp_path: Path) -> None:
    """Header and rows, where nbgrader's own file can be read: for a name without a comma."""
    theirs = CsvExportPlugin(to=str(tmp_path / "theirs.csv"), student=["max"])
    with Gradebook(f"sqlite:///{marked_course / 'gradebook.db'}") as gradebook:
        theirs.export(gradebook)
    lines = (tmp_path / "theirs.csv").read_text(encoding="utf-8").splitlines()
    assert [line for line in exported.splitlines() if f",max,{'Ünal'}," in line] == lines[1:]
    assert exported.splitlines()[0] == lines[0]
    assert lines[1].startswith(f"{PART},")


def test_options_choose_rows(marked_course: Path, tmp_path: Path) -> None:
    """As nbgrader's: some students, some assignments."""
    for options, count in (({"student": ["zoe", "max"]}, 2), ({"assignment": ["other"]}, 0)):
        plugin = CsvExport(to=str(tmp_path / "some.csv"), **options)
        with Gradebook(f"sqlite:///{marked_course / 'gradebook.db'}") as gradebook:
            plugin.export(gradebook)
        with (tmp_path / "some.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == count
