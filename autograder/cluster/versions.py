"""What has to be the same on a worker as here, lest the same notebook get another mark."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

import autograder


@cache
def describe() -> dict[str, str]:
    """Return the versions of this process; asked of each worker before it is used.

    torch without its local label: a client's CPU build goes with its workers' CUDA build.
    """
    return {
        "autograder": f"{autograder.__version__} (code {_code()})",
        "Python": platform.python_version(),
        "numpy": metadata.version("numpy"),
        "torch": metadata.version("torch").partition("+")[0],
    }


def _code() -> str:
    """Return a digest of the package: what is installed from a tree may differ in all but name."""
    package = Path(autograder.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def differences(theirs: dict[str, str]) -> str:
    """Return in words where ``theirs`` are not the versions of this process, empty if nowhere."""
    return "; ".join(
        f"{name} {theirs.get(name, 'of no known version')} there, {ours} here"
        for name, ours in describe().items()
        if theirs.get(name) != ours
    )
