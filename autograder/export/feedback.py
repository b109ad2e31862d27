"""Say beside a mark what it is made of, from the report of the same submission."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from autograder.engine.results import questions_from_json, results_from_json
from autograder.export.marks import StudentMark
from autograder.gradebook.outputs import answer_outputs, grade_outputs
from autograder.model import Part
from autograder.sentences import Sentences, decimal

_SENTENCES = Sentences(Path(__file__).with_name("texts.toml"))


def feedback(course: Path, part: Part, mark: StudentMark, lang: str) -> str:
    """Return what ``mark.student`` reads, "" without a mark or without a whole report.

    The sentences are those of nbgrader's feedback; the points are the gradebook's.
    """
    if mark.score is None:
        return ""
    path = course / "reports" / part.name / f"{mark.student}.json"
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        exercises = results_from_json(report["exercises"])
        questions = questions_from_json(report["questions"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ""
    blocks = []
    for name, result in exercises.items():
        score = mark.cells.get(f"grade-{name}", result.score)
        blocks.append(grade_outputs(part, name, replace(result, score=score), lang))
    for name, answer in questions.items():
        score = mark.cells.get(f"grade-{name}", answer.score)
        blocks.append(answer_outputs(name, replace(answer, score=score), lang))
    lines = [block[0]["data"]["text/plain"] for block in blocks]
    lines += [_SENTENCES.text("comment", comment=comment)[lang] for comment in mark.comments]
    if mark.penalty:
        late = _SENTENCES.text("late", penalty=decimal(mark.penalty), score=decimal(mark.score))
        lines.append(late[lang])
    return "\n\n".join(lines)
