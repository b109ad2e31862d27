"""Prove the suites of a part: solutions pass, stubs do nothing, misconceptions fail as declared.

The dynamic half of ``check-course``. Every subject goes through the same sandbox and the same
suites as a submission. The kill matrix says which misconception fails which test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.engine.pool import Engine
from autograder.engine.results import questions_from_json, results_from_json
from autograder.engine.subject import Subject
from autograder.gradebook.intake import read_notebook
from autograder.model import LANGUAGES, Exercise, ExerciseResult, Outcome, Part

# Each row of the kill matrix: the misconception's id and the tests that it fails.
Matrix = dict[str, dict[str, frozenset[str]]]


@dataclass
class Proof:
    """What running the suites of one part showed."""

    problems: list[str] = field(default_factory=list)
    matrix: Matrix = field(default_factory=dict)


def prove(course: Path, part: Part, engine: Engine) -> Proof:
    """Run the suites of ``part`` against all that its authors wrote, and its release."""
    proof = Proof()
    for exercise in part.exercises:
        proof.problems += _solution_problems(engine, part, exercise)
        results = {m.id: _grade(engine, part, exercise, m.source) for m in exercise.misconceptions}
        proof.matrix[exercise.name] = {
            name: frozenset(
                test for test, t in result.tests.items() if t.outcome is not Outcome.PASSED
            )
            for name, result in results.items()
        }
        proof.problems += list(_matrix_problems(exercise, proof.matrix[exercise.name]))
        proof.problems += _diagnosis_problems(exercise, results)
    for lang in LANGUAGES:
        proof.problems += _release_problems(course, part, lang, engine)
        proof.problems += _key_problems(course, part, lang, engine)
    return proof


def _grade(engine: Engine, part: Part, exercise: Exercise, source: str) -> ExerciseResult:
    subject = Subject.from_code(exercise.name, source)
    answer = engine.grade(part.name, subject, [exercise.name])
    return results_from_json(answer["exercises"])[exercise.name]


def _solution_problems(engine: Engine, part: Part, exercise: Exercise) -> list[str]:
    result = _grade(engine, part, exercise, exercise.solution.read_text(encoding="utf-8"))
    return [
        f"{exercise.suite.name}: {name} is {test.outcome} on the solution ({test.message.en}). "
        f"Repair {exercise.solution.name} or the test."
        for name, test in result.tests.items()
        if test.outcome is not Outcome.PASSED
    ]


def _matrix_problems(exercise: Exercise, matrix: dict[str, frozenset[str]]) -> Iterator[str]:
    place = f"misconceptions/{exercise.part}/{exercise.name}.py"
    for misconception in exercise.misconceptions:
        failed, declared = matrix[misconception.id], misconception.fails
        if not failed:
            yield f"{place}: {misconception.id} survives all tests. Write a test that catches it."
        elif failed != declared:
            extra, missing = sorted(failed - declared), sorted(declared - failed)
            yield (
                f"{place}: {misconception.id} fails {', '.join(sorted(failed))}; "
                f"its `fails` should gain {extra} and lose {missing}."
            )
    for test in exercise.tests:
        if not test.visible and not any(test.name in failed for failed in matrix.values()):
            yield (
                f"{exercise.suite.name}: no misconception fails {test.name}. "
                "Write the mistake that it is there for, or delete it."
            )


def _diagnosis_problems(exercise: Exercise, results: dict[str, ExerciseResult]) -> list[str]:
    problems = []
    for misconception in exercise.misconceptions:
        found = results[misconception.id].misconceptions
        if found != (misconception.id,) and misconception.fails:
            problems.append(
                f"misconceptions/{exercise.part}/{exercise.name}.py: {misconception.id} is "
                f"diagnosed as {', '.join(found) or 'nothing'}. "
                "Write a test on which the two differ."
            )
    return problems


def _release_problems(course: Path, part: Part, lang: str, engine: Engine) -> list[str]:
    """Check that nothing but the stubs fails in the notebook as students get it."""
    path = course / "release" / lang / part.name / f"{part.name}.ipynb"
    if not path.is_file():
        return [f"{path.relative_to(course)} is missing. Run `autograder build {part.name}`."]
    notebook = read_notebook(path)
    subject = Subject.from_notebook(notebook)
    answer = engine.grade(part.name, subject)
    problems = [
        f"{path.relative_to(course)}: {name}/{test} is {result.outcome} on the stub, not "
        "NOT_IMPLEMENTED. Repair the stub or the test."
        for name, exercise in results_from_json(answer["exercises"]).items()
        for test, result in exercise.tests.items()
        if result.outcome is not Outcome.NOT_IMPLEMENTED
    ]
    problems += [
        f"{path.relative_to(course)}: question {name} is {result.outcome} as released, not "
        f"NOT_IMPLEMENTED. Run `autograder build {part.name}`."
        for name, result in questions_from_json(answer["questions"]).items()
        if result.outcome is not Outcome.NOT_IMPLEMENTED
    ]
    for cell in subject.cells:
        for output in answer["outputs"].get(str(cell.index), []):
            if output.get("output_type") == "error":
                problems.append(
                    f"{path.relative_to(course)}: cell {cell.id} raises {output['ename']} as "
                    "released. Only exercises may be unfinished: repair the lesson."
                )
    return problems


def _key_problems(course: Path, part: Part, lang: str, engine: Engine) -> list[str]:
    """Check that the instructors' notebook answers every question rightly."""
    if not part.questions:
        return []
    path = course / "source" / lang / part.name / f"{part.name}.ipynb"
    answer = engine.grade(part.name, Subject.from_notebook(read_notebook(path)))
    return [
        f"lessons/{part.name}/quiz.toml: the key of {name} is {result.outcome} "
        f"({result.message.en}) Correct the question."
        for name, result in questions_from_json(answer["questions"]).items()
        if result.outcome is not Outcome.PASSED
    ]
