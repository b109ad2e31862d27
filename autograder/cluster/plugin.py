"""On a worker: the engines of one run, with the course in a directory of their own.

The client installs the plugin on each worker whose versions are its own, and takes it off at the
end. What comes from students crosses between client and worker as JSON in bytes, never pickled;
Dask itself pickles between client, scheduler and workers, which all trust each other.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import queue
import time
from contextlib import suppress
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker
from tornado.ioloop import PeriodicCallback

from autograder.cluster.trees import Parcel, unpack
from autograder.engine.pool import Engine, WorkerFailed
from autograder.engine.processes import Zygote
from autograder.errors import AutograderError, GradingFault, MachineError
from autograder.model import Isolation
from autograder.scratch import Scratch

# Engines whose client was killed would keep their memory for as long as the worker lives.
IDLE_SECONDS = 600


class EnginePlugin(WorkerPlugin):  # type: ignore[misc]
    """As many engines as the worker has threads, the first started at once, the rest on need."""

    def __init__(self, name: str, parcel: Parcel, isolation: str, device: str) -> None:
        """Hold what the engines need; pickled to the worker, which calls :meth:`setup`."""
        self.name = name
        self._parcel = parcel
        self.isolation = isolation
        self._device = device
        self.problem = ""

    async def setup(self, worker: Worker) -> None:
        """Unpack the course and start; ``problem`` says why if that cannot be."""
        self._engines: list[Engine] = []
        self._zygote = Zygote()
        self._free: queue.LifoQueue[Engine] = queue.LifoQueue()
        self._used = time.monotonic()
        self._scratch = Scratch()
        try:
            await asyncio.to_thread(self._start, worker.state.nthreads)
        except AutograderError as error:
            self.problem = str(error)
        except OSError as error:
            self.problem = f"{error}: make room in its temporary directory."
        worker.periodic_callbacks[self.name] = PeriodicCallback(self._rest, IDLE_SECONDS * 500)
        worker.periodic_callbacks[self.name].start()

    def _start(self, count: int) -> None:
        unpack(self._parcel, self._scratch.path)
        parts, level = [self._parcel.part], Isolation(self.isolation)
        self._engines += [
            Engine(self._scratch.path, parts, level, self._device, self._zygote)
            for _ in range(count)
        ]
        self._engines[0].wait_ready()
        for engine in reversed(self._engines):  # the one that is ready is the first to be taken
            self._free.put(engine)

    def answer(self, data: bytes, digest: str) -> bytes:
        """Return an engine's answer to the request in ``data``, or why there is none, as JSON."""
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError("a submission was damaged on its way")
        engine = self._free.get()
        try:
            found: dict[str, Any] = {"answer": engine.ask(json.loads(data))}
        except WorkerFailed as error:
            found = {"failed": str(error)}
        except AutograderError as error:
            found = {"fault": str(error)}
        except Exception as error:  # a fault of ours costs this submission alone, not the worker
            found = {"fault": str(GradingFault.unexpected(error))}
        finally:
            self._used = time.monotonic()
            self._free.put(engine)
        return json.dumps(found).encode()

    def _rest(self) -> None:
        """End what has been idle for long; an engine that is asked again starts again."""
        if time.monotonic() - self._used < IDLE_SECONDS:
            return
        with suppress(queue.Empty):
            resting = [self._free.get_nowait() for _ in range(self._free.qsize())]
            for engine in resting:
                engine.close()
                self._free.put(engine)
        self._zygote.close()

    def teardown(self, worker: Worker) -> None:
        """End the engines, in the middle of a submission too, and remove the course."""
        callback = worker.periodic_callbacks.pop(self.name, None)
        if callback is not None:
            callback.stop()
        for engine in self._engines:
            engine.abandon()
        for engine in self._engines:
            engine.close()
        self._zygote.close()
        self._scratch.remove()


async def install(plugin: EnginePlugin, dask_worker: Worker) -> str:
    """Put ``plugin`` on a worker; return why it cannot be used, or nothing."""
    await dask_worker.plugin_add(plugin, name=plugin.name, catch_errors=False)
    if plugin.problem:
        await uninstall(plugin.name, dask_worker)  # the suites have nothing to do there
    return plugin.problem


async def uninstall(name: str, dask_worker: Worker) -> None:
    """Take the plugin called ``name`` off a worker, if it is there."""
    if name in dask_worker.plugins:
        await dask_worker.plugin_remove(name)


def answer(name: str, data: bytes, digest: str) -> bytes:
    """Be the task: have the plugin called ``name`` answer the request in ``data``."""
    plugin = get_worker().plugins.get(name)
    if plugin is None:  # a worker that came back at the address of another
        raise MachineError("The worker has been replaced: it is asked again.")
    found: bytes = plugin.answer(data, digest)
    return found
