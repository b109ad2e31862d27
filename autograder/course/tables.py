"""Read the TOML files of a part; one run reports everything that is wrong in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.course.syntax import place, suggestion
from autograder.errors import CourseError
from autograder.model import LANGUAGES, Text

EMPTY = Text("", "")


def load_toml(path: Path, missing: str) -> dict[str, Any]:
    """Return the content of ``path``; ``missing`` says what to do when there is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"{place(path)} is missing: {missing}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{place(path)}: {error}: repair the TOML of this file.") from None


class TableReader:
    """Reads values of tables; what is wrong is said in :attr:`problems`, each with its repair."""

    def __init__(self, path: Path) -> None:
        """Read tables of the file ``path``, which is named in every message."""
        self.file = place(path)
        self.problems: list[str] = []

    def close(self) -> None:
        """Raise ``CourseError`` with all problems, if there are any."""
        if self.problems:
            raise CourseError("\n".join(self.problems))

    def tables(self, table: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
        """Return the list of tables called ``key``; none is an empty list."""
        entries = table.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            self.say(where, f"`{key}` is not a list of tables: write `[[{key}]]`")
            return []
        return entries

    def text(self, table: Mapping[str, Any], key: str, where: str, needed: bool = True) -> Text:
        """Return ``key`` in both languages; one that is not ``needed`` may be left out whole."""
        value = table.get(key)
        if value is None and not needed:
            return EMPTY
        if not isinstance(value, dict):
            self.say(where, f'`{key}` is missing: write `{key} = {{ fr = "...", en = "..." }}`')
            return EMPTY
        self.known(value, LANGUAGES, f"{where}{key}: ")
        for lang in LANGUAGES:
            if not isinstance(value.get(lang), str) or not value[lang].strip():
                self.say(where, f"`{key}.{lang}` is missing or empty: write it")
        return Text(str(value.get("fr", "")).strip(), str(value.get("en", "")).strip())

    def names(self, table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        """Return the list of strings called ``key``; none is an empty one."""
        values = table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            self.say(where, f"`{key}` is not a list of names: write a list of strings")
            return ()
        return tuple(values)

    def points(self, table: Mapping[str, Any], where: str) -> float:
        """Return the positive number of points of ``table``."""
        points = table.get("points")
        if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            self.say(where, "`points` is not a positive number: write e.g. `points = 2`")
            return 0.0
        return float(points)

    def known(self, table: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
        """Report the keys of ``table`` that mean nothing."""
        keys = tuple(keys)
        for key in table:
            if key not in keys:
                hint = suggestion(key, keys)
                self.say(where, f"unknown key `{key}`{hint}: rename or remove it")

    def say(self, where: str, problem: str) -> None:
        """Note a problem; it ends with what to do, without a full stop."""
        self.problems.append(f"{self.file}: {where}{problem}.")
