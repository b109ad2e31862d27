"""Compute marks again from outcomes that are kept: for other points and weights."""

from __future__ import annotations

from dataclasses import replace

from autograder.engine.marks import exercise_result
from autograder.model import Part, Question, QuestionResult, Report
from autograder.quiz.grade import points_for


def remark(report: Report, part: Part, student: str) -> Report:
    """Return ``report``, of a submission of ``student``, with the marks that ``part`` gives now."""
    exercises = {}
    for exercise in part.exercises:
        kept = report.exercises[exercise.name]
        marked = exercise_result(exercise, kept.tests, kept.misconceptions)
        exercises[exercise.name] = replace(marked, causes=kept.causes)
    questions = {q.id: _question(q, report.questions[q.id], student) for q in part.questions}
    return replace(report, exercises=exercises, questions=questions)


def _question(question: Question, kept: QuestionResult, student: str) -> QuestionResult:
    earned = 0.0 if kept.answer is None else points_for(question, kept.answer, student)
    return replace(kept, score=earned, max_score=question.points)
