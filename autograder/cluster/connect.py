"""Reach the scheduler that the command names, or start a small cluster on this machine."""

from __future__ import annotations

import warnings
from contextlib import ExitStack

from distributed import Client, LocalCluster
from distributed.versions import VersionMismatchWarning

from autograder.errors import MachineError

LOCAL = "local"
SECONDS = 15


def connect(scheduler: str, device: str, jobs: int, stack: ExitStack) -> Client:
    """Return a client of ``scheduler``; ``stack`` closes it, and the local cluster if it is one.

    ``jobs`` is how many workers ``local`` has. What Dask says about versions is left to `hire`,
    which refuses by name.
    """
    address = scheduler
    if scheduler == LOCAL:
        resources = {"GPU": 1} if device == "cuda" else {}
        cluster = LocalCluster(
            n_workers=jobs, threads_per_worker=1, dashboard_address=None, resources=resources
        )
        address = stack.enter_context(cluster).scheduler_address
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)
            client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise MachineError(
            f"No Dask scheduler answers at {address} ({error}). Start one with `dask scheduler`, "
            "or name the address that it prints, such as tcp://10.0.0.1:8786."
        ) from error
    stack.callback(client.close, timeout=1)
    return client
