"""A class graded on a cluster: as on one machine, whoever comes and goes meanwhile."""

from __future__ import annotations

import dataclasses
import logging
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from distributed.cli.dask_worker import main as dask_worker
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from autograder.cli.main import app
from autograder.cluster import connect, plugin
from autograder.cluster.plugin import EnginePlugin
from autograder.cluster.trees import Parcel, pack, unpack
from autograder.course.locate import VARIABLE
from autograder.course.part import load_part
from autograder.engine import pool
from autograder.errors import GradingFault, MachineError, UsageError
from autograder.gradebook import fastpath
from autograder.gradebook.plan import plan_class
from autograder.gradebook.run import Run
from autograder.model import Isolation
from selftests.cluster.networks import SERVER, namespaces
from selftests.cluster.processes import Cluster, free_port
from selftests.faults.course import MAXIMUM, hand_in, write_course
from selftests.faults.stages import paused
from selftests.mini import PART, ROOT
from selftests.whole_course import environment


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a course with a class of six, of whom one pauses in a call."""
    root = write(tmp_path_factory.mktemp("cluster"))
    for student in ("anne", "bea", "cleo", "dora", "emma", "zoe"):
        path = hand_in(root, student, "call" if student == "anne" else "")
        if student in ("bea", "emma"):
            path.write_text(path.read_text().replace("return 2 * x", "return 3 * x"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "WORKER", "selftests.faults.own_worker")
        patch.setattr(fastpath, "register", lambda _: None)
        patch.setattr(fastpath, "record", lambda *_: None)
        yield root


def write(place: Path) -> Path:
    """Write the course, without what its conftest does for tests of faults."""
    course = write_course(place / "course")
    (course / "conftest.py").unlink()
    return course


def grade(course: Path, scheduler: str = "", force: bool = True) -> dict[str, Any]:
    """Return the report of each student, but for the seconds of its tests."""
    part = load_part(course, PART)
    run = Run(course, part, "fr", Isolation.FULL, "cpu", force, scheduler=scheduler)
    plans = list(plan_class(run, fastpath.students(course, PART)))
    return {g.student: plain(g) for g in fastpath.grade_class(run, plans, 1)}


def plain(graded: fastpath.Graded) -> dict[str, Any]:
    """Return what a submission came to."""
    assert graded.report is not None, graded.problem
    report = graded.report.to_json()
    for exercise in report["exercises"].values():
        for test in exercise["tests"].values():
            del test["seconds"]
    return {"report": report, "unchanged": graded.unchanged}


@pytest.fixture(scope="module")
def local(course: Path) -> dict[str, Any]:
    """Return what one machine makes of the class."""
    return grade(course)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Return a cluster with a scheduler and no worker."""
    with Cluster(tmp_path) as cluster:
        cluster.scheduler()
        yield cluster


def meanwhile(action: Callable[[], object]) -> threading.Thread:
    """Do ``action`` while the class is graded."""
    thread = threading.Thread(target=action)
    thread.start()
    return thread


def test_workers_come_and_go(
    course: Path, local: dict[str, Any], cluster: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    """One is killed in the middle, one joins late, one is of another version."""
    cluster.worker("stranger", PRETENDED="0.0.9")
    first = cluster.worker("first")

    def disturb() -> None:
        paused(first.pid, "call")
        cluster.worker("late")
        first.kill()

    thread = meanwhile(disturb)
    with caplog.at_level(logging.WARNING, "autograder.cluster"):
        graded = grade(course, cluster.address)
    thread.join()
    assert graded == local
    assert {r["report"]["score"] for r in graded.values()} == {1.0, 5.0}
    said = caplog.text
    assert said.count("worker stranger (tcp://") == 1
    assert "is not used: autograder 0.0.9 (code " in said
    assert "worker first (tcp://" in said
    assert "graded by another" in said
    assert "worker late" not in said


def test_scheduler_lost(course: Path, local: dict[str, Any], cluster: Cluster) -> None:
    """The run ends and says what to do; the next one grades what is missing."""
    first = cluster.worker("first")
    shutil.rmtree(course / "reports")

    def disturb() -> None:
        paused(first.pid, "call")
        cluster.kill_scheduler()

    (course / "submitted" / "anne").rename(course / "submitted" / "yann")  # the last but one
    try:
        thread = meanwhile(disturb)
        with pytest.raises(MachineError, match=r"was lost.*run the same command again"):
            grade(course, cluster.address)
        thread.join()
        cluster.scheduler()
        cluster.worker("second")
        graded = grade(course, cluster.address, force=False)
    finally:
        (course / "submitted" / "yann").rename(course / "submitted" / "anne")
    assert [s for s, g in graded.items() if not g["unchanged"]] == ["yann", "zoe"]
    assert {s: g["report"]["score"] for s, g in graded.items()} == {
        "yann" if s == "anne" else s: g["report"]["score"] for s, g in local.items()
    }


def test_networks_and_files_of_their_own(tmp_path: Path) -> None:
    """A worker in another network, to which the course's directory is empty, grades for us."""
    course = write(tmp_path)
    hand_in(course, "zoe")
    with namespaces() as (here, there), Cluster(tmp_path, SERVER) as cluster:
        subprocess.run([*there, "mount", "-t", "tmpfs", "none", str(course)], check=True)
        assert not subprocess.check_output([*there, "ls", "-A", str(course)])
        cluster.scheduler(here)
        cluster.worker("far", prefix=there)
        command = ["autograder", "grade", PART, "--scheduler", cluster.address]
        done = subprocess.run(
            [*here, sys.executable, "-m", *command],
            env=environment() | {"PYTHONPATH": str(ROOT), VARIABLE: str(course)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        assert book.find_submission(PART, "zoe").score == MAXIMUM


def test_nobody_answers(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address without a scheduler is said to be one, with what to do."""
    monkeypatch.setattr(connect, "SECONDS", 0.2)
    with pytest.raises(MachineError, match=r"No Dask scheduler answers.*`dask scheduler`"):
        grade(course, f"tcp://127.0.0.1:{free_port()}")


def test_without_dask(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the option says how to install it."""
    for name in [n for n in sys.modules if n.startswith("autograder.cluster")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install .*\[cluster\]"):
        grade(course, "local")


def test_jobs_are_the_workers(course: Path) -> None:
    """How many submissions a cluster takes at once is not for the command to say."""
    result = CliRunner().invoke(app, ["grade", PART, "--jobs", "3", "--scheduler", "tcp://x:1"])
    assert isinstance(result.exception, UsageError)
    assert "--nworkers" in str(result.exception)


def test_damaged_on_its_way() -> None:
    """A submission whose bytes are not those that were sent is not graded."""
    engines = EnginePlugin("run", Parcel(PART, "", {}), "full", "cpu")
    with pytest.raises(ValueError, match="damaged"):
        engines.answer(b"{}", "0" * 64)


def test_idle_engines_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that was killed takes nothing off its workers: they do it themselves."""
    closed: list[str] = []
    engines = EnginePlugin("run", Parcel(PART, "", {}), "full", "cpu")
    engines._free = queue.LifoQueue()
    engines._free.put(SimpleNamespace(close=lambda: closed.append("engine")))
    engines._zygote = SimpleNamespace(close=lambda: closed.append("zygote"))
    engines._used = time.monotonic()
    engines._rest()
    assert closed == []
    monkeypatch.setattr(plugin, "IDLE_SECONDS", 0)
    engines._rest()
    assert closed == ["engine", "zygote"]
    assert engines._free.qsize() == 1  # it starts again when it is asked again


def test_course_arrives_whole(course: Path, tmp_path: Path) -> None:
    """What is unpacked is what an engine reads; a byte less is refused."""
    parcel = pack(course, PART)
    unpack(parcel, tmp_path / "whole")
    assert load_part(tmp_path / "whole", PART).points == load_part(course, PART).points
    name = f"tests/{PART}/test_double.py"
    cut = dataclasses.replace(parcel, files=parcel.files | {name: parcel.files[name][:-1]})
    with pytest.raises(GradingFault, match="did not arrive whole"):
        unpack(cut, tmp_path / "cut")


def test_workers_of_kubernetes_are_told_what_dask_knows() -> None:
    """The commands of the example are commands of this Dask; a GPU is lent by who has one."""
    path = ROOT / "examples" / "cluster" / "kubernetes.yaml"
    cluster, gpus = yaml.safe_load_all(path.read_text(encoding="utf-8"))
    lent = []
    for about in (cluster, gpus):
        program, verb, *options = about["spec"]["worker"]["spec"]["containers"][0]["args"]
        assert (program, verb) == ("dask", "worker")
        assert about["spec"]["worker"]["spec"]["shareProcessNamespace"]
        context = dask_worker.make_context("worker", ["tcp://scheduler:8786", *options])
        assert context.params["nthreads"] == 1
        lent.append(context.params["resources"])
    assert lent == [None, "GPU=1"]
    pods = [cluster["spec"]["worker"], cluster["spec"]["scheduler"], gpus["spec"]["worker"]]
    for container in (pod["spec"]["containers"][0] for pod in pods):
        assert container["securityContext"]["runAsNonRoot"]
