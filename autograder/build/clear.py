"""nbgrader's step that takes solutions out of the release, taught what an answer looks like."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import ClearSolutions

from autograder.model import ANSWER


class ClearAnswers(ClearSolutions):  # type: ignore[misc]
    """Replaces ``nbgrader.preprocessors.ClearSolutions``; its configuration is inherited.

    A student's answer to a question is data, not code: an ellipsis waits for it. Under nbgrader's
    own step it would be the stub of a function; the answer would be gone all the same.
    """

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Return ``cell`` without its solution or answer."""
        name = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if not name.startswith(ANSWER):
            cleared: tuple[Any, Any] = super().preprocess_cell(cell, resources, cell_index)
            return cleared
        cell.source = f'answers["{name.removeprefix(ANSWER)}"] = ...'
        return cell, resources
