"""What is exported: every mark of the gradebook, no other, and nobody left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.cli import export as verb
from autograder.errors import AutograderError, MachineError, UsageError
from autograder.export.marks import read_marks

from .gradebooks import SCORE
from .mini import PART


def test_marks_are_the_gradebooks_and_nobody_is_missing(marked_course: Path) -> None:
    """Manual marks count, penalties are off, and no mark is not a zero."""
    before = (marked_course / "gradebook.db").read_bytes()
    marks = {mark.student: (mark.score, mark.why) for mark in read_marks(marked_course, PART)}
    assert marks == {
        "ann": (None, "no submission"),
        "eve": (0.0, ""),
        "ian": (None, "not graded"),
        "lost": (None, "not graded"),
        "max": (None, "not graded"),
        "zoe": (SCORE, ""),
    }
    assert (marked_course / "gradebook.db").read_bytes() == before


def test_without_marks_the_command_says_what_to_do(own_course: Path) -> None:
    """No gradebook, a part that is not in it, a file that is no database."""
    with pytest.raises(UsageError, match="not in the gradebook: run `autograder grade"):
        read_marks(own_course, "part99")
    place = own_course / "gradebook.db"
    for content in (b"no database " * 100, b""):
        place.write_bytes(content)
        with pytest.raises(AutograderError, match="cannot be read"):
            read_marks(own_course, PART)
        assert place.read_bytes() == content
        assert place.resolve() not in [held.resolve() for held in Path("/proc/self/fd").iterdir()]
    place.unlink()
    with pytest.raises(UsageError, match="run `autograder grade"):
        read_marks(own_course, PART)
    assert not place.exists()


@pytest.mark.parametrize("target", ["otter", "gradescope", "moodel"])
def test_what_does_not_exist_is_no_stub(own_course: Path, target: str) -> None:
    """The targets that exist are named, and nothing is written."""
    with pytest.raises(UsageError, match="name one of moodle, canvas, moodle-xml, qti"):
        verb.run(PART, target, "fr", None, "")
    assert not (own_course / "exports").exists()


def test_options_of_another_target_are_refused(own_course: Path) -> None:
    """A roster for Moodle, none for Canvas, a language that the course has not."""
    for target, lang, file, reason in (
        ("moodle", "fr", Path("x.csv"), "are for canvas"),
        ("canvas", "fr", None, "canvas needs --roster"),
        ("moodle", "de", None, "use fr or en"),
    ):
        with pytest.raises(UsageError, match=reason):
            verb.run(PART, target, lang, file, "")


def test_a_file_is_written_whole_or_not_at_all(
    own_course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is in the way is said; a folder's name cannot move the cursor."""
    (own_course / "submitted" / "a\x1b[2J" / PART).mkdir(parents=True)
    roster = own_course / "canvas.csv"
    roster.write_text(f"Student,ID,Section,{PART} (7)\n  Points Possible,,,20\nA,1,S,\n")
    place = own_course / "exports" / PART / "canvas-grades.csv"
    place.mkdir(parents=True)
    with pytest.raises(MachineError, match=r"cannot be written .*: make room"):
        verb.run(PART, "canvas", "fr", roster, "")
    assert list(place.parent.iterdir()) == [place]
    place.rmdir()
    verb.run(PART, "canvas", "fr", roster, "")
    assert "\x1b" not in capsys.readouterr().out
    assert place.read_text(encoding="utf-8").splitlines()[-1] == "A,1,S,"
