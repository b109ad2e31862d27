"""Commands that are ended in the middle leave nothing, and the same command goes on."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from selftests.faults.canned import assert_complete, assert_marks
from selftests.faults.commands import autograder, nbgrader, start
from selftests.faults.course import MAXIMUM, PAUSES, hand_in
from selftests.faults.stages import below, dies_pausing, nothing_left, paused, stop_at
from selftests.mini import PART

LEVEL = ("--isolation", "restricted")  # the level that would leave most behind
GRADE = ("grade", PART, "--jobs", "1", *LEVEL)
# Anne does not pause; each of the others at the place of that name.
SCORES = {"anne": MAXIMUM} | {f"zoe-{stage}": MAXIMUM for stage in PAUSES}


@pytest.fixture
def output(place: Path) -> Path:
    """Return the file that commands print into."""
    (place / "output").unlink(missing_ok=True)
    return place / "output"


@pytest.fixture
def submitted(course: Path) -> Iterator[Path]:
    """Return the course with one who does not pause, and one for each place to pause at."""
    for student in SCORES:
        hand_in(course, student, student.removeprefix("zoe-"))
    yield course
    for tree in ("submitted", "autograded", "reports"):
        shutil.rmtree(course / tree, ignore_errors=True)
    (course / "gradebook.db").unlink(missing_ok=True)


def end(process: ForkServerProcess, how: signal.Signals) -> dict[int, str]:
    """Send a signal to a command, wait for its end, and return what ran below it."""
    assert process.pid is not None
    running = below(process.pid)
    os.kill(process.pid, how)
    process.join()
    assert process.exitcode == (-how if how is signal.SIGKILL else 130)
    return running


def test_a_run_that_is_ended_at_every_stage(submitted: Path, output: Path) -> None:
    """Five times the same command: what was graded stays, and the marks are those of one run."""
    with stop_at("collecting") as stopped, nothing_left() as processes:
        run = start(submitted, output, autograder, *GRADE)
        stopped()
        processes |= end(run, signal.SIGTERM)
    for stage, how in (("call", signal.SIGINT), ("cell", signal.SIGHUP), ("quiz", signal.SIGKILL)):
        with nothing_left() as processes:
            run = start(submitted, output, autograder, *GRADE)
            assert run.pid is not None
            paused(run.pid, stage)
            processes |= end(run, how)
            assert len(processes) == 4  # worker, template, fork server, sandbox
    said = output.read_text("utf-8")
    assert said.count("of 4 submissions are graded and kept.") == 3
    assert said.count("interrupted; run the same command again to go on") == 3
    assert "Traceback" not in said
    run = start(submitted, output, autograder, *GRADE)
    run.join()
    assert run.exitcode == 0
    assert "3 unchanged" in output.read_text("utf-8")
    assert_complete(submitted, SCORES)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_check_that_is_ended(course: Path, output: Path, how: signal.Signals) -> None:
    """What it has started does not go on without it, and no report is half there."""
    notebook = hand_in(course, "zoe", "long")
    arguments = ("check", str(notebook), "--json", "report.json", *LEVEL)
    with nothing_left() as processes:
        run = start(course, output, autograder, *arguments)
        assert run.pid is not None
        sandbox = paused(run.pid, "long")
        processes |= end(run, how)
        dies_pausing(sandbox, "long")
    interrupted = "interrupted; run the same command again to go on" in output.read_text("utf-8")
    assert interrupted == (how is signal.SIGTERM)
    assert not (course / "report.json").exists()


def test_nbgrader_that_is_killed(submitted: Path, output: Path, gradebook: bytes) -> None:
    """Whom it was at is autograded by the next run, which nbgrader alone would skip."""
    (submitted / "gradebook.db").write_bytes(gradebook)
    with nothing_left() as processes:
        run = start(submitted, output, nbgrader, "autograde", PART)
        assert run.pid is not None
        paused(run.pid, "call")
        processes |= end(run, signal.SIGKILL)
    half = submitted / "autograded" / "zoe-call" / PART
    assert (half / f"{PART}.ipynb").exists()
    again = start(submitted, output, nbgrader, "autograde", PART)
    again.join()
    assert again.exitcode == 0, output.read_text("utf-8")
    assert "Removing what an interrupted run left" in output.read_text("utf-8")
    assert_marks(submitted, SCORES)
    assert [p.name for p in half.iterdir()] == [f"{PART}.ipynb"]
