"""What ``--device auto`` comes to on this machine."""

from __future__ import annotations

from pathlib import Path

from autograder.errors import SandboxUnavailable
from autograder.model import Isolation

# Where the drivers of GPUs that torch calls `cuda` show themselves: NVIDIA's, WSL's and AMD's.
DRIVERS = ("/dev/nvidiactl", "/dev/dxg", "/dev/kfd")


def resolve(device: str, level: Isolation) -> str:
    """Return ``device``, and for ``auto`` where a sandbox of ``level`` can compute.

    A sandbox is asked, because not all that this process sees is there; without a driver, nobody.
    """
    if device != "auto":
        return device
    if not any(Path(driver).exists() for driver in DRIVERS):
        return "cpu"
    from autograder.sandbox import levels, probe  # not before: they import torch
    from autograder.sandbox.forkserver import ServerDied
    from autograder.sandbox.sandbox import SandboxEnded

    try:
        server = levels.launch(level, ("torch",), device="cuda")
        try:
            return "cuda" if probe.sees_gpu(server) else "cpu"
        finally:
            server.close()
    except (SandboxUnavailable, ServerDied, SandboxEnded):
        return "cpu"
