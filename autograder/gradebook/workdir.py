"""Files beside a notebook: sent to the sandbox before its cells run, taken back afterwards."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

MAX_TOTAL_BYTES = 128 * 1024 * 1024
NAME = re.compile(r"[^\x00-\x1f/\\]{1,200}")


def read_files(directory: Path) -> dict[str, bytes]:
    """Return the regular files under ``directory`` by relative path, up to a total size.

    Symbolic links are not followed: a submission may hold one to any file of the grader.
    """
    found: dict[str, bytes] = {}
    total = 0
    for folder, _, names in os.walk(directory, followlinks=False):
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_symlink() or not path.is_file():
                continue
            total += path.stat().st_size
            if total > MAX_TOTAL_BYTES:
                return found
            found[str(path.relative_to(directory))] = path.read_bytes()
    return found


def write_files(directory: Path, files: Mapping[str, bytes]) -> None:
    """Write what the cells made under ``directory``; names are hostile and never overwrite."""
    for name, data in files.items():
        parts = PurePosixPath(name).parts
        if not parts or any(p in ("..", "/") or not NAME.fullmatch(p) for p in parts):
            continue
        target = directory.joinpath(*parts)
        if not target.parent.resolve().is_relative_to(directory.resolve()):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        try:
            descriptor = os.open(target, flags, 0o644)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
