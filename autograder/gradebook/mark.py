"""What one submission came to, as the gradebook needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One student's marks by grading cell; None where the submission could not be graded."""

    student: str
    scores: Mapping[str, float] | None
    unanswered: frozenset[str]
    timestamp: str | None
