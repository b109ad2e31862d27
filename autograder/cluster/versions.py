"""What has to be the same on a worker as here, lest the same notebook get another mark."""

from __future__ import annotations

import platform
from functools import cache

import autograder
from autograder.versions import code_digest, installed


@cache
def describe() -> dict[str, str]:
    """Return the versions of this process; asked of each worker before it is used.

    torch without its local label: a client's CPU build goes with its workers' CUDA build.
    """
    libraries = installed(("numpy", "torch"))
    return {
        "autograder": f"{autograder.__version__} (code {code_digest()[:12]})",
        "Python": platform.python_version(),
        "numpy": libraries["numpy"],
        "torch": libraries["torch"].partition("+")[0],
    }


def differences(theirs: dict[str, str]) -> str:
    """Return in words where ``theirs`` are not the versions of this process, empty if nowhere."""
    return "; ".join(
        f"{name} {theirs.get(name, 'of no known version')} there, {ours} here"
        for name, ours in describe().items()
        if theirs.get(name) != ours
    )
