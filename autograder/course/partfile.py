"""Read ``lessons/PART/part.toml``: what a part holds, before its exercises are read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from autograder.course.syntax import place, suggestion
from autograder.errors import CourseError
from autograder.model import Limits, Text

PART_KEYS = ("title", "packages", "forbidden", "limits", "exercise")
EXERCISE_KEYS = ("name", "points", "title", "forbidden")
TEXT_KEYS = ("fr", "en")
LIMIT_KEYS = tuple(f.name for f in fields(Limits))


@dataclass(frozen=True)
class ExerciseEntry:
    """One ``[[exercise]]`` table; ``forbidden`` already includes what the part forbids."""

    name: str
    points: float
    title: Text
    forbidden: tuple[str, ...]


@dataclass(frozen=True)
class PartFile:
    """The content of one ``part.toml``."""

    title: Text
    packages: tuple[str, ...]
    limits: Limits
    exercises: tuple[ExerciseEntry, ...]


def read_part_file(path: Path) -> PartFile:
    """Return the content of ``path``; ``CourseError`` lists everything that is wrong in it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"{place(path)} is missing: write it, or remove the directory.") from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{place(path)}: {error}: repair the TOML of this file.") from None
    reader = _Reader(path)
    part = reader.part(data)
    if reader.problems:
        raise CourseError("\n".join(reader.problems))
    return part


class _Reader:
    """Reads tables while collecting problems, so that one run reports them all."""

    def __init__(self, path: Path) -> None:
        self.file = place(path)
        self.problems: list[str] = []

    def part(self, data: Mapping[str, Any]) -> PartFile:
        self.known(data, PART_KEYS, "")
        forbidden = self.names(data, "forbidden", "")
        entries = data.get("exercise", [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            self.say("", "`exercise` is not a list of tables: write `[[exercise]]`")
            entries = []
        return PartFile(
            title=self.text(data, ""),
            packages=self.names(data, "packages", ""),
            limits=self.limits(data.get("limits", {})),
            exercises=tuple(self.exercise(entry, forbidden) for entry in entries),
        )

    def exercise(self, entry: Mapping[str, Any], forbidden: tuple[str, ...]) -> ExerciseEntry:
        name = entry.get("name")
        where = f"exercise `{name}`: "
        self.known(entry, EXERCISE_KEYS, where)
        if not isinstance(name, str) or not name.isidentifier():
            self.say(where, "`name` is not a Python name: write the function's name")
        points = entry.get("points")
        if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            self.say(where, "`points` is not a positive number: write e.g. `points = 2`")
            points = 0
        own = self.names(entry, "forbidden", where)
        return ExerciseEntry(str(name), float(points), self.text(entry, where), forbidden + own)

    def limits(self, table: Any) -> Limits:
        if not isinstance(table, dict):
            self.say("", "`limits` is not a table: write `[limits]`")
            return Limits()
        self.known(table, LIMIT_KEYS, "limits: ")
        values: dict[str, Any] = {}
        for limit in fields(Limits):
            if limit.name not in table:
                continue
            kind = type(getattr(Limits(), limit.name))
            value = table[limit.name]
            if isinstance(value, bool) or not isinstance(value, int | kind) or value <= 0:
                self.say("limits: ", f"`{limit.name}` is not a positive {kind.__name__}: write one")
            else:
                values[limit.name] = kind(value)
        return Limits(**values)

    def text(self, table: Mapping[str, Any], where: str) -> Text:
        title = table.get("title")
        if not isinstance(title, dict):
            self.say(where, '`title` is missing: write `title = { fr = "...", en = "..." }`')
            return Text("", "")
        self.known(title, TEXT_KEYS, f"{where}title: ")
        for lang in TEXT_KEYS:
            if not isinstance(title.get(lang), str) or not title[lang].strip():
                self.say(where, f"`title.{lang}` is missing or empty: write it")
        return Text(str(title.get("fr", "")), str(title.get("en", "")))

    def names(self, table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        values = table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            self.say(where, f"`{key}` is not a list of names: write a list of strings")
            return ()
        return tuple(values)

    def known(self, table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in keys:
                hint = suggestion(key, keys)
                self.say(where, f"unknown key `{key}`{hint}: rename or remove it")

    def say(self, where: str, problem: str) -> None:
        self.problems.append(f"{self.file}: {where}{problem}.")
