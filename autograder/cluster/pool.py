"""The pool of `engine/pool.py`, with workers of a Dask cluster in the place of processes here.

::

    client   one thread a slot: restores a submission, asks its worker, writes what came of it
    Dask     carries requests and answers, knows who comes and goes, holds back for a GPU
    worker   `plugin`: engines, each with a fork server

Workers come and go while a class is graded. One that comes is hired; what one that goes had in hand
is graded by another. Only the client writes.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, TypeVar

from distributed import Client

from autograder.cluster.connect import LOCAL, connect
from autograder.cluster.member import LOOK_SECONDS, Member, Refused, SchedulerLost, WorkerLost
from autograder.cluster.plugin import EnginePlugin, uninstall
from autograder.cluster.trees import pack
from autograder.engine.pool import WorkerFailed
from autograder.errors import AutograderError, GradingFault, MachineError
from autograder.model import Isolation

T = TypeVar("T")

log = logging.getLogger(__name__)  # with no handler set, warnings go to standard error

MOST_TRIES = 3  # as many workers may die on a submission as Dask itself lets
LEAVE_SECONDS = 3.0  # a worker that does not answer ends its engines itself, once they are idle
PATIENCE_SECONDS = 30.0  # with unfit workers alone: a fit one may be on its way


class ClusterPool:
    """Workers of a cluster that share a stream of jobs. Use as a context manager."""

    def __init__(
        self,
        course: Path,
        part: str,
        isolation: Isolation,
        device: str,
        jobs: int,
        scheduler: str,
    ) -> None:
        """Prepare to use the cluster at ``scheduler``, or ``local`` with ``jobs`` workers here."""
        name = f"autograder-{uuid.uuid4()}"  # several may grade on one cluster
        self._engines = EnginePlugin(name, pack(course, part), isolation.value, device)
        self._scheduler, self._device, self._count = scheduler, device, jobs
        self._changed = threading.Condition()
        self._todo: deque[tuple[Any, int]] = deque()
        self._grade: Any = None
        self._closing = False
        self._told = False
        self._changed_at = time.monotonic()  # when somebody last came or went
        self._members: dict[str, Member] = {}
        self._refused: dict[str, str] = {}  # by address: who, and why
        self._results: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def __enter__(self) -> ClusterPool:
        """Connect, and hire whoever is there and whoever comes."""
        with ExitStack() as stack:
            self._client: Client = connect(self._scheduler, self._device, self._count, stack)
            self._client.subscribe_topic("all", self._on_event)
            stack.callback(self._client.unsubscribe_topic, "all")
            info = self._client.scheduler_info()
            self._id = info["id"]
            for address in info["workers"]:
                self._on_arrival(address)
            self._look_at = time.monotonic() + LOOK_SECONDS
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the engines off the workers, whatever they are doing, and leave the cluster."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            members = list(self._members.values())
            addresses = [*self._members, *self._refused]  # some were hired, and failed
        for member in members:
            member.leave()
        with self._stack:
            if self._client.status == "running" and addresses:
                end = threading.Thread(target=self._uninstall, args=(addresses,), daemon=True)
                end.start()
                end.join(LEAVE_SECONDS)

    def _uninstall(self, addresses: list[str]) -> None:
        with suppress(OSError):
            self._client.run(uninstall, self._engines.name, workers=addresses, on_error="ignore")

    def floor(self, part: str) -> float:
        """Return the least that the suites of ``part`` can take, on whichever worker is there."""
        with self._changed:
            member = next((m for m in self._members.values() if m.isolation), None)  # hired
        if member is None:
            raise MachineError("No worker is left to measure on: run the command again.")
        return member.floor(part)

    def map(self, grade: Any, jobs: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Yield ``(job, grade(engine, job))`` as they finish; machine errors are yielded too."""
        with self._changed:
            self._grade = grade
            self._todo.extend((job, 1) for job in jobs)
            count = len(self._todo)
            self._changed.notify_all()
        for _ in range(count):
            yield self._next_result()

    def _next_result(self) -> Any:
        while True:
            if time.monotonic() >= self._look_at:
                self._look()
            try:
                result = self._results.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                continue
            if isinstance(result, SchedulerLost):
                raise self._scheduler_lost() from result
            if isinstance(result, BaseException):
                raise result
            return result

    def _look(self) -> None:
        """Raise when nothing can come any more; say so, once, when somebody has to come first.

        Who is there and is not known is hired: Dask sends events on another connection than what
        :meth:`__enter__` asks, and does not tell of a worker that comes between the two.
        """
        self._look_at = time.monotonic() + LOOK_SECONDS
        try:
            info = self._client.scheduler_info()
        except OSError as error:
            raise self._scheduler_lost() from error
        if self._client.status != "running" or info["id"] != self._id:
            raise self._scheduler_lost()
        there = info["workers"]
        for address in there:
            self._on_arrival(address)
        with self._changed:
            self._refused = {a: why for a, why in self._refused.items() if a in there}
            refused = sorted(self._refused.values())
            if self._members:
                return
            quiet = time.monotonic() - self._changed_at
        if refused and (quiet > PATIENCE_SECONDS or self._scheduler == LOCAL):
            listed = "\n".join(refused)
            raise WorkerFailed(
                f"No worker of {self._scheduler} can be used:\n{listed}\nRepair one and run the "
                "command again.",
                AutograderError.exit_code,
            )
        if not self._told and self._scheduler != LOCAL:
            self._told = True
            log.warning(
                "No worker that can be used is at %s: waiting for one. Start some with "
                "`dask worker %s`.",
                self._scheduler,
                self._scheduler,
            )

    def _scheduler_lost(self) -> MachineError:
        # It would tell the same in its own words, with tracebacks.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        return MachineError(
            f"The scheduler {self._scheduler} was lost, and its workers with it. What was graded "
            "is written: start a scheduler, and run the same command again to go on."
        )

    def _on_event(self, event: tuple[float, Any]) -> None:
        """Follow who comes and goes; called by Dask's own thread, which must not wait."""
        what = event[1]
        if what.get("action") == "add-worker":
            self._on_arrival(what["worker"])
        elif what.get("action") == "remove-worker":
            with self._changed:
                member = self._members.pop(what["worker"], None)
                self._refused.pop(what["worker"], None)  # another may come at its address
            if member is not None:
                member.leave()

    def _on_arrival(self, address: str) -> None:
        with self._changed:
            if self._closing or address in self._members or address in self._refused:
                return
            self._changed_at = time.monotonic()
            member = Member(self._client, address, self._device)
            self._members[address] = member
        threading.Thread(target=self._hire, args=(member,), daemon=True).start()

    def _hire(self, member: Member) -> None:
        try:
            member.hire(self._engines)
        except Exception as error:  # whatever it is, the others can go on without this one
            why = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
            self._dismiss(member, f"worker {member.name}: {why}")
            if not self._closing:
                log.warning("worker %s is not used: %s", member.name, why)
            return
        for _ in range(member.slots):
            threading.Thread(target=self._work, args=(member,), daemon=True).start()

    def _dismiss(self, member: Member, problem: str) -> None:
        """Use ``member`` no more, unless it goes and comes again."""
        with self._changed:
            self._changed_at = time.monotonic()
            if self._members.get(member.address) is member:
                del self._members[member.address]
                self._refused[member.address] = problem
        member.leave()

    def _work(self, member: Member) -> None:
        """Be one slot of a worker: grade what there is to grade, as long as the worker is there."""
        while (taken := self._take(member)) is not None:
            job, tries = taken
            try:
                result: Any = (job, self._grade(member, job))
            except WorkerLost as error:
                self._dismiss(member, str(error))
                self._lost(job, tries, error)
                return
            except SchedulerLost as error:
                result = error
            except AutograderError as error:
                result = (job, error)
            except BaseException as error:
                result = error
            self._results.put(result)

    def _take(self, member: Member) -> tuple[Any, int] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._todo or self._closing or member.gone)
            return None if self._closing or member.gone else self._todo.popleft()

    def _lost(self, job: Any, tries: int, error: WorkerLost) -> None:
        if self._closing:
            return
        if tries < MOST_TRIES:
            log.warning("%s; what it had in hand is graded by another", error)
            with self._changed:
                self._todo.appendleft((job, tries + 1))
                self._changed.notify_all()  # one of them may belong to a worker that has gone
            return
        fault = GradingFault(
            f"{tries} workers were lost while they graded this submission ({error}). Run the "
            "command again, on workers with more memory."
        )
        self._results.put((job, fault))
