"""What the tests of faults share: one course, in a place whose temporary files are its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.engine import pool
from autograder.engine.pool import Engine
from autograder.engine.subject import Subject
from autograder.gradebook import fastpath
from autograder.model import Isolation
from selftests.faults.canned import Canned, grade
from selftests.faults.commands import OWN_WORKER, prepare
from selftests.faults.course import notebook_of, write_course
from selftests.mini import PART, ROOT


@pytest.fixture(scope="package")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a directory with the course, whose processes are told where to stop and to write."""
    root = tmp_path_factory.mktemp("faults")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("stages", "tmp"):
            (root / name).mkdir()
        patch.setenv("FAULTS", str(root / "stages"))
        patch.setenv("TMPDIR", str(root / "tmp"))
        patch.setattr(tempfile, "tempdir", None)
        patch.setenv("PYTHONPATH", str(ROOT))
        for name in ("AUTOGRADER_COURSE", "AUTOGRADER_LANG"):
            patch.delenv(name, raising=False)
        patch.setenv("OPENBLAS_NUM_THREADS", "1")  # commands are forked: from a single thread
        patch.setattr(pool, "WORKER", OWN_WORKER)
        write_course(root / "course")
        prepare()
        yield root


@pytest.fixture
def course(place: Path) -> Path:
    """Return the course; what a test writes is in `submitted`, `reports` and the like."""
    return place / "course"


@pytest.fixture(scope="package")
def engine(place: Path) -> Iterator[Engine]:
    """One worker, at the level that leaves most behind."""
    with Engine(place / "course", [PART], Isolation.RESTRICTED) as engine:
        yield engine


@pytest.fixture(scope="package")
def answer(engine: Engine, place: Path) -> dict[str, Any]:
    """Return what a real worker says of the perfect notebook."""
    return engine.grade(PART, Subject.from_notebook(notebook_of(place / "course")))


@pytest.fixture(scope="package")
def gradebook(place: Path, answer: dict[str, Any]) -> bytes:
    """Return a gradebook that has the assignment and no students."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Canned, "answer", answer, raising=False)
        patch.setattr(fastpath, "Pool", Canned)
        patch.setattr(fastpath, "record", lambda *_: None)
        grade(place / "course")
    return (place / "course" / "gradebook.db").read_bytes()
