"""Every attack of the corpus is denied, and the engine that met it still grades."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from selftests.escapes.corpus import ATTACKS, succeeded
from selftests.escapes.lab import RIGHT, WRONG, Lab

CASES = [(level, name) for name, attack in ATTACKS.items() for level in attack.levels]


@pytest.mark.parametrize(("level", "name"), CASES)
def test_deny(labs: Callable[[str], Lab], level: str, name: str) -> None:
    """The attack gets nothing: no point, no secret, no fault of ours, and the right outcome."""
    lab, attack = labs(level), ATTACKS[name]
    facts = {"COURSE": str(lab.course), "ENGINE": lab.pid, "PORT": 9, "ABSTRACT": "nobody"}
    verdict = lab.grade(attack.code(facts), attack.before)
    assert succeeded(attack, verdict, lab.wrong, lab.honest) == []


@pytest.mark.parametrize("level", ["full", "restricted"])
def test_support_engine_still_grades(labs: Callable[[str], Lab], level: str) -> None:
    """After all of them, a right answer has its points and a wrong one has none more."""
    lab = labs(level)
    assert lab.grade(RIGHT).tests == lab.honest.tests
    assert lab.grade(WRONG).tests == lab.wrong.tests
    os.kill(lab.pid, 0)
