"""`autograder grade`: what it shows, what it leaves out, and what it refuses."""

from __future__ import annotations

import datetime
import io
import os
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from autograder.cli.main import app
from autograder.cli.progress import shown
from autograder.course.locate import VARIABLE
from autograder.errors import UsageError
from autograder.gradebook.narrow import came_since, moment
from autograder.gradebook.plan import Do, Plan
from autograder.gradebook.submission import Graded

from .mini import PART
from .reruns import Answering, Class, hand_in


@pytest.fixture
def course(classroom: Class, monkeypatch: pytest.MonkeyPatch) -> Class:
    """Return the class, in the course that the command finds."""
    monkeypatch.setenv(VARIABLE, str(classroom.root))
    monkeypatch.setenv("COLUMNS", "200")
    return classroom


def grade(*options: str) -> Result:
    """Run the command, into a file as it were."""
    return CliRunner().invoke(app, ["grade", PART, *options])


def test_a_log_has_a_line_a_submission(course: Class) -> None:
    """Who, how many of how many, and the mark; without a terminal there is no bar."""
    hand_in(course.root, "bob", "# right now")
    (course.root / "submitted" / "eve" / PART / f"{PART}.ipynb").write_text("no notebook")
    run = grade()
    assert run.exit_code == 5
    lines = run.stdout.splitlines()
    assert lines[:3] == [
        "1/3 ann: 19.75 / 20, unchanged",
        "2/3 bob: 19.75 / 20",
        "3/3 eve: not graded",
    ]
    assert "1 unchanged since the last run" in run.stdout


def test_marks_that_moved(course: Class) -> None:
    """A table, a line a mark; when none moved, it is said."""
    course.edit(f"tests/{PART}/test_double.py", "def test_sign(", "def test_direction(")
    said = " ".join(grade().stdout.replace("│", " ").split())
    assert "bob double 9 12 +3 test_direction: new, PASSED, test_sign: removed" in said
    assert "ann double" not in said
    assert "No mark moved." in grade("--force").stdout
    assert "No mark moved." not in grade().stdout  # nothing was graded


def test_a_dry_run_shows_and_writes_nothing(course: Class) -> None:
    """Those who are alike stand on one line, with the reason."""
    hand_in(course.root, "bob", "# right now")
    hand_in(course.root, "new", "")
    (course.root / "submitted" / "eve" / PART / f"{PART}.ipynb").unlink()
    before = course.written()
    run = grade("--dry-run")
    rows = [" ".join(line.replace("│", " ").split()) for line in run.stdout.splitlines()]
    assert "1 unchanged ann" in rows
    assert "1 grade submission bob" in rows
    assert "1 grade new, or not graded so far new" in rows
    assert any(row.startswith("1 cannot grade There is no") for row in rows)
    assert (run.exit_code, course.asked, course.written()) == (0, [], before)


def test_options_that_narrow(course: Class) -> None:
    """Students and exercises, one or more."""
    grade("--force", "--student", "bob", "--student", "ann")
    grade("--student", "eve", "--exercise", "mean", "--exercise", "double")
    assert course.asked == [("ann", None), ("bob", None), ("eve", ("mean", "double"))]


def test_an_exercise_that_cannot_be_run_alone(course: Class) -> None:
    """Who has to be graded as a whole is shown, with the reason."""
    hand_in(course.root, "bob", "# right now")
    run = grade("--exercise", "mean")
    rows = [" ".join(line.replace("│", " ").split()) for line in run.stdout.splitlines()]
    assert "1 grade submission bob" in rows
    assert course.asked == [("ann", ("mean",)), ("bob", None), ("eve", ("mean",))]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--student", "anna"], "did you mean `ann`?"),
        (["--exercise", "duoble"], "did you mean `double`?"),
        (["--exercise", "mean", "--force"], "give one of them"),
        (["--since", "yesterday"], "write 2026-03-01"),
    ],
)
def test_options_that_name_nothing(course: Class, options: list[str], says: str) -> None:
    """It is said what to write, and nothing is graded."""
    run = grade(*options)
    assert isinstance(run.exception, UsageError)
    assert says in str(run.exception)
    assert course.asked == []


def test_since_a_date(course: Class) -> None:
    """By `timestamp.txt`, in UTC unless it says otherwise; without one by the notebook's date."""
    submitted = course.root / "submitted"
    for student, came in (("ann", "2026-03-01 12:00:00 UTC"), ("bob", "2026-03-01T12:00:00-05:00")):
        (submitted / student / PART / "timestamp.txt").write_text(came)
    written = datetime.datetime(2026, 3, 1, 13, tzinfo=datetime.UTC).timestamp()
    os.utime(submitted / "eve" / PART / f"{PART}.ipynb", (written, written))
    grade("--force", "--since", "2026-03-01T12:00+00:00")
    assert [student for student, _ in course.asked] == ["ann", "bob", "eve"]
    course.asked.clear()
    grade("--force", "--since", "2026-03-01T13:30+01:00")
    assert [student for student, _ in course.asked] == ["bob", "eve"]
    course.asked.clear()
    run = grade("--force", "--since", "2026-03-02T00:00+00:00")
    assert course.asked == []
    assert "nothing to grade" in run.stdout


def test_a_date_without_a_zone_is_local(tmp_path: Path) -> None:
    """As a clock on the wall shows it; a submission without a file is never left out."""
    assert moment("2026-03-01") == datetime.datetime(2026, 3, 1).astimezone()
    assert came_since(tmp_path / "gone" / PART, moment("2026-03-01"))


def test_an_interruption_says_what_is_kept(course: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many need not be graded again; the files of the others are as they were."""
    answer = Answering.grade

    def interrupted(self: Answering, name: str, subject: object, **about: str) -> object:
        if about["student"] == "eve":
            raise KeyboardInterrupt
        return answer(self, name, subject, **about)  # type: ignore[arg-type]

    monkeypatch.setattr(Answering, "grade", interrupted)
    run = grade("--force")
    assert run.exit_code == 130
    assert "2 of 3 submissions are graded and kept." in run.stdout
    assert course.recorded == []


def test_a_terminal_has_a_bar() -> None:
    """With what is done, the rate and what is left; unchanged ones do not count."""
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=120, color_system=None)
    plans = [Plan("ann", Do.NOTHING), Plan("bob", Do.ALL), Plan("eve", Do.ALL)]
    with shown(console, PART, plans) as tell:
        for plan in plans:
            tell(Graded(plan.student, None, plan=plan))
    last = screen.getvalue().split("\r")[-1]
    assert "2/2" in last
    assert "/s" in last
    assert "0:00:00 left" in last
