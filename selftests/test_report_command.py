"""`autograder report` on a graded course: its files, damaged reports, the course, similarity."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import typer

from autograder.cli import report as verb
from autograder.errors import MachineError, UsageError
from autograder.model import Outcome
from autograder.report.reading import read_reports
from autograder.report.similarity import similar_cells

from . import forty

CLASS = forty.forty_students


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go into a course in which the class of forty was graded."""
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    return forty.write_course(tmp_path)


def _run(part: str | None, lang: str = "fr") -> None:
    verb.run(part, part is None, lang, None, False, False)


def test_command_writes_page_csv_and_json(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three files, that name who could not be graded, and only those; the page is opened."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    verb.run(forty.PART, False, "fr", None, False, open_it=True)
    assert opened == [(course / "class_reports" / f"{forty.PART}.html").as_uri()]
    written = course / "class_reports"
    names = [f"{forty.PART}{suffix}" for suffix in (".csv", ".html", ".json")]
    assert sorted(path.name for path in written.iterdir()) == names
    data = json.loads((written / names[2]).read_text(encoding="utf-8"))
    assert data["not_graded"] == {CLASS.BROKEN: forty.PROBLEM}
    assert forty.PROBLEM in (written / names[1]).read_text(encoding="utf-8")
    assert (written / names[0]).read_bytes().startswith("\ufeff".encode())


def _cut(data: dict[str, Any]) -> str:
    return json.dumps(data)[:500]


def _change(*path: Any, value: Any) -> Any:
    def changed(data: dict[str, Any]) -> str:
        inner = data
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value
        return json.dumps(data)

    return changed


DAMAGES = {
    "cut off": _cut,
    "not JSON": _change("exercises", "relu", "score", value=float("nan")),
    "nested": lambda data: "[" * 100_000,
    "a list": lambda data: "[]",
    "another schema": _change("schema", value=2),
    "another part": _change("part", value="part04_linear_regression"),
    "too many points": _change("exercises", "relu", "score", value=0.75),
    "another maximum": _change("exercises", "relu", "max_score", value=5.0),
    "an exercise less": lambda data: json.dumps(data | {"exercises": {}}),
    "a test more": _change("exercises", "relu", "tests", value={}),
    "no outcome": _change("exercises", "relu", "outcome", value="GREAT"),
    "a fault of ours": _change("exercises", "relu", "outcome", value=Outcome.GRADER_ERROR),
    "no text": _change("questions", "q-network-equal-start", "message", value={"fr": 1, "en": []}),
    "a misconception that is none": _change("exercises", "relu", "misconceptions", value=[{}]),
    "a text too long": _change("notebook", value="x" * 20_001),
    "too large": lambda data: json.dumps(data) + " " * (8 << 20),
    "yes for points": _change("exercises", "relu", "score", value=False),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_report_is_named_and_costs_the_others_nothing(tmp_path: Path, name: str) -> None:
    """It is left out, and said with what to do; the other one counts."""
    part = forty.the_part()
    reports = CLASS.declared_reports(part)
    forty.write_reports(tmp_path / "r", {s: reports[s] for s in ("adele", "alban")})
    path = tmp_path / "r" / "alban.json"
    path.write_text(DAMAGES[name](json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    read = read_reports(tmp_path / "r", part)
    assert list(read.good) == ["adele"]
    assert list(read.damaged) == ["alban"]
    assert read.damaged["alban"].endswith(f"run `autograder grade {part.name}` again.")


def test_command_says_which_report_is_damaged(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page is made without it, the command names it and ends with 5."""
    (course / "reports" / forty.PART / "alban.json").write_text("{", encoding="utf-8")
    with pytest.raises(typer.Exit) as ended:
        _run(forty.PART)
    assert ended.value.exit_code == 5
    assert "alban.json is not a report of this part" in capsys.readouterr().out
    data = json.loads((course / "class_reports" / f"{forty.PART}.json").read_text("utf-8"))
    assert "alban" not in data["scores"]
    assert len(data["scores"]) == 39
    assert set(data["not_graded"]) == {"alban", CLASS.BROKEN}


def test_command_says_that_the_gradebook_is_damaged(course: Path) -> None:
    """Rather than leave out names and lateness silently."""
    (course / "gradebook.db").write_text("no database" * 1000, encoding="utf-8")
    with pytest.raises(MachineError, match=r"gradebook\.db cannot be read"):
        _run(forty.PART)


def test_command_wants_something_to_report_on(course: Path) -> None:
    """No part, a part that was not graded, or options that do not go together."""
    for arguments in (("part04_linear_regression",), (forty.PART, "de")):
        with pytest.raises(UsageError):
            _run(*arguments)
    with pytest.raises(UsageError):
        verb.run(None, False, "fr", None, False, False)
    with pytest.raises(UsageError):
        verb.run(None, True, "fr", course, False, False)


def test_course_report(course: Path) -> None:
    """One part so far: the page says so, and names who is behind with the CSV and the JSON."""
    _run(None, "en")
    written = course / "class_reports"
    page = (written / "course.html").read_text(encoding="utf-8")
    assert "The rule, with a single part" in page
    link = f'href="{forty.PART}.html"'
    assert link not in page
    _run(forty.PART)
    _run(None, "en")
    assert link in (written / "course.html").read_text(encoding="utf-8")
    data = json.loads((written / "course.json").read_text(encoding="utf-8"))
    low = {
        s
        for s, share in data["parts"][forty.PART]["shares"].items()
        if share is not None and share < 0.5
    }
    assert set(data["falling_behind"]["students"]) == low
    assert low
    text = (written / "course.csv").read_text(encoding="utf-8-sig")
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(text))}
    assert {s for s, row in rows.items() if row["falling_behind"] == "yes"} == low
    assert rows[CLASS.BROKEN][forty.PART] == ""


COPIED = """
def softmax(z, dim):
    best = None
    for index in range(z.shape[dim]):
        column = z.select(dim, index)
        if best is None:
            best = column
        best = torch.where(column > best, column, best)
    powers = [(z.select(dim, index) - best).exp() for index in range(z.shape[dim])]
    everything = sum(powers)
    return torch.stack([power / everything for power in powers], dim=dim)
"""


def test_similar_cells_are_shown_and_known_code_is_not(course: Path) -> None:
    """Renamed copies are found; what the course itself contains, and short exercises, are not."""
    CLASS.write_class(course, course / "autograded")
    renamed = COPIED.replace("best", "top").replace("powers", "p").replace("column", "c")
    for student, code in (("adele", COPIED), ("yanis", renamed)):
        path = course / "autograded" / student / forty.PART / f"{forty.PART}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "softmax":
                cell["source"] = code
        path.write_text(json.dumps(notebook), encoding="utf-8")
    # Elisa and Florent have solved everything alike, by the reference solution.
    found = similar_cells(course, forty.the_part(), ["adele", "elisa", "florent", "yanis"], "fr")
    assert [(s.exercise.name, s.one, s.other, s.share) for s in found] == [
        ("softmax", "adele", "yanis", 1.0)
    ]
