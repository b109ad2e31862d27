"""What tests share: random examples, one engine a level, and one course with marks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from autograder.course.locate import VARIABLE
from autograder.course.part import load_part, part_names
from autograder.model import Isolation, Part
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.levels import start_server
from selftests.escapes.lab import Lab, Verdict, plant
from selftests.gradebooks import write_gradebook
from selftests.mini import PART, ROOT, write_course
from selftests.pages import write_feedback
from selftests.reruns import Class, write_class_course

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
    return lab.honest


@pytest.fixture(scope="session")
def light_server() -> Iterator[ForkServer]:
    """Return a fork server without heavy libraries."""
    started = start_server(Isolation.FULL, None, preload=())
    yield started
    started.close()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a browser, started on first use."""
    from selftests.browsers import start_browser

    started = start_browser(tmp_path_factory.mktemp("browser"))
    yield started
    started.quit()


@pytest.fixture(scope="session")
def fed_back(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a miniature course with feedback for hostile students, which no test changes."""
    return write_feedback(tmp_path_factory.mktemp("feedback"))


@pytest.fixture(scope="session")
def marked_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a miniature course with marks, which no test changes."""
    course = write_course(tmp_path_factory.mktemp("marked"))
    write_gradebook(course)
    return course


@pytest.fixture
def own_course(marked_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of it for the test alone, which the command finds."""
    course = shutil.copytree(marked_course, tmp_path / "course")
    monkeypatch.setenv(VARIABLE, str(course))
    return course


@pytest.fixture(scope="session")
def graded_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a miniature course whose class of three has been graded, without any machinery."""
    root = write_class_course(tmp_path_factory.mktemp("rerun"))
    with pytest.MonkeyPatch.context() as patch:
        Class(root).install(patch).grade()
    return root


@pytest.fixture
def classroom(graded_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    """Return a copy of it that a test may change, and grade again."""
    root = shutil.copytree(graded_course, tmp_path / "course")
    return Class(root).install(monkeypatch)


@pytest.fixture(scope="session")
def mini_part(marked_course: Path) -> Part:
    """Return the miniature part."""
    return load_part(marked_course, PART)


@pytest.fixture(scope="session")
def parts() -> dict[str, Part]:
    """Return the parts of the course by name."""
    return {name: load_part(ROOT, name) for name in part_names(ROOT)}
