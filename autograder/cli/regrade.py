"""Tables about what changed: what a run would do and why, and which marks it moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rich.markup import escape
from rich.table import Table

from autograder.cli.tables import printable
from autograder.gradebook.moves import Move
from autograder.gradebook.plan import Do, Plan

# More names than this of a change say no more than that they are many.
NAMED = 3


def plans_table(plans: Sequence[Plan], part: str) -> Table:
    """Return what a run would do, and why: those who are alike in both on a line."""
    groups: dict[tuple[Do, tuple[str, ...]], list[str]] = defaultdict(list)
    for plan in plans:
        groups[plan.do, plan.why].append(printable(plan.student))
    table = Table(title=f"{part}: what there is to do", title_justify="left")
    table.add_column("submissions", justify="right")
    table.add_column("what")
    for column in ("why", "who"):
        table.add_column(column, overflow="fold")
    order = list(Do)
    for (do, why), names in sorted(groups.items(), key=lambda group: order.index(group[0][0])):
        table.add_row(str(len(names)), do.value, escape(_few(why)), escape(", ".join(names)))
    return table


def moves_table(moved: Mapping[str, Sequence[Move]]) -> Table | str:
    """Return the marks that moved, of those who had a report before."""
    table = Table(title="Marks that moved", title_justify="left")
    for column in ("student", "mark", "before", "after", "by", "because of"):
        right = column in ("before", "after", "by")
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    for student, moves in sorted(moved.items()):
        for move in moves:
            by = round((move.after or 0.0) - (move.before or 0.0), 2)
            values = _mark(move.before), _mark(move.after), f"{by:+g}"
            table.add_row(escape(printable(student)), move.name, *values, _few(move.because))
    return table if table.row_count else "No mark moved."


def _mark(score: float | None) -> str:
    return "–" if score is None else f"{score:g}"


def _few(reasons: Sequence[str]) -> str:
    more = len(reasons) - NAMED
    return ", ".join(reasons[:NAMED]) + (f" and {more} more" if more > 0 else "")
