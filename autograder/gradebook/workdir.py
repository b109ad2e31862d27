"""Files beside a notebook: sent to the sandbox before its cells run, taken back afterwards."""

from __future__ import annotations

import fnmatch
import itertools
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from autograder.errors import IntakeError
from autograder.gradebook.intake import read_file

MAX_TOTAL_BYTES = 128 * 1024 * 1024
MAX_ENTRIES = 100_000
MAX_DEPTH = 10
NAME = re.compile(r"[^\x00-\x1f/\\]{1,200}")


def read_files(
    directory: Path, ignore: Sequence[str] = (), entries: int = MAX_ENTRIES
) -> tuple[dict[str, bytes], bool]:
    """Return the regular files under ``directory`` by relative path, and whether that is all.

    Links are not followed: a submission may hold one to any file of the grader. Names that match
    ``ignore`` are passed over; what is over a limit is left out.
    """
    found: dict[str, bytes] = {}
    whole, room, left = True, MAX_TOTAL_BYTES, entries
    waiting = [directory]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                some = list(itertools.islice(listing, left + 1))  # there may be a million
        except OSError:
            whole = False
            continue
        whole &= len(some) <= left
        for entry in sorted(some[:left], key=lambda entry: entry.name):
            left -= 1
            path = Path(entry.path)
            relative = path.relative_to(directory)
            if any(fnmatch.fnmatch(entry.name, pattern) for pattern in ignore):
                continue
            if len(relative.parts) > MAX_DEPTH or not entry.name.isprintable():
                whole = False
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            else:
                try:
                    data = read_file(path, room)
                except IntakeError:
                    whole = False
                    continue
                room -= len(data)
                found[str(relative)] = data
    return found, whole


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
