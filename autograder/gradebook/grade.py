"""Grade one notebook by the engine: restored cells in, report out, outputs written into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autograder.engine.asking import Asking
from autograder.engine.causes import with_causes
from autograder.engine.results import questions_from_json, results_from_json
from autograder.engine.subject import Subject
from autograder.gradebook.outputs import write_outputs
from autograder.gradebook.remark import remark
from autograder.model import Part, Report
from autograder.stopwatch import OFF, Stopwatch


def grade_notebook(
    engine: Asking,
    part: Part,
    notebook: dict[str, Any],
    lang: str,
    name: str,
    student: str = "",
    watch: Stopwatch = OFF,
    again: tuple[Report, Sequence[str]] | None = None,
) -> Report:
    """Grade ``notebook`` (restored) in place; ``name`` is how the report calls it.

    Feedback is in the language of the notebook, or in ``lang`` where it says none.

    ``student`` is who handed it in; without it the notebook's own word decides which numbers a
    seeded question had. ``again`` is an earlier report and the exercises to run again: the rest is
    as it was, with the marks that ``part`` gives now.
    """
    subject = Subject.from_notebook(notebook)
    with watch.phase("transfer"):
        only = again[1] if again else None
        answer = engine.grade(part.name, subject, exercises=only, student=student)
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
        if again:
            kept, _ = again
            exercises = {**kept.exercises, **report.exercises}
            report = remark(
                replace(report, exercises=exercises, questions=kept.questions), part, student
            )
        report = replace(report, exercises=with_causes(report.exercises, answer["calls"]))
        write_outputs(notebook, answer["outputs"], part, report, lang)
    return report
