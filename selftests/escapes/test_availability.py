"""What uses up a sandbox costs its own test alone."""

from __future__ import annotations

from selftests.escapes.lab import Lab


def test_support_bad_call_spares_a_good_one(lab: Lab) -> None:
    """A call that kills the sandbox costs its own test; the others are still asked."""
    code = "def relu(z):\n    if z.ndim == 0: import os; os._exit(0)\n    return z.clamp(min=0)\n"
    verdict = lab.grade(code)
    assert verdict.tests["test_any_shape"] == "CRASHED"
    assert [o for o in verdict.tests.values() if o != "PASSED"] == ["CRASHED"]
