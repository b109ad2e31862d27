"""Workers of the engine, seen from a command: start them, send subjects, survive their deaths."""

from __future__ import annotations

import itertools
import json
import os
import queue
import signal
import socket
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from autograder.engine.asking import Asking
from autograder.engine.processes import Process, Zygote, fresh
from autograder.errors import AutograderError, GradingFault
from autograder.model import Isolation

T = TypeVar("T")

WORKER = "autograder.engine.start"
CLOSE_SECONDS = 1.0
# What using a worker that is gone raises; ValueError: its stream is closed.
DIED = (OSError, EOFError, ValueError)


class WorkerFailed(AutograderError):
    """A worker could not start; carries the exit code of the reason."""

    def __init__(self, message: str, exit_code: int) -> None:
        """Keep the worker's own message and exit code."""
        super().__init__(message)
        self.exit_code = exit_code


class Engine(Asking):
    """One worker process, restarted when it dies."""

    def __init__(
        self,
        course: Path,
        parts: Sequence[str],
        isolation: Isolation,
        device: str = "cpu",
        zygote: Zygote | None = None,
    ) -> None:
        """Prepare the worker; the first answer starts it, if nobody has, and waits for it.

        Engines with the same arguments may share a ``zygote``, which whoever made it closes.
        """
        super().__init__(isolation.value, device)
        self._arguments = [str(course), isolation.value, device, *parts]
        self._start = zygote.start if zygote else fresh
        self._process: Process | None = None
        self._abandoned = False
        self._ready = False

    def start(self) -> None:
        """Start a worker process without waiting for it."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = self._start(WORKER, self._arguments, theirs)
        self._stream = ours.makefile("rw", encoding="utf-8")
        ours.close()
        self._ready = False
        if self._abandoned:  # meanwhile, by another thread
            self.abandon()

    def _restart(self, error: Exception) -> int:
        """Start a worker in the place of one that died; return the status that that ended with."""
        if self._abandoned:
            raise GradingFault("Grading was interrupted.") from error
        status = self.close()
        self.start()
        return status

    def wait_ready(self) -> None:
        """Wait until the suites are collected and the sandbox probed; killed, it is tried again."""
        if self._ready:
            return
        if self._process is None:
            self.start()
        for attempt in (1, 2):
            try:
                reply = self._receive()
                break
            except DIED as error:
                status = self._restart(error)
                if attempt == 2 or status >= 0:
                    raise WorkerFailed(
                        "A worker ended while it started; what it printed is above. Run "
                        "`pytest tests` and `autograder doctor` to see what is wrong.",
                        AutograderError.exit_code,
                    ) from error
        if "failed" in reply:
            raise WorkerFailed(reply["failed"], reply["exit_code"])
        self.isolation = reply["isolation"]
        self._ready = True

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer; a worker that dies costs one retry."""
        for attempt in (1, 2):
            self.wait_ready()
            try:
                self._stream.write(json.dumps(request) + "\n")
                self._stream.flush()
                answer = self._receive()
                break
            except DIED as error:
                self._restart(error)
                if attempt == 2:
                    raise GradingFault(
                        "The worker that graded this submission died twice. Run the command again, "
                        "with fewer --jobs if the machine is short of memory."
                    ) from error
        if "fault" in answer:
            raise GradingFault(answer["fault"])
        return answer

    def _receive(self) -> dict[str, Any]:
        line = self._stream.readline()
        if not line.endswith("\n"):
            raise EOFError
        return dict(json.loads(line))

    def abandon(self) -> None:
        """Kill the worker under a grading that is going on in another thread."""
        self._abandoned = True
        process = self._process
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def close(self) -> int:
        """End the worker, and with it its fork server and sandboxes; return its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        with suppress(OSError):
            self._stream.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(CLOSE_SECONDS)  # it sees the end of its stream
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait()

    def __enter__(self) -> Engine:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Close it; without waiting for a worker that is starting, when something went wrong."""
        if kind is not None:
            self.abandon()
        self.close()


class Pool:
    """Several engines that share a stream of jobs. Use as a context manager."""

    def __init__(
        self, course: Path, parts: Sequence[str], isolation: Isolation, device: str, jobs: int
    ) -> None:
        """Start as many of ``jobs`` workers as there are processors for, the rest after them.

        A worker starts as two processes that both import torch. On a small machine the first one
        has its first mark in half the time when the others wait, and those are forks of what it
        has loaded: the last mark comes no later.
        """
        self._zygote = Zygote() if jobs > 1 else None
        self._engines = [
            Engine(course, parts, isolation, device, self._zygote) for _ in range(jobs)
        ]
        self._at_once = max(1, len(os.sched_getaffinity(0)) // 2)
        for engine in self._engines[: self._at_once]:
            engine.start()
        self._free: queue.SimpleQueue[Engine] = queue.SimpleQueue()
        for engine in self._engines:
            self._free.put(engine)

    def floor(self, part: str) -> float:
        """Return the least that the suites of ``part`` can take, see :meth:`Engine.floor`."""
        return self._engines[0].floor(part)

    def map(self, grade: Any, jobs: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Yield ``(job, grade(engine, job))`` as they finish; machine errors are yielded too."""
        for engine in self._engines[: self._at_once]:
            engine.wait_ready()
        for engine in self._engines[self._at_once :]:
            engine.start()

        def run(job: T) -> Any:
            engine = self._free.get()
            try:
                engine.wait_ready()
                return grade(engine, job)
            except WorkerFailed:
                raise  # no worker can start: the next submission would fare no better
            except AutograderError as error:
                return error
            finally:
                self._free.put(engine)

        waiting = iter(jobs)
        going: dict[Future[Any], T] = {}
        with ThreadPoolExecutor(len(self._engines)) as threads:
            try:
                while True:
                    # A few at a time, forgotten once they are done: a class may be any size.
                    for job in itertools.islice(waiting, 2 * len(self._engines) - len(going)):
                        going[threads.submit(run, job)] = job
                    if not going:
                        return
                    for future in wait(going, return_when=FIRST_COMPLETED).done:
                        yield going.pop(future), future.result()
            except BaseException:
                # Ctrl-C: what is being graded is lost, not waited for; it is graded next time.
                for engine in self._engines:
                    engine.abandon()
                raise
            finally:
                for future in going:
                    future.cancel()

    def __enter__(self) -> Pool:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End all workers."""
        if kind is not None:
            for engine in self._engines:
                engine.abandon()
        for engine in self._engines:
            engine.close()
        if self._zygote is not None:
            self._zygote.close()
