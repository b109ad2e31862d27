"""Grade one submission as far as it needs it: read, run or recompute, write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.engine.asking import Asking
from autograder.errors import GradingFault
from autograder.gradebook.answers import unanswered
from autograder.gradebook.grade import grade_notebook
from autograder.gradebook.intake import parse_notebook, read_timestamp
from autograder.gradebook.moves import Move, moves
from autograder.gradebook.outputs import write_outputs
from autograder.gradebook.plan import Do, Plan, look
from autograder.gradebook.printed import write_printed
from autograder.gradebook.remark import remark
from autograder.gradebook.restore import restore, source_notebook
from autograder.gradebook.run import Run
from autograder.model import Report
from autograder.stopwatch import Stopwatch


@dataclass(frozen=True)
class Graded:
    """What became of one submission; ``problem`` says why there is no report.

    ``moves`` are the marks that differ from an earlier report's; None where there was none.
    """

    student: str
    report: Report | None
    warnings: tuple[str, ...] = ()
    problem: str = ""
    plan: Plan | None = None
    moves: tuple[Move, ...] | None = None
    unanswered: frozenset[str] = frozenset()
    timestamp: str | None = None
    spent: Mapping[str, float] = field(default_factory=dict)

    @property
    def unchanged(self) -> bool:
        """Whether everything was as it should be already."""
        return self.plan is not None and self.plan.unchanged


def grade_submission(
    run: Run, engine: Asking | None, student: str, released: Mapping[str, str]
) -> Graded:
    """Bring the results of ``student`` up to date; without an engine nothing is run for it."""
    watch = Stopwatch(run.watch.on)
    with watch.phase("read"):
        seen = look(run, student)
    plan, stored = seen.plan, run.stored(student)
    timestamp, wrong = read_timestamp(run.submission(student))
    warnings = (wrong,) if wrong else ()
    before = stored.read_report()
    if plan.unchanged and before is not None:
        blank = unanswered(stored.read_notebook(), released)
        return Graded(student, before, warnings, "", plan, None, blank, timestamp)
    with watch.phase("read"):
        name = f"{run.part.name}.ipynb"
        source = source_notebook(run.course, run.part.name, run.lang)
        notebook, changes = restore(parse_notebook(seen.data, name), source)
    if plan.do is Do.MARKS and before is not None:
        report = _remarked(run, student, notebook, before)
        changes = []  # they were told when it was graded
    elif engine is None:
        raise GradingFault("It changed while the class was graded. Run the command again.")
    else:
        where = str((run.submission(student) / name).relative_to(run.course))
        again = (before, run.exercises) if plan.do is Do.SOME and before is not None else None
        engine.profile = watch.on
        report = grade_notebook(engine, run.part, notebook, run.lang, where, student, watch, again)
    if not report.gradable:
        raise GradingFault("The grader failed on it: " + "; ".join(report.errors))
    try:
        with watch.phase("write"):
            if plan.do is not Do.MARKS:
                write_printed(run.course, report, student)
            stored.write(seen.key, notebook, report)
    except OSError as error:
        raise GradingFault(
            f"The result cannot be written ({error.strerror}). Make room and run the command again."
        ) from error
    return Graded(
        student,
        report,
        (*warnings, *changes),
        plan=plan,
        moves=moves(before, report) if before is not None else None,
        unanswered=unanswered(notebook, released),
        timestamp=timestamp,
        spent=watch.seconds,
    )


def _remarked(run: Run, student: str, notebook: dict[str, Any], before: Report) -> Report:
    """Return ``before`` with today's marks; give ``notebook`` the outputs that it had, and them."""
    report = remark(before, run.part, student)
    kept = run.stored(student).read_notebook()["cells"]
    outputs = {str(index): cell.get("outputs", []) for index, cell in enumerate(kept)}
    write_outputs(notebook, outputs, run.part, report, run.lang)
    return report
