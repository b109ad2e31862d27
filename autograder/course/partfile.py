"""Read ``lessons/PART/part.toml``: what a part holds, before its exercises are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from autograder.course.syntax import suggestion
from autograder.course.tables import TableReader, load_toml
from autograder.model import Limits, Text

PART_KEYS = ("title", "packages", "forbidden", "limits", "exercise")
EXERCISE_KEYS = ("name", "points", "title", "forbidden", "allowed")
LIMIT_KEYS = tuple(f.name for f in fields(Limits))


@dataclass(frozen=True)
class ExerciseEntry:
    """One ``[[exercise]]`` table.

    ``forbidden`` already includes what the part forbids, less what the exercise has ``allowed``.
    """

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
    reader = _Reader(path)
    part = reader.part(load_toml(path, "write it, or remove the directory"))
    reader.close()
    return part


class _Reader(TableReader):
    def part(self, data: Mapping[str, Any]) -> PartFile:
        self.known(data, PART_KEYS, "")
        forbidden = self.names(data, "forbidden", "")
        return PartFile(
            title=self.text(data, "title", ""),
            packages=self.names(data, "packages", ""),
            limits=self.limits(data.get("limits", {})),
            exercises=tuple(
                self.exercise(entry, forbidden) for entry in self.tables(data, "exercise", "")
            ),
        )

    def exercise(self, entry: Mapping[str, Any], forbidden: tuple[str, ...]) -> ExerciseEntry:
        name = entry.get("name")
        where = f"exercise `{name}`: "
        self.known(entry, EXERCISE_KEYS, where)
        if not isinstance(name, str) or not name.isidentifier():
            self.say(where, "`name` is not a Python name: write the function's name")
        points = self.points(entry, where)
        own = self.names(entry, "forbidden", where)
        allowed = self.names(entry, "allowed", where)
        for extra in allowed:
            if extra not in forbidden:
                hint = suggestion(extra, forbidden)
                self.say(where, f"`allowed` names `{extra}`{hint}, not forbidden: remove it")
        names = tuple(n for n in forbidden if n not in allowed) + own
        return ExerciseEntry(str(name), points, self.text(entry, "title", where), names)

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
