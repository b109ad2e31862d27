"""A gradebook of the miniature course, made by nbgrader's own API: nothing is graded for it."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

from nbgrader.api import Base, Gradebook
from sqlalchemy import create_engine
from sqlalchemy.exc import SAWarning

from autograder.cli.main import app
from autograder.course.part import load_part
from autograder.export.marks import StudentMark
from autograder.model import ExerciseResult, Outcome, QuestionResult, Report, TestResult, Text

from .mini import PART

# id, first name, last name: names as students have them, and as nobody should.
STUDENTS = (
    ("ann", "Anne", "O'Brien"),
    ("eve", "=1+1", '@SUM(A1) "x"'),
    ("ian", "Ian", "Öz"),
    ("max", "Max", "Ünal"),
    ("zoe", "Zoé\nMarie", 'd\'Été, "Z" \\'),
)
SCORE = 17.25 - 1.5  # zoe's: of 20 points, 12 are replaced by 9.25 by hand; late
COMMENT = '=HYPERLINK("x") : relisez\n« a < b » & \\"c\\"'


def write_gradebook(course: Path) -> None:
    """Write marks and reports: zoe's are whole, eve has a true 0, max half, ann did nothing.

    ian and lost have handed something in that nobody has graded; nbgrader knows ian alone.

    zoe has 17.25 with a mark by hand, less 1.5 for being late.
    """
    url = f"sqlite:///{course / 'gradebook.db'}"
    engine = create_engine(url)
    Base.metadata.create_all(engine)  # nbgrader starts a process to stamp an empty database
    engine.dispose()
    with warnings.catch_warnings():
        # nbgrader's add_submission flushes before it has tied the submission to its student.
        warnings.simplefilter("ignore", SAWarning)
        _fill(course, url)
    for student in ("ian", "lost"):
        (course / "submitted" / student / PART).mkdir(parents=True)
    for student, outcome in (("eve", Outcome.FAILED), ("zoe", Outcome.PASSED)):
        write_report(course, student, outcome)


def _fill(course: Path, url: str) -> None:
    part = load_part(course, PART)
    with Gradebook(url) as book:
        book.add_assignment(PART)
        book.add_notebook(PART, PART)
        for name, points in part.points.items():
            book.add_grade_cell(f"grade-{name}", PART, PART, max_score=points, cell_type="code")
        book.add_solution_cell("double", PART, PART)
        for student, first, last in STUDENTS:
            book.add_student(student, first_name=first, last_name=last)
            if student not in ("ann", "ian"):
                book.add_submission(PART, student)
        for student, share in (("eve", 0.0), ("zoe", 1.0)):
            for name, points in part.points.items():
                book.find_grade(f"grade-{name}", PART, PART, student).auto_score = share * points
        book.find_grade("grade-mean", PART, PART, "max").auto_score = 5.0
        book.find_grade("grade-double", PART, PART, "zoe").manual_score = 9.25
        book.find_comment("double", PART, PART, "zoe").manual_comment = COMMENT
        book.find_submission_notebook(PART, PART, "zoe").late_submission_penalty = 1.5
        book.db.commit()


def write_report(course: Path, student: str, outcome: Outcome) -> None:
    """Write a report in which everything came to ``outcome``."""
    part = load_part(course, PART)
    message = Text("La forme n'est pas celle attendue : (3, 5).", "The shape is another: (3, 5).")
    exercises = {
        e.name: ExerciseResult(
            0.0 if outcome is Outcome.FAILED else e.points,
            e.points,
            outcome,
            {test.name: TestResult(outcome, message) for test in e.tests},
            ("double-plus-1",) if e.name == "double" and outcome is Outcome.FAILED else (),
        )
        for e in part.exercises
    }
    questions = {
        q.id: QuestionResult(q.points, q.points, outcome, q.explanation) for q in part.questions
    }
    report = Report(PART, "notebook", "cpu", "full", exercises, (), questions)
    path = course / "reports" / PART / f"{student}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report.to_json()), encoding="utf-8")


def mark(student: str, **known: object) -> StudentMark:
    """Return a mark of 3 points."""
    return StudentMark(student, score=3.0, **known)  # type: ignore[arg-type]


def exported(course: Path, target: str, lang: str = "fr", roster: Path | None = None) -> str:
    """Run the command and return the file that it wrote, newlines as they are."""
    words = ["export", PART, target, "--lang", lang]
    if roster is not None:
        words += ["--roster", str(roster), "--assignment", "1234"]
    app(words, standalone_mode=False)
    return (course / "exports" / PART / f"{target}-grades.csv").read_bytes().decode("utf-8")
