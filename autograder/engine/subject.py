"""What a suite is run against: a submission, the solution or a misconception, as cells of code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# Cells that students run and the grader never does: pictures, visible checks (the engine runs
# the tests themselves) and grading cells, which refuse to run outside the engine.
NOT_RUN = ("demo-", "check-", "grade-")


@dataclass(frozen=True)
class Cell:
    """One code cell: ``id`` is its grade_id if it has one, ``index`` its place in the notebook."""

    id: str
    source: str
    index: int


@dataclass(frozen=True)
class Subject:
    """The cells to execute, in order."""

    cells: tuple[Cell, ...]

    @cached_property
    def _hash(self) -> int:
        return hash(self.cells)

    def __hash__(self) -> int:
        """Return a hash that is computed once: what is known of a subject is looked up often."""
        return self._hash

    @classmethod
    def from_code(cls, name: str, source: str) -> Subject:
        """Return the subject of one piece of code, such as a solution."""
        return cls((Cell(name, source, 0),))

    @classmethod
    def from_notebook(cls, notebook: Mapping[str, Any]) -> Subject:
        """Return the cells of a restored notebook that the grader executes."""
        cells = []
        for index, cell in enumerate(notebook["cells"]):
            name = cell["metadata"].get("nbgrader", {}).get("grade_id") or f"cell-{index}"
            if cell["cell_type"] == "code" and not name.startswith(NOT_RUN):
                cells.append(Cell(name, cell["source"], index))
        return cls(tuple(cells))

    def to_json(self) -> list[list[Any]]:
        """Return the cells as plain lists, for a worker."""
        return [[cell.id, cell.source, cell.index] for cell in self.cells]

    @classmethod
    def from_json(cls, cells: list[list[Any]]) -> Subject:
        """Return the subject that :meth:`to_json` described."""
        return cls(tuple(Cell(*cell) for cell in cells))
