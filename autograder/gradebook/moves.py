"""Which marks of a submission moved between two reports, by how much and because of which test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.model import ExerciseResult, QuestionResult, Report

MARKS_ALONE = "points or weights"


@dataclass(frozen=True)
class Move:
    """One mark that is not what it was; None stands for a mark that was not there."""

    name: str
    before: float | None
    after: float | None
    because: tuple[str, ...]


def moves(before: Report, after: Report) -> tuple[Move, ...]:
    """Return the exercises and questions whose mark differs, in the order of the part."""
    return tuple(_moves(before, after))


def _moves(before: Report, after: Report) -> Iterator[Move]:
    for name in after.results | before.results:
        old, new = before.results.get(name), after.results.get(name)
        if old is None or new is None:
            mark = old.score if old else None, new.score if new else None
            yield Move(name, *mark, ("no longer in the part" if old else "new in the part",))
        elif old.score != new.score:
            yield Move(name, old.score, new.score, tuple(_because(old, new)) or (MARKS_ALONE,))


def _because(
    old: ExerciseResult | QuestionResult, new: ExerciseResult | QuestionResult
) -> Iterator[str]:
    if isinstance(old, ExerciseResult) and isinstance(new, ExerciseResult):
        for test in {**new.tests, **old.tests}:
            was, now = old.tests.get(test), new.tests.get(test)
            if was is None and now is not None:
                yield f"{test}: new, {now.outcome}"
            elif was is not None and now is None:
                yield f"{test}: removed"
            elif was is not None and now is not None and was.outcome is not now.outcome:
                yield f"{test}: {was.outcome} → {now.outcome}"
    elif old.outcome is not new.outcome:
        yield f"{old.outcome} → {new.outcome}"
    elif isinstance(old, QuestionResult) and old.answer != getattr(new, "answer", None):
        yield "another answer"
