"""What tests share: how random examples are drawn, and one engine a level for the escape tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from autograder.model import Isolation
from selftests.escapes.lab import RIGHT, WRONG, Lab, Verdict, plant

# The same examples at each run, so that what turns red is what was changed. `long` draws others,
# and more where a test lets it: `--hypothesis-profile=long`.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile("fixed")


@pytest.fixture(scope="session")
def labs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Lab]]:
    """Return the lab of a level by its name, started on first use."""
    course = plant(tmp_path_factory.mktemp("lab"))
    started: dict[str, Lab] = {}

    def lab_at(level: str) -> Lab:
        if level not in started:
            started[level] = Lab(course, Isolation(level))
        return started[level]

    yield lab_at
    for lab in started.values():
        lab.engine.close()


@pytest.fixture(scope="session")
def lab(labs: Callable[[str], Lab]) -> Lab:
    """Return the lab at the strongest level."""
    return labs("full")


@pytest.fixture(scope="session")
def honest(lab: Lab) -> Verdict:
    """Return what a right answer comes to."""
    verdict = lab.grade(RIGHT)
    assert (verdict.outcome, verdict.score, verdict.errors) == ("PASSED", verdict.max_score, [])
    return verdict


@pytest.fixture(scope="session")
def wrong(lab: Lab) -> Verdict:
    """Return what a wrong answer comes to, without any attack."""
    verdict = lab.grade(WRONG)
    assert (verdict.outcome, verdict.errors) == ("FAILED", [])
    return verdict
