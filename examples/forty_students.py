"""A class of forty whose mistakes are known in number, to see a class report, or to check one.

    python examples/forty_students.py COURSE

writes ``COURSE/submitted/STUDENT/PART/PART.ipynb``, to be graded by ``autograder grade``. Who makes
a mistake is drawn, the weaker students more often, by a seeded generator; how many make it is
written below. One more file is no notebook.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sample_class import PART, Pupil, write_notebook

from autograder.course.part import load_part
from autograder.engine.marks import exercise_result
from autograder.model import (
    Exercise,
    ExerciseResult,
    Kind,
    Outcome,
    Part,
    Question,
    QuestionResult,
    Report,
    TestResult,
    Text,
)
from autograder.quiz.grade import expected, failed, grade_answer, right_answer
from autograder.quiz.grade import text as sentence
from autograder.quiz.reading import draw

STUDENTS = """
    adele alban amina anouk basile bilal capucine celeste come diane edgar elisa farid florent
    gabin hanae ilyes iris jeanne joris karima leonie lilian louise malo manon marius nadia
    nino noemie oscar pauline quentin rayan romane salome theo ulysse wendy yanis
""".split()  # noqa: SIM905
BROKEN = "zacharie"
SEED = 5
NOTHING, RAISES, HANGS = "nothing", "raises", "hangs"

# How many students make which mistake; the others solve the exercise.
MISTAKES: dict[str, dict[str, int]] = {
    "neuron": {"products-not-summed": 2, "bias-after-activation": 3},
    "dense_forward": {"slide-transpose": 9, "bias-per-example": 3, "bias-forgotten": 1, NOTHING: 1},
    "collapse_linear_layers": {"layers-in-reading-order": 5, "biases-added-up": 4, NOTHING: 3},
    "relu": {"in-place-relu": 4, "step-function": 1},
    "leaky_relu": {"larger-of-the-two": 7, "another-default-slope": 2, NOTHING: 1},
    "elu": {"overflow-times-zero": 6, "only-the-exponential-scaled": 3, RAISES: 1, NOTHING: 2},
    "sigmoid": {"inf-over-inf": 11, "sigmoid-derivative": 2},
    "softmax": {"no-maximum-subtracted": 12, "over-the-examples": 3, RAISES: 2, NOTHING: 2},
    "binary_cross_entropy": {"log-of-zero": 8, "sum-instead-of-mean": 4, NOTHING: 3},
    "dense_backward": {"bias-gradient-not-summed": 7, "divided-by-batch": 5, NOTHING: 4},
    "network_forward": {"relu-at-the-output": 3, "scores-returned": 2, NOTHING: 5},
    "network_backward": {"mean-forgotten": 6, "hidden-slope-forgotten": 4, RAISES: 3, NOTHING: 9},
    "numerical_gradient": {"one-sided-difference": 8, "vectors-only": 3, HANGS: 1, NOTHING: 5},
    "update_parameters": {"parameters-overwritten": 3, NOTHING: 6},
    "initialize_parameters": {"all-weights-equal": 2, "scaled-by-the-inputs": 5, NOTHING: 8},
}
# The same of questions, by the option chosen, the wrong answer expected or the item mismatched.
WRONG_ANSWERS: dict[str, dict[str, int]] = {
    "q-network-parameters": {"n * h + h": 10, "n + h + 1": 3, NOTHING: 2},
    "q-network-linear-depth": {"polygon": 9, "wave": 4, "closed": 1},
    "q-network-output-activation": {"findings": 8, "temperature": 5, NOTHING: 1},
    "q-network-sigmoid-slopes": {"0.5 ** L": 6, "0.25 * L": 5, "1": 2, NOTHING: 4},
    "q-network-silent-neuron": {"bias": 7, "larger": 6, NOTHING: 3},
    "q-network-gradient-shape": {"(n, h)": 12, "(m, h)": 3, NOTHING: 3},
    "q-network-training-order": {"draw, answer, measure, output, move, hidden": 6, NOTHING: 5},
    "q-network-equal-start": {"frozen": 7, "apart": 3, NOTHING: 4},
}
# Mistakes by which shapes do not fit, so that the first test that they fail ends in an exception.
RAISE_FIRST = ("slide-transpose", "bias-per-example", "layers-in-reading-order", "vectors-only")
RAISING = 'def {name}(*arguments, **options):\n    raise ValueError("je ne sais pas")'
HANGING = "def {name}(*arguments, **options):\n    while True:\n        pass"

Work = dict[str, dict[str, str]]


def draw_work() -> Work:
    """Return what each student makes of each exercise and question; what is not there is right."""
    chance = random.Random(SEED)
    weakness = {student: chance.random() for student in STUDENTS}
    work: Work = {student: {} for student in STUDENTS}
    for name, counts in (MISTAKES | WRONG_ANSWERS).items():
        order = sorted(STUDENTS, key=lambda s: weakness[s] + chance.gauss(0, 0.35), reverse=True)
        mistakes = [mistake for mistake, count in counts.items() for _ in range(count)]
        # The weakest have not started; which of the others makes which mistake is chance.
        made = [mistake for mistake in mistakes if mistake != NOTHING]
        chance.shuffle(made)
        mistakes = [NOTHING] * counts.get(NOTHING, 0) + made
        for student, mistake in zip(order, mistakes, strict=False):
            work[student][name] = mistake
    return work


def response(question: Question, student: str, mistake: str | None) -> Any:
    """Return the answer of ``student``, as data, right without a ``mistake``."""
    numbers = draw(student, question.id, dict(question.parameters))
    right = right_answer(question, numbers)
    match question.kind:
        case _ if mistake is None:
            return right
        case Kind.SINGLE:
            return mistake
        case Kind.MULTIPLE:
            return [*right, mistake]
        case Kind.MATCHING:
            others = [match.id for match in question.matches if match.id != right[mistake]]
            return right | {mistake: others[0]}
    return expected(question, mistake, numbers)


def write_class(course: Path, directory: Path) -> None:
    """Write the notebooks of the class, and a file that is none, into ``directory``."""
    part = load_part(course, PART)
    text = (course / "release" / "fr" / PART / f"{PART}.ipynb").read_text(encoding="utf-8")
    for student, work in draw_work().items():
        pupil = Pupil(part, json.loads(text), student)
        for exercise in part.exercises:
            match work.get(exercise.name):
                case None:
                    pupil.solve(exercise.name)
                case "nothing":
                    pass
                case "raises":
                    pupil.write(exercise.name, RAISING.format(name=exercise.name))
                case "hangs":
                    pupil.write(exercise.name, HANGING.format(name=exercise.name))
                case mistake:
                    pupil.mistake(exercise.name, mistake)
        for question in part.questions:
            mistake = work.get(question.id)
            if mistake != NOTHING:
                pupil.respond(question, repr(response(question, student, mistake)))
        write_notebook(directory, student, json.dumps(pupil.notebook, ensure_ascii=False))
    write_notebook(directory, BROKEN, text[: len(text) // 2])


def declared_reports(part: Part) -> dict[str, Report]:
    """Return the reports that grading makes of the class, from what the course declares.

    `autograder check-course` proves that each misconception fails what it declares.
    """
    return {
        student: Report(
            part=part.name,
            notebook=f"submitted/{student}/{part.name}/{part.name}.ipynb",
            device="cpu",
            isolation="full",
            exercises={e.name: _exercise(e, work.get(e.name)) for e in part.exercises},
            questions={q.id: _question(q, student, work) for q in part.questions},
        )
        for student, work in draw_work().items()
    }


def _exercise(exercise: Exercise, mistake: str | None) -> ExerciseResult:
    outcomes = {NOTHING: Outcome.NOT_IMPLEMENTED, RAISES: Outcome.RAISED, HANGS: Outcome.TIMED_OUT}
    fails = {test.name for test in exercise.tests} if mistake in outcomes else frozenset[str]()
    known = tuple(m for m in exercise.misconceptions if m.id == mistake)
    for misconception in known:
        fails = misconception.fails
    failure = outcomes.get(mistake or "", Outcome.FAILED)
    results = {test.name: TestResult(Outcome.PASSED) for test in exercise.tests}
    for test in (test for test in exercise.tests if test.name in fails):
        results[test.name] = TestResult(failure, Text("(message)", "(message)"), 0.001)
    if mistake in RAISE_FIRST:
        first = next(test.name for test in exercise.tests if test.name in fails)
        results[first] = replace(results[first], outcome=Outcome.RAISED)
    return exercise_result(exercise, results, tuple(m.id for m in known))


def _question(question: Question, student: str, work: Mapping[str, str]) -> QuestionResult:
    if work.get(question.id) == NOTHING:
        return failed(question, Outcome.NOT_IMPLEMENTED, sentence("unanswered"))
    answer = response(question, student, work.get(question.id))
    return grade_answer(question, answer, student, student)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python examples/forty_students.py COURSE")
    root = Path(sys.argv[1]).resolve()
    write_class(root, root / "submitted")
    print(f"{len(STUDENTS)} submissions, and one that is no notebook, in {root / 'submitted'}")
