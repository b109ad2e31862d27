"""What a submission costs on a cluster apart from its grading: the client's work, and Dask's.

    python benchmarks/cluster.py [SUBMISSIONS]

One submission is graded for real; its answer then stands for every worker's, so that what is left
is what docs/scale.md needs. Processor time is measured, which other work on the machine hardly
changes, and by process: the client, the scheduler, a worker.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
from courses import PART, hand_in, our_course
from distributed import Client

from autograder.cluster import plugin
from autograder.cluster.member import Member
from autograder.engine.asking import Asking
from autograder.engine.pool import Engine
from autograder.engine.subject import Subject
from autograder.gradebook import fastpath
from autograder.gradebook.plan import plan_class
from autograder.gradebook.run import Run
from autograder.model import Isolation

SLOTS = 16  # of one worker, so that nothing waits for its turn


class Echo(plugin.EnginePlugin):
    """A worker's engines, which know the answer."""

    def __init__(self, answer: bytes) -> None:
        """Hold the answer."""
        self.name, self.isolation, self.problem = "echo", "full", ""
        self._answer = answer

    async def setup(self, worker: Any) -> None:
        """Start nothing."""

    def teardown(self, worker: Any) -> None:
        """End nothing."""

    def answer(self, data: bytes, digest: str) -> bytes:
        """Read the request as an engine does, and give the answer."""
        assert hashlib.sha256(data).hexdigest() == digest
        json.loads(data)
        return self._answer


class Canned(Asking):
    """An engine, and a pool of it, that knows the answer."""

    def __init__(self, answer: str) -> None:
        """Hold the answer."""
        super().__init__("full", "cpu")
        self._answer = answer

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return a new copy of the answer."""
        return dict(json.loads(self._answer))

    def __enter__(self) -> Canned:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End nothing."""

    def map(self, grade: Any, jobs: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """Grade in order."""
        for job in jobs:
            yield job, grade(self, job)


def main(count: int) -> None:
    """Measure and print a table of milliseconds a submission."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as temporary:
        course = Path(temporary).resolve()
        part = our_course(course)
        hand_in(course, count)
        notebook = json.loads(next(course.glob(f"submitted/*/{PART}/*.ipynb")).read_text("utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        subject = Subject.from_notebook(notebook)
        with Engine(course, [PART], Isolation.FULL) as engine:
            answer = json.dumps(engine.grade(PART, subject))
        request = len(json.dumps(subject.to_json()))
        print(f"{count} submissions; request {request} bytes, answer {len(answer)} bytes")
        _dask(course, subject, f'{{"answer": {answer}}}'.encode(), count)
        fastpath._pool = lambda *_: Canned(answer)
        run = Run(course, part, "fr", Isolation.FULL, "cpu", True)
        names = fastpath.students(course, PART)
        list(
            fastpath.grade_class(run, list(plan_class(run, names)), 1)
        )  # imports, the assignment, every student in the book
        measured = {"all": 0.0, "gradebook": 0.0}
        record = fastpath.record

        def timed(*arguments: Any) -> None:
            start = time.process_time()
            record(*arguments)
            measured["gradebook"] = time.process_time() - start

        fastpath.record = timed
        start = time.process_time()
        list(fastpath.grade_class(run, list(plan_class(run, names)), 1))
        measured["all"] = time.process_time() - start
        rest = measured["all"] - measured["gradebook"]
        _row("client: read, restore, write", rest, count)
        _row("client: gradebook, once at the end", measured["gradebook"], count)


def _dask(course: Path, subject: Subject, answer: bytes, count: int) -> None:
    file = course / "scheduler.json"
    options = ["--scheduler-file", str(file), "--no-dashboard"]
    commands = (
        ["dask_scheduler", "--host", "127.0.0.1", "--port", "0", *options],
        ["dask_worker", *options, "--no-nanny", "--nthreads", str(SLOTS)],
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{name}", *rest], stderr=subprocess.DEVNULL
        )
        for name, *rest in commands
    ]
    try:
        while not file.exists():
            time.sleep(0.1)
        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(1)
            (address,) = client.scheduler_info()["workers"]
            member = Member(client, address, "cpu")
            member.hire(Echo(answer))
            looks = [psutil.Process(), *(psutil.Process(p.pid) for p in processes)]
            _ask(member, subject, SLOTS)
            start, before = time.perf_counter(), [_spent(look) for look in looks]
            _ask(member, subject, count)
            wall = time.perf_counter() - start
            spent = [_spent(look) - was for look, was in zip(looks, before, strict=True)]
        for name, seconds in zip(("client", "scheduler", "worker"), spent, strict=True):
            _row(f"Dask: {name}", seconds, count)
        print(f"{'Dask: submissions a second, wall':36} {count / wall:8.0f}")
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def _ask(member: Member, subject: Subject, count: int) -> None:
    with ThreadPoolExecutor(SLOTS) as threads:
        for future in [threads.submit(member.grade, PART, subject) for _ in range(count)]:
            future.result()


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _row(name: str, seconds: float, count: int) -> None:
    print(f"{name:36} {1000 * seconds / count:8.2f} ms of processor time a submission")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
