"""Choose the isolation level, start the fork server, and let no one use it before it has proven
that it blocks what it must.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import SandboxUnavailable
from autograder.model import Isolation
from autograder.sandbox import probe
from autograder.sandbox.forkserver import ForkServer, ServerDied
from autograder.sandbox.sandbox import SandboxEnded
from autograder.sandbox.template import Template

PRELOAD = ("numpy", "torch", "matplotlib.pyplot", "matplotlib_inline.backend_inline")
# The first optimizer imports it, which takes a second in every sandbox of a part that has one.
FOR_ANY_PART = (*PRELOAD, "torch._dynamo")


def start_server(
    level: Isolation,
    course: Path | None,
    preload: Sequence[str] = FOR_ANY_PART,
    device: str = "cpu",
    forbidden: Sequence[str] = (),
) -> ForkServer:
    """Start a fork server at ``level`` and verify it; ``SandboxUnavailable`` when it leaks."""
    return verify(launch(level, preload, forbidden, device), course, device)


def launch(
    level: Isolation,
    preload: Sequence[str] = PRELOAD,
    forbidden: Sequence[str] = (),
    device: str = "cpu",
) -> ForkServer:
    """Start a fork server without waiting for it; nobody may use it before it is verified.

    Its sandboxes know the names in ``forbidden`` in advance, which spares each some milliseconds.
    """
    if level is not Isolation.PROCESS and not sys.platform.startswith("linux"):
        raise SandboxUnavailable(
            f"Level '{level}' needs Linux. Use `--isolation process` for submissions that you "
            "trust, or grade in a Linux container or virtual machine."
        )
    return ForkServer(Template(level, preload, forbidden, device))


def verify(server: ForkServer, course: Path | None, device: str = "cpu") -> ForkServer:
    """Return ``server`` once it has shown that it holds; ``SandboxUnavailable`` when it leaks.

    ``course`` is the directory whose files a sandbox must not be able to read.
    """
    level = server.level
    try:
        server.wait_ready()
        leaks = probe.leaks(server, level, course)
        if device == "cuda" and not probe.sees_gpu(server):
            raise SandboxUnavailable(
                f"A sandbox of level '{level}' has no GPU that torch can use. Grade with "
                "`--device cpu`; on a machine with a GPU, `--isolation process` gives it to "
                "submissions that you trust."
            )
    except (ServerDied, SandboxEnded) as error:
        server.close()
        raise SandboxUnavailable(
            f"The sandbox of level '{level}' could not be probed: {error}. Run `autograder doctor`."
        ) from error
    except BaseException:
        server.close()
        raise
    if leaks:
        server.close()
        raise SandboxUnavailable(
            f"The sandbox of level '{level}' does not hold on this machine: "
            + "; ".join(leaks)
            + ". Nothing was graded. Run `autograder doctor`."
        )
    return server
