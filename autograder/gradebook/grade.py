"""Grade one notebook by the engine: restored cells in, report out, outputs written into it."""

from __future__ import annotations

from typing import Any

from autograder.engine.pool import Engine, results_from_json
from autograder.engine.subject import Subject
from autograder.gradebook.outputs import write_outputs
from autograder.model import Part, Report


def grade_notebook(
    engine: Engine,
    part: Part,
    notebook: dict[str, Any],
    lang: str,
    name: str,
) -> Report:
    """Grade ``notebook`` (restored) in place; ``name`` is how the report calls it."""
    answer = engine.grade(part.name, Subject.from_notebook(notebook))
    results = results_from_json(answer["exercises"])
    write_outputs(notebook, answer["outputs"], part, results, lang)
    return Report(
        part=part.name,
        notebook=name,
        device=engine.device,
        isolation=engine.isolation,
        exercises=results,
        errors=tuple(answer["errors"]),
    )
