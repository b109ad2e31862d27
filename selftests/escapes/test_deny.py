"""Every attack of the corpus is denied, and the engine that met it still grades.

docs/security.md says so, beside what others do; it is written again with ``UPDATE_SECURITY=1``.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from selftests.escapes.corpus import ATTACKS, succeeded
from selftests.escapes.lab import RIGHT, WRONG, Lab
from selftests.escapes.security_page import PAGE, render

CASES = [(level, name) for name, attack in ATTACKS.items() for level in attack.levels]
Attempt = Callable[[str, str], list[str]]


@pytest.fixture(scope="module")
def attempt(labs: Callable[[str], Lab]) -> Attempt:
    """Return a function that says what an attack got at a level; each is made once."""
    made: dict[tuple[str, str], list[str]] = {}

    def make(level: str, name: str) -> list[str]:
        if (level, name) not in made:
            lab, attack = labs(level), ATTACKS[name]
            facts = {"COURSE": str(lab.course), "ENGINE": lab.pid, "PORT": 9, "ABSTRACT": "nobody"}
            verdict = lab.grade(attack.code(facts), attack.before)
            made[level, name] = succeeded(attack, verdict, lab.wrong, lab.honest)
        return made[level, name]

    return make


@pytest.mark.parametrize(("level", "name"), CASES)
def test_deny(attempt: Attempt, level: str, name: str) -> None:
    """The attack gets nothing: no point, no secret, no fault of ours, and the right outcome."""
    assert attempt(level, name) == []


def test_support_the_page_says_what_was_seen(attempt: Attempt) -> None:
    """docs/security.md is what these tests have seen, and has a row for every attack."""
    page = render({case: attempt(*case) for case in CASES})
    if os.environ.get("UPDATE_SECURITY"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, "write it again with UPDATE_SECURITY=1"


@pytest.mark.parametrize("level", ["full", "restricted"])
def test_support_engine_still_grades(labs: Callable[[str], Lab], level: str) -> None:
    """After all of them, a right answer has its points and a wrong one has none more."""
    lab = labs(level)
    assert lab.grade(RIGHT).tests == lab.honest.tests
    assert lab.grade(WRONG).tests == lab.wrong.tests
    os.kill(lab.pid, 0)
