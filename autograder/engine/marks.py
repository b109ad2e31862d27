"""From the outcomes of tests to points: the one place where marks are computed."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.model import Exercise, ExerciseResult, Outcome, TestResult


def exercise_result(
    exercise: Exercise, results: Mapping[str, TestResult], misconceptions: tuple[str, ...] = ()
) -> ExerciseResult:
    """Share the exercise's points among its tests by weight; what has no result scores 0.

    The exercise's outcome is that of its first test that did not pass, in the suite's order; a
    fault of ours anywhere dominates.
    """
    complete = {spec.name: results.get(spec.name, TestResult()) for spec in exercise.tests}
    earned = sum(
        spec.weight for spec in exercise.tests if complete[spec.name].outcome is Outcome.PASSED
    )
    total = sum(spec.weight for spec in exercise.tests)
    outcomes = [result.outcome for result in complete.values()]
    if Outcome.GRADER_ERROR in outcomes:
        outcome = Outcome.GRADER_ERROR
    else:
        outcome = next((o for o in outcomes if o is not Outcome.PASSED), Outcome.PASSED)
    return ExerciseResult(
        score=round(exercise.points * earned / total, 2),
        max_score=float(exercise.points),
        outcome=outcome,
        tests=complete,
        misconceptions=misconceptions,
    )
