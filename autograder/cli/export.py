"""``autograder export PART TARGET``: marks and quizzes into exports/PART, for another system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from autograder.course.locate import find_course
from autograder.course.part import load_part
from autograder.course.syntax import suggestion
from autograder.errors import MachineError, UsageError
from autograder.export import canvas, moodle, moodle_xml, qti
from autograder.export.feedback import feedback
from autograder.export.marks import StudentMark, read_marks
from autograder.model import LANGUAGES, Part
from autograder.whole_file import write_whole


@dataclass(frozen=True)
class Asked:
    """What the command was given."""

    course: Path
    part: Part
    lang: str
    roster: Path | None
    assignment: str


@dataclass(frozen=True)
class Exported:
    """A file to write, with what an instructor has to know about it: one line each."""

    name: str
    content: str | bytes
    notes: tuple[str, ...]


def run(part_name: str, target: str, lang: str, roster: Path | None, assignment: str) -> None:
    """Write the file that ``target`` imports, and say what it does not hold."""
    if target not in TARGETS:
        listed = ", ".join(TARGETS)
        raise UsageError(
            f"There is no export to `{target}`{suggestion(target, list(TARGETS))}: "
            f"name one of {listed}."
        )
    if lang not in LANGUAGES:
        raise UsageError(f"--lang {lang} is not a language of the course: use fr or en.")
    if target != "canvas" and (roster or assignment):
        raise UsageError("--roster and --assignment are for canvas: leave them out.")
    course = find_course()
    part = load_part(course, part_name)
    exported = TARGETS[target](Asked(course, part, lang, roster, assignment))
    path = course / "exports" / part.name / exported.name
    try:
        write_whole(path, exported.content)
    except OSError as error:
        raise MachineError(
            f"{path} cannot be written ({error.strerror}): make room, or correct its permissions."
        ) from error
    console = Console()
    for note in exported.notes:
        # Names come from students and from Canvas: none may move the cursor.
        shown = "".join(c if c.isprintable() else " " for c in note)
        console.print(f"note: {shown}", markup=False, highlight=False, soft_wrap=True)
    console.print(f"wrote {path}", markup=False, highlight=False, soft_wrap=True)
    console.print("How to import it: docs/exports.md", highlight=False)


def _moodle(asked: Asked) -> Exported:
    marks = _marks(asked)
    said = [feedback(asked.course, asked.part, mark, asked.lang) for mark in marks]
    notes = [f"{mark.student}: {mark.why}; no grade in the file" for mark in marks if mark.why]
    for mark, text in zip(marks, said, strict=True):
        if mark.score is not None and not text:
            notes.append(f"{mark.student}: no report in reports/; the grade has no feedback")
        if mark.student != mark.student.lower():
            notes.append(f"{mark.student}: usernames of Moodle are in lower case")
    text = moodle.grade_csv(asked.part, marks, said, asked.lang)
    return Exported("moodle-grades.csv", text, tuple(notes))


def _canvas(asked: Asked) -> Exported:
    if asked.roster is None:
        raise UsageError(f"canvas needs --roster FILE, its own grade file. {canvas.EXPORT}")
    filled = canvas.fill(asked.roster, asked.part, _marks(asked), asked.assignment)
    notes = (
        f"column: {filled.column}",
        "no feedback: Canvas imports none with a grade file",
        *filled.left_out,
    )
    return Exported("canvas-grades.csv", filled.text, notes)


def _moodle_xml(asked: Asked) -> Exported:
    _need_quiz(asked.part)
    content, left_out = moodle_xml.question_bank(asked.part, asked.lang)
    notes = (*moodle_xml.limits(asked.part), *(f"not carried: {line}" for line in left_out))
    return Exported(f"quiz-{asked.lang}.xml", content, notes)


def _qti(asked: Asked) -> Exported:
    _need_quiz(asked.part)
    content, left_out = qti.package(asked.part, asked.lang)
    notes = (*qti.limits(asked.part, asked.lang), *(f"not carried: {line}" for line in left_out))
    return Exported(f"quiz-{asked.lang}.zip", content, notes)


def _marks(asked: Asked) -> list[StudentMark]:
    marks = read_marks(asked.course, asked.part.name)
    if not marks:
        raise UsageError(
            f"Nobody is in the gradebook: run `autograder grade {asked.part.name}` first."
        )
    return marks


def _need_quiz(part: Part) -> None:
    if not part.questions:
        raise UsageError(f"{part.name} has no quiz: name a part with lessons/PART/quiz.toml.")


TARGETS: dict[str, Callable[[Asked], Exported]] = {
    "moodle": _moodle,
    "canvas": _canvas,
    "moodle-xml": _moodle_xml,
    "qti": _qti,
}
