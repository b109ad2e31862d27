"""Show a class being graded: a bar with rate and remaining time, in a log a line a submission."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from autograder.cli.tables import printable
from autograder.gradebook.plan import Plan
from autograder.gradebook.submission import Graded


@contextmanager
def shown(console: Console, part: str, plans: Sequence[Plan]) -> Iterator[Callable[[Graded], None]]:
    """Yield what is to be told of each submission as it is graded."""
    if not console.is_terminal:
        yield _Log(console, len(plans)).tell
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate()
    with Progress(*columns, TimeRemainingColumn(), TextColumn("left"), console=console) as bar:
        # Those that are unchanged come all at once: they would promise a rate that nobody gets.
        task = bar.add_task(part, total=sum(not plan.unchanged for plan in plans))

        def tell(graded: Graded) -> None:
            bar.advance(task, 0 if graded.unchanged else 1)

        yield tell


class _Rate(ProgressColumn):
    """Submissions a second, over the last half minute."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s")


class _Log:
    """A line a submission."""

    def __init__(self, console: Console, total: int) -> None:
        self._console, self._total, self._count = console, total, 0

    def tell(self, graded: Graded) -> None:
        self._count += 1
        what = "not graded"
        if graded.report is not None:
            what = f"{graded.report.score:g} / {graded.report.max_score:g}"
        if graded.unchanged:
            what += ", unchanged"
        line = f"{self._count}/{self._total} {printable(graded.student)}: {what}"
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)
