"""Tables that commands print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.markup import escape
from rich.table import Table

from autograder.gradebook.outputs import LABELS, advice, mark_in_words
from autograder.gradebook.submission import Graded
from autograder.model import Isolation, Outcome, Part, Report
from autograder.stopwatch import Stopwatch

PASSED = Outcome.PASSED
# In the order in which a submission goes through them; `transfer` is between command and worker.
PHASES = ["read", "transfer", "fork", "isolate", "cells", "calls", "pytest", "write", "gradebook"]


def report_table(report: Report, part: Part, lang: str) -> Table:
    """Return the exercises of ``report`` and the tests that did not pass, in ``lang``."""
    score = mark_in_words(report.score, report.max_score, lang)
    title = f"{part.title[lang]} – {score} ({report.isolation})"
    table = Table(title=escape(title), title_justify="left", show_header=False)
    for _ in range(4):
        table.add_column(overflow="fold")
    for name, result in report.exercises.items():
        table.add_section()
        table.add_row(
            f"[bold]{escape(name)}[/]",
            mark_in_words(result.score, result.max_score, lang),
            LABELS[result.outcome][lang],
            "",
        )
        exercise = part.exercise(name)
        # Only what did not pass: a solved notebook fits on a screen.
        failed = [spec for spec in exercise.tests if result.tests[spec.name].outcome is not PASSED]
        if len({result.tests[spec.name].message for spec in failed}) == 1 < len(failed):
            table.add_row("", "[red]✘[/]", "", escape(result.tests[failed[0].name].message[lang]))
            failed = []
        for spec in failed:
            test = result.tests[spec.name]
            message = escape(test.message[lang])
            title = escape(spec.title[lang])
            table.add_row(f"  {title}", "[red]✘[/]", LABELS[test.outcome][lang], message)
        for note in advice(part, name, result, lang):
            table.add_row("", "→", "", escape(note))
    for name, answer in report.questions.items():
        table.add_section()
        # What is right needs no more words than an exercise that is.
        message = "" if answer.outcome is PASSED else escape(answer.message[lang])
        mark = mark_in_words(answer.score, answer.max_score, lang)
        table.add_row(f"[bold]{escape(name)}[/]", mark, LABELS[answer.outcome][lang], message)
    return table


def marks_table(rows: Mapping[str, Sequence[str]], part: Part, isolation: Isolation) -> Table:
    """Return the row of each student, as :func:`marks_row` made it, in the order of their ids.

    A part has up to fifteen exercises: sums fit on a line, and reports hold the rest.
    """
    table = Table(title=f"{part.name} (isolation: {isolation})", title_justify="left")
    table.add_column("student", overflow="fold")
    for column in ("all passed", "exercises", "quiz", "score"):
        table.add_column(column, justify="right", no_wrap=True)
    for _, row in sorted(rows.items()):
        table.add_row(*row)
    return table


def printable(student: str) -> str:
    """Return an id as a terminal can show it: a folder's name may be anything."""
    return student if student.isprintable() else ascii(student)[1:-1]


def marks_row(result: Graded) -> tuple[str, ...]:
    """Return what the class's table says about one submission."""
    name = escape(printable(result.student))
    if result.report is None:
        return (name, "–", "–", "–", "[red]not graded[/]")
    exercises, questions = result.report.exercises, result.report.questions
    passed = sum(e.outcome is PASSED for e in exercises.values())
    return (
        name,
        f"{passed} / {len(exercises)}",
        f"{sum(e.score for e in exercises.values()):g}",
        f"{sum(q.score for q in questions.values()):g}",
        f"{result.report.score:g} / {result.report.max_score:g}",
    )


def phases_table(watch: Stopwatch, count: int) -> Table:
    """Return what each phase took, of ``count`` submissions: seconds of one worker's clock.

    The floor is the time of the same tests on the solutions in one warm process.
    """
    table = Table(title=f"{count} submissions", title_justify="left")
    for column in ("phase", "ms a submission", "share"):
        table.add_column(column, justify="left" if column == "phase" else "right")
    total = sum(watch.seconds.values())
    for name in PHASES:
        seconds = watch.seconds.get(name, 0.0)
        table.add_row(name, f"{1000 * seconds / count:.1f}", f"{seconds / total:.0%}")
    table.add_section()
    table.add_row("all", f"{1000 * total / count:.1f}", "100%")
    table.add_row("floor", f"{1000 * watch.floor:.1f}", f"{watch.floor * count / total:.0%}")
    return table
