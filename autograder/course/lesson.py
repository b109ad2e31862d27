"""Read ``lessons/PART/lesson.md``: a MyST notebook with French and English cells side by side.

::

    +++ {"lang": "fr"}                             -> Prose(text, translates, line)
    +++ {"lang": "en", "translates": "1a2b3c4d"}
    ```{code-cell} ipython3
    :exercise: relu                                -> Code("exercise", "relu", line)
    :demo: true                                    -> Code("demo", source, line)
    (nothing)                                      -> Code("setup", source, line)
    ```
"""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from autograder.course.syntax import bound_names, place, suggestion
from autograder.errors import CourseError
from autograder.model import LANGUAGES, Text

PROSE_KEYS = ("lang", "translates")
CODE_KEYS = ("exercise", "demo")


@dataclass(frozen=True)
class Prose:
    """One text in both languages; ``translates`` says which French text the English follows."""

    text: Text
    translates: str
    line: int


@dataclass(frozen=True)
class Code:
    """One code cell; ``source`` is the exercise's name when ``kind`` is ``"exercise"``."""

    kind: Literal["setup", "demo", "exercise"]
    source: str
    line: int

    def defines(self) -> set[str]:
        """Return the names that this cell binds, IPython's magic lines left out."""
        plain = [line for line in self.source.splitlines() if not line.startswith(("%", "!"))]
        return bound_names(ast.parse("\n".join(plain)))


@dataclass(frozen=True)
class Lesson:
    """The cells of a lesson, in order."""

    path: Path
    cells: tuple[Prose | Code, ...]

    @property
    def placed(self) -> tuple[str, ...]:
        """Return the names of the exercises in the order in which the lesson places them."""
        return tuple(c.source for c in self.cells if isinstance(c, Code) and c.kind == "exercise")


def fingerprint(french: str) -> str:
    """Return what an English cell must carry in ``translates`` to be in step with ``french``."""
    return hashlib.sha256(french.strip().encode()).hexdigest()[:8]


def load_lesson(path: Path) -> Lesson:
    """Return the lesson in ``path``; ``CourseError`` lists every cell that cannot be read."""
    import jupytext  # here, because it takes a second that most commands need not spend

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{place(path)} is missing: write the part's lesson there.") from None
    try:
        raw = jupytext.reads(text, fmt="md:myst").cells
    except Exception as error:  # jupytext lets the errors of its YAML and JSON readers through
        raise CourseError(
            f"{place(path)}: jupytext cannot read it ({error}): repair its cell headers."
        ) from None
    reader = _Reader(path, text)
    for cell in raw:
        reader.add(cell)
    reader.close()
    if reader.problems:
        raise CourseError("\n".join(reader.problems))
    return Lesson(path, tuple(reader.cells))


class _Reader:
    """Pairs the cells of the two languages and remembers where each stands in the file."""

    def __init__(self, path: Path, text: str) -> None:
        self.file = place(path)
        self.text = text
        self.position = 0
        self.waiting: tuple[str, int] | None = None  # a French cell without its English one yet
        self.cells: list[Prose | Code] = []
        self.problems: list[str] = []

    def add(self, cell: Any) -> None:
        metadata = dict(cell.metadata)
        source = str(cell.source).strip()
        line = self.find(source or f":exercise: {metadata.get('exercise')}")
        prose = cell.cell_type == "markdown"
        for key in metadata:
            keys = PROSE_KEYS if prose else CODE_KEYS
            if key not in keys:
                self.say(line, f"unknown key `{key}`{suggestion(key, keys)}: rename or remove it")
        if prose:
            self.prose(metadata, source, line)
        else:
            self.close()
            self.code(metadata, source, line)

    def prose(self, metadata: dict[str, Any], source: str, line: int) -> None:
        lang = metadata.get("lang")
        if lang == "fr":
            self.close()
            self.waiting = (source, line)
        elif lang == "en" and self.waiting is not None:
            french, first = self.waiting
            self.waiting = None
            self.cells.append(Prose(Text(french, source), str(metadata.get("translates")), first))
        elif lang == "en":
            self.say(line, "English text without French just above: write the French cell first")
        else:
            self.say(line, f'text without a language: put `+++ {{"lang": "{LANGUAGES[0]}"}}` above')

    def code(self, metadata: dict[str, Any], source: str, line: int) -> None:
        if "exercise" in metadata:
            if source or "demo" in metadata:
                self.say(line, "a cell that places an exercise holds nothing else: empty it")
            self.cells.append(Code("exercise", str(metadata["exercise"]), line))
            return
        if not source:
            self.say(line, "empty code cell: remove it")
            return
        if metadata.get("demo", True) is not True:
            self.say(line, "`demo` is `true` or absent: write `:demo: true`")
        cell = Code("demo" if "demo" in metadata else "setup", source, line)
        try:
            cell.defines()
        except SyntaxError as error:
            self.say(line, f"this code does not parse ({error.msg}): repair it")
            return
        self.cells.append(cell)

    def close(self) -> None:
        """Report a French cell that no English cell followed."""
        if self.waiting is not None:
            french, line = self.waiting
            wanted = f'+++ {{"lang": "en", "translates": "{fingerprint(french)}"}}'
            self.say(line, f"French text without its English twin: add `{wanted}` just below")
            self.waiting = None

    def find(self, source: str) -> int:
        first = source.splitlines()[0]
        found = self.text.find(first, self.position)
        if found >= 0:
            self.position = found + len(first)
        return self.text.count("\n", 0, max(found, 0)) + 1

    def say(self, line: int, problem: str) -> None:
        self.problems.append(f"{self.file}:{line}: {problem}.")
