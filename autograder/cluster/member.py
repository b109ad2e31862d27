"""One worker of the cluster, seen from the client: hired, asked, and gone at any moment."""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from concurrent.futures import CancelledError
from typing import Any

from distributed import Client, Future

from autograder.cluster import plugin, versions
from autograder.engine.asking import Asking
from autograder.errors import GradingFault, MachineError

GPU = "GPU"
LOOK_SECONDS = 1.0


class Refused(MachineError):
    """A worker cannot be used; the message says why and what to do."""


class WorkerLost(GradingFault):
    """The worker went away with a submission, which another has to grade."""


class SchedulerLost(MachineError):
    """The scheduler went away, and with it all workers."""


class Member(Asking):
    """A worker at ``address``, which may be asked from as many threads as it has slots."""

    def __init__(self, client: Client, address: str, device: str) -> None:
        """Know of a worker; it can be asked once it is hired."""
        super().__init__("", device)
        self._client = client
        self.address = self.name = address
        self.slots = 0
        self.gone = False
        self._task = ""
        self._resources = {} if device == "cpu" else {GPU: 1}
        self._waiting: set[threading.Event] = set()

    def hire(self, engines: plugin.EnginePlugin) -> None:
        """Put ``engines`` on the worker; :class:`Refused` where it is not fit for the run."""
        about = self._client.scheduler_info()["workers"].get(self.address)
        if about is None:
            raise Refused("the scheduler does not know it any more.")
        self.name = f"{about['name']} ({self.address})"
        gpus = int(about.get("resources", {}).get(GPU, 0))
        self.slots = gpus if self._resources else int(about["nthreads"])
        if not self.slots:
            raise Refused("it has no GPU to lend: start it with `dask worker --resources GPU=1`.")
        try:
            theirs = self._run(versions.describe)
        except (ImportError, AttributeError) as error:
            raise Refused(
                f"no autograder that fits this one is installed there ({error})."
            ) from error
        found = versions.differences(theirs)
        if found:
            raise Refused(f"{found}. Install the same versions there.")
        problem = self._run(plugin.install, engines)
        if problem:
            raise Refused(problem)
        self.isolation = engines.isolation
        self._task = engines.name

    def _run(self, function: Any, *args: Any) -> Any:
        try:
            return self._client.run(function, *args, workers=[self.address])[self.address]
        except OSError as error:
            raise Refused(f"it has left, or the scheduler cannot reach it ({error}).") from error

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the worker's answer; :class:`WorkerLost` when it went away with the request."""
        data = json.dumps(request).encode()
        done = threading.Event()
        self._waiting.add(done)
        try:
            if self.gone:
                raise self.lost("it has left the cluster")
            future = self._client.submit(
                plugin.answer,
                self._task,
                data,
                hashlib.sha256(data).hexdigest(),
                key=f"autograder-{uuid.uuid4()}",
                workers=[self.address],
                resources=self._resources,
            )
            future.add_done_callback(lambda _: done.set())
            done.wait()
            if self.gone:
                future.cancel()
                raise self.lost("it has left the cluster")
            return self._opened(_result(future, self))
        finally:
            self._waiting.discard(done)

    def _opened(self, data: bytes) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(data)
        if "failed" in found:
            raise self.lost(found["failed"])
        if "fault" in found:
            raise GradingFault(found["fault"])
        return dict(found["answer"])

    def lost(self, why: str) -> WorkerLost:
        """Return the error to raise when the worker cannot be asked any more."""
        return WorkerLost(f"worker {self.name}: {why}")

    def leave(self) -> None:
        """Wake all who wait for the worker: it will not answer."""
        self.gone = True
        for done in list(self._waiting):
            done.set()


def _result(future: Future, member: Member) -> bytes:
    """Return the answer, which is on the worker still and may go with it.

    Dask would then wait for another worker at the address of this one, for good.
    """
    while True:
        try:
            data: bytes = future.result(timeout=LOOK_SECONDS)
        except CancelledError as error:
            raise SchedulerLost("The scheduler was lost: see `ClusterPool`.") from error
        except Exception as error:  # of Dask, or of a worker that is not what it was
            if not isinstance(error, TimeoutError) or future.status == "error":
                raise member.lost(f"{type(error).__name__}: {error}") from error
            if member.gone:
                future.cancel()
                raise member.lost("it has left the cluster with its answer") from error
        else:
            return data
