"""A class whose results are known from its text, for what a second run does with what it finds.

No engine, no sandbox, no gradebook: a cell that says `fails TEST` fails that test.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from autograder.build.notebook import build_source
from autograder.course.part import load_part
from autograder.engine.marks import exercise_result
from autograder.engine.subject import Subject
from autograder.gradebook import fastpath
from autograder.gradebook.mark import Mark
from autograder.gradebook.plan import Plan, plan_class
from autograder.gradebook.run import Run
from autograder.gradebook.submission import Graded
from autograder.model import Exercise, ExerciseResult, Isolation, Kind, Outcome, TestResult
from autograder.quiz.grade import grade_answer, right_answer
from autograder.quiz.reading import draw

from .mini import PART, write_course
from .stand_in import StandIn

NAME = f"{PART}/{PART}.ipynb"


def write_class_course(root: Path) -> Path:
    """Write the miniature course with its notebooks, and hand in what three students did."""
    write_course(root)
    for tree in ("source", "release"):
        build(root, tree)
    hand_in(root, "ann", "")
    hand_in(root, "bob", "# fails test_sign")
    hand_in(root, "eve", "# fails test_random_values", "en")
    return root


def build(root: Path, tree: str = "source") -> None:
    """Make the French notebook of a generated tree."""
    path = root / tree / "fr" / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(build_source(load_part(root, PART), "fr"))


def hand_in(root: Path, student: str, code: str, lang: str = "fr") -> Path:
    """Write what ``student`` hands in: ``code`` is the cell of each exercise."""
    notebook = json.loads((root / "source" / "fr" / NAME).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = code if cell["id"] in ("double", "mean") else "".join(cell["source"])
    notebook["metadata"]["autograder"]["lang"] = lang
    path = root / "submitted" / student / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


@dataclass
class Class:
    """A course whose grading is noted: whom workers were asked about, and what was recorded."""

    root: Path
    pools: int = 0
    asked: list[tuple[str, tuple[str, ...] | None]] = field(default_factory=list)
    recorded: list[Mark] = field(default_factory=list)

    def run(self, force: bool = False, exercises: Sequence[str] = (), **about: str) -> Run:
        """Return a run of `autograder grade`."""
        level = Isolation(about.get("isolation", "full"))
        device, lang = about.get("device", "cpu"), about.get("lang", "fr")
        part = load_part(self.root, PART)
        return Run(self.root, part, lang, level, device, force, exercises=tuple(exercises))

    def plans(self, *students: str, **options: Any) -> dict[str, Plan]:
        """Return what a run would do, by student."""
        names = students or fastpath.students(self.root, PART)
        return {plan.student: plan for plan in plan_class(self.run(**options), names)}

    def grade(self, *students: str, **options: Any) -> dict[str, Graded]:
        """Grade as the command does."""
        run, names = self.run(**options), students or fastpath.students(self.root, PART)
        graded = fastpath.grade_class(run, list(plan_class(run, names)), 2)
        return {one.student: one for one in graded}

    def edit(self, name: str, old: str, new: str) -> None:
        """Change one place of a file of the course."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def written(self) -> dict[str, bytes]:
        """Return every file that grading writes."""
        places = [self.root / tree for tree in ("reports", "autograded")]
        files = (path for place in places for path in place.rglob("*") if path.is_file())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in files}

    def install(self, patch: pytest.MonkeyPatch) -> Class:
        """Stand for the workers and for the gradebook, and return itself."""
        patch.setattr(fastpath, "Pool", lambda *_: Answering(self))
        patch.setattr(fastpath, "register", lambda _: None)
        patch.setattr(fastpath, "record", lambda _, marks: setattr(self, "recorded", marks))
        return self


class Answering(StandIn):
    """A pool, and its one engine."""

    def __init__(self, of: Class) -> None:
        """Answer for one class."""
        self._class = of
        of.pools += 1

    def grade(
        self,
        name: str,
        subject: Subject,
        exercises: Sequence[str] | None = None,
        student: str = "",
    ) -> dict[str, Any]:
        """Answer as a worker does, without the questions when only some exercises are asked for."""
        only = None if exercises is None else tuple(exercises)
        self._class.asked.append((student, only))
        part = load_part(self._class.root, name)
        code = {cell.id: cell.source for cell in subject.cells}
        ran = [e for e in part.exercises if only is None or e.name in only]
        questions = {}
        for question in part.questions if only is None else ():
            numbers = draw(student, question.id, dict(question.parameters))
            answer = right_answer(question, numbers)
            if question.kind is Kind.MULTIPLE:
                answer = answer[:1]  # half of what is right
            result = grade_answer(question, answer, student, student)
            questions[question.id] = json.loads(json.dumps(result.to_json()))
        return {
            "exercises": {e.name: _result(e, code[e.name]).to_json() for e in ran},
            "questions": questions,
            "outputs": {str(cell.index): copy.deepcopy(PRINTED) for cell in subject.cells},
            "calls": {"mean": ["double"]} if student == "eve" else {},
            "printed": {"double/test_sign": "hello\n"} if "double" in {e.name for e in ran} else {},
            "errors": [],
        }


PRINTED = [{"output_type": "stream", "name": "stdout", "text": "hello\n"}]


def _result(exercise: Exercise, code: str) -> ExerciseResult:
    outcomes = {
        spec.name: Outcome.FAILED if f"fails {spec.name}" in code else Outcome.PASSED
        for spec in exercise.tests
    }
    return exercise_result(exercise, {name: TestResult(o) for name, o in outcomes.items()})
