"""Results as they were before a worker sent them, or a report kept them, as JSON."""

from __future__ import annotations

from typing import Any

from autograder.model import ExerciseResult, Outcome, QuestionResult, TestResult, Text


def results_from_json(exercises: dict[str, Any]) -> dict[str, ExerciseResult]:
    """Rebuild the exercise results that a worker sent."""
    return {
        name: ExerciseResult(
            score=data["score"],
            max_score=data["max_score"],
            outcome=Outcome(data["outcome"]),
            tests={
                test: TestResult(Outcome(t["outcome"]), Text(**t["message"]), t["seconds"])
                for test, t in data["tests"].items()
            },
            misconceptions=tuple(data["misconceptions"]),
            causes=tuple(data.get("causes", ())),  # reports of before have none
        )
        for name, data in exercises.items()
    }


def questions_from_json(questions: dict[str, Any]) -> dict[str, QuestionResult]:
    """Rebuild the results of questions that a worker sent, or a report holds."""
    return {
        name: QuestionResult(
            score=data["score"],
            max_score=data["max_score"],
            outcome=Outcome(data["outcome"]),
            message=Text(**data["message"]),
            answer=data["answer"],
            misconceptions=tuple(data["misconceptions"]),
        )
        for name, data in questions.items()
    }
