"""Temporary directories that go with their owner, even one that is killed.

An owner holds a lock on its directory, which the kernel takes away when the owner dies. Whoever
makes a directory removes those that nobody holds first.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

PREFIX = "autograder-scratch-"
OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


class Scratch:
    """One temporary directory at ``path``. Use as a context manager, or call :meth:`remove`."""

    def __init__(self) -> None:
        """Make the directory, and remove what killed processes left."""
        for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):  # another user's, one in use, one that has just gone
                _remove_abandoned(path)
        new = Path(tempfile.mkdtemp(prefix="autograder-"))
        self._lock = os.open(new, OPEN)
        with suppress(
            OSError
        ):  # a file system without locks: it is not removed for us, that is all
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        # Locked before it has a name under which others look for directories without a lock.
        self.path = new.rename(new.with_name(PREFIX + new.name.removeprefix("autograder-")))

    def remove(self) -> None:
        """Remove the directory."""
        remove_tree(self.path)
        os.close(self._lock)

    def __enter__(self) -> Path:
        """Return the path."""
        return self.path

    def __exit__(self, *_: object) -> None:
        """Remove the directory."""
        self.remove()


def _remove_abandoned(path: Path) -> None:
    descriptor = os.open(path, OPEN)
    try:
        if os.fstat(descriptor).st_uid == os.geteuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove_tree(path)
    finally:
        os.close(descriptor)


def remove_tree(top: Path) -> None:
    """Remove a directory, however deep student code has nested it and whatever modes it has.

    Programs do it: `shutil.rmtree` runs out of stack or descriptors.
    """
    for program in (["chmod", "-R", "u+rwX"], ["rm", "-rf"]):
        subprocess.run([*program, "--", str(top)], stderr=subprocess.DEVNULL, check=False)
