"""Write the generated trees `source/` and `release/`, or say where they are stale."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.build.notebook import build_source
from autograder.build.release import make_release
from autograder.course.part import load_part, part_names

TREES = ("source", "release")


def build(course: Path, parts: Iterable[str], langs: Iterable[str]) -> list[Path]:
    """Write the notebooks of ``parts`` where they changed; return the files written.

    Generated files that nothing generates any more are removed. Files that were not generated
    are left alone: :func:`check` reports them.
    """
    written = []
    parts, langs = list(parts), list(langs)
    for path, content in _expected(course, parts, langs):
        if not path.is_file() or path.read_bytes() != content:
            _write(path, content)
            written.append(path)
    for path in _unexpected(course, parts, langs):
        if _is_generated(path):
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    return written


def check(course: Path, parts: Iterable[str], langs: Iterable[str]) -> list[str]:
    """Return one message for each file of the generated trees that is not as built."""
    problems = []
    parts, langs = list(parts), list(langs)
    for path, content in _expected(course, parts, langs):
        part = path.parent.name
        if not path.is_file():
            problems.append(f"{_name(course, path)} is missing: run `autograder build {part}`.")
        elif path.read_bytes() != content:
            problems.append(f"{_name(course, path)} is stale: run `autograder build {part}`.")
    for path in _unexpected(course, parts, langs):
        if _is_generated(path):
            problems.append(
                f"{_name(course, path)} comes from no lesson any more: run `autograder build`."
            )
        else:
            problems.append(
                f"{_name(course, path)} was not generated, and nbgrader would give it to "
                "students: move it out of the generated trees."
            )
    return problems


def _expected(course: Path, parts: list[str], langs: list[str]) -> Iterator[tuple[Path, bytes]]:
    """Yield every file of the generated trees with its content."""
    for name in parts:
        part = load_part(course, name)
        for lang in langs:
            source = build_source(part, lang)
            yield _path(course, "source", lang, name), source
            yield _path(course, "release", lang, name), make_release(course, name, lang, source)


def _path(course: Path, tree: str, lang: str, part: str) -> Path:
    return course / tree / lang / part / f"{part}.ipynb"


def _unexpected(course: Path, parts: list[str], langs: list[str]) -> list[Path]:
    """Return the files beside the notebooks of ``parts``, and those of parts that are gone."""
    known = part_names(course)
    found = []
    for tree in TREES:
        for lang in langs:
            for directory in (course / tree / lang).glob("*"):
                if directory.is_dir() and (directory.name in parts or directory.name not in known):
                    keep = _path(course, tree, lang, directory.name)
                    found += [
                        path
                        for path in directory.rglob("*")
                        if path.is_file() and (path != keep or directory.name not in known)
                    ]
    return sorted(p for p in found if ".ipynb_checkpoints" not in p.parts)


def _is_generated(path: Path) -> bool:
    """Tell our notebooks from files that somebody put there."""
    if path.suffix != ".ipynb":
        return False
    try:
        return "autograder" in json.loads(path.read_text(encoding="utf-8"))["metadata"]
    except (ValueError, KeyError, TypeError):
        return False


def _write(path: Path, content: bytes) -> None:
    """Replace ``path`` at once, so that an interrupted build leaves no half notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(content)
    temporary.replace(path)


def _name(course: Path, path: Path) -> str:
    return path.relative_to(course).as_posix()
