"""Files that cells make are written beside the notebook, and no name of theirs stops grading."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from autograder.gradebook.workdir import MAX_DEPTH, write_files

UNUSABLE = {
    "file-as-directory": "kept/inside",
    "exists": "there",
    "lone-surrogate": "\ud800",
    "lone-surrogate-in-a-directory": "\ud800/file",
    "too-many-bytes": "😀" * 200,
    "too-many-characters": "x" * 201,
    "deep": "d/" * MAX_DEPTH + "file",
    "deeper-than-python": "d/" * 1500 + "file",
    "parent": "../outside",
    "absolute": "/outside",
    "empty": "",
    "dot": ".",
    "nul": "a\0b",
    "through-a-link": "link/file",
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_deny_name(tmp_path: Path, kind: str) -> None:
    """The name is passed over: nothing is overwritten or outside, and the next file is written."""
    directory, outside = tmp_path / "notebook", tmp_path / "elsewhere"
    directory.mkdir()
    outside.mkdir()
    (directory / "link").symlink_to(outside)
    (directory / "there").write_bytes(b"before")
    write_files(directory, {"kept": b"first", UNUSABLE[kind]: b"hostile", "next": b"last"})
    written = {path.name: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    assert written == {"there": b"before", "kept": b"first", "next": b"last"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "notebook"]
    assert not list(outside.iterdir())


def test_allow_names(tmp_path: Path) -> None:
    """Names of any language, and directories of the student's own, are kept."""
    files = {"données.csv": b"1", "a/b/c.txt": b"2", "d/" * (MAX_DEPTH - 1) + "e": b"3"}
    write_files(tmp_path, files)
    assert {name: (tmp_path / name).read_bytes() for name in files} == files


def test_support_a_full_disk_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is our own fault is not passed over as a name."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(OSError, match="No space left"):
        write_files(tmp_path, {"made.txt": b"x"})
