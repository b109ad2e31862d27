"""Files beside a notebook: sent to the sandbox before its cells run, taken back afterwards."""

from __future__ import annotations

import errno
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
# It is there already, a file is where a directory should be, it has too many bytes.
UNUSABLE = (errno.EEXIST, errno.ENOTDIR, errno.ENAMETOOLONG)


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
    """Write what the cells made under ``directory``; names are hostile and never overwrite.

    A name that no file can have here is passed over; a full disk is ours, and is raised.
    """
    for name, data in files.items():
        try:
            descriptor = _create(directory, PurePosixPath(name).parts)
        except UnicodeEncodeError:
            continue
        except OSError as error:
            if error.errno not in UNUSABLE:
                raise
            continue
        if descriptor is not None:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)


def _create(directory: Path, parts: Sequence[str]) -> int | None:
    """Return the descriptor of a new file, or None where there may be none."""
    if not 0 < len(parts) <= MAX_DEPTH or not all(map(_is_name, parts)):
        return None
    target = directory.joinpath(*parts)
    if not target.parent.resolve().is_relative_to(directory.resolve()):
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)


def _is_name(part: str) -> bool:
    return part not in ("..", "/") and NAME.fullmatch(part) is not None
