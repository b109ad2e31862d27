"""Grade one notebook by the engine: restored cells in, report out, outputs written into it."""

from __future__ import annotations

from typing import Any

from autograder.engine.pool import Engine
from autograder.engine.results import questions_from_json, results_from_json
from autograder.engine.subject import Subject
from autograder.gradebook.outputs import write_outputs
from autograder.model import Part, Report
from autograder.stopwatch import OFF, Stopwatch


def grade_notebook(
    engine: Engine,
    part: Part,
    notebook: dict[str, Any],
    lang: str,
    name: str,
    student: str = "",
    watch: Stopwatch = OFF,
) -> Report:
    """Grade ``notebook`` (restored) in place; ``name`` is how the report calls it.

    ``student`` is who handed it in; without it the notebook's own word decides which numbers a
    seeded question had.
    """
    with watch.phase("transfer"):
        answer = engine.grade(part.name, Subject.from_notebook(notebook), student=student)
    watch.share("transfer", answer.get("seconds", {}))
    with watch.phase("write"):
        report = Report(
            part=part.name,
            notebook=name,
            device=engine.device,
            isolation=engine.isolation,
            exercises=results_from_json(answer["exercises"]),
            errors=tuple(answer["errors"]),
            questions=questions_from_json(answer["questions"]),
            printed=answer["printed"],
        )
        write_outputs(notebook, answer["outputs"], part, report, lang)
    return report
