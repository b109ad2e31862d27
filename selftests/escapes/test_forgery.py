"""Frames that student code writes do arrive: what denies them is what they are worth."""

from __future__ import annotations

from selftests.escapes.lab import Lab, Verdict
from selftests.escapes.wiring import PIECES, RIGHT_BY_HAND, WIRE


def test_support_forged_frames_arrive(lab: Lab, honest: Verdict) -> None:
    """The forgeries are not stopped on their way: a well-formed one is read as an answer."""
    verdict = lab.grade(WIRE + RIGHT_BY_HAND)
    assert verdict.tests["test_by_hand"] == honest.tests["test_by_hand"] == "PASSED"


def test_support_one_late_reply_costs_one_test(lab: Lab) -> None:
    """A reply in small pieces runs out of time; the other calls are none the worse."""
    verdict = lab.grade(WIRE + PIECES)
    assert verdict.tests == lab.wrong.tests | {"test_by_hand": "TIMED_OUT"}
