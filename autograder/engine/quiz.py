"""Fetch a notebook's answers from its sandbox, one question at a time, and grade them.

One question that cannot be answered for - a cell that raises, an object that is no data, a process
that dies - costs the others nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograder.engine.redact import identifier
from autograder.engine.session import SubjectSession
from autograder.engine.student import driver_source, ended_text
from autograder.model import ANSWER, Limits, Outcome, Question, QuestionResult
from autograder.quiz.grade import failed, grade_answer, text
from autograder.sandbox.sandbox import SandboxEnded, run_request


def grade_questions(
    session: SubjectSession, questions: Sequence[Question], limits: Limits, student: str
) -> dict[str, QuestionResult]:
    """Return the result of every question, by id."""
    if not questions:
        return {}
    try:
        declared = _ask(session, declared_id)
    except SandboxEnded:
        declared = ["raised"]
    match declared:
        case ["value", str(name)]:
            return {q.id: _grade(session, q, limits, student, name) for q in questions}
    return {q.id: _grade(session, q, limits, student, "") for q in questions}


def answer_to(module: Any, question: str) -> list[Any]:
    """Return the answer as a list, empty when there is none. Runs beside the student's code."""
    value = module.answers.get(question, ...)
    if isinstance(value, (set, frozenset)):
        value = list(value)
    return [] if value is ... else [value]


def declared_id(module: Any) -> str:
    """Return the student id that the notebook gives itself. Runs beside the student's code."""
    return str(module.student_id)


def question_requests(questions: Sequence[Question]) -> Iterator[list[Any]]:
    """Yield the requests that grading ``questions`` makes, in this order."""
    if questions:
        yield run_request(driver_source(declared_id), declared_id.__name__, (), 0)
    for question in questions:
        yield run_request(driver_source(answer_to), answer_to.__name__, (question.id,), 0)


def _ask(session: SubjectSession, driver: Any, *args: Any) -> Any:
    source = driver_source(driver)
    return session.request(lambda box: box.run(source, driver.__name__, args, 0))


def _grade(
    session: SubjectSession, question: Question, limits: Limits, student: str, declared: str
) -> QuestionResult:
    try:
        reply = _ask(session, answer_to, question.id)
    except SandboxEnded as ended:
        return failed(question, ended.outcome, ended_text(ended.outcome, limits))
    error = session.failed_cells.get(ANSWER + question.id)
    if error is not None and "outcome" in error:
        return failed(question, error["outcome"], ended_text(error["outcome"], limits))
    if error is not None and error.get("ename") != "NotImplementedError":
        name = identifier(error.get("ename"))
        return failed(question, Outcome.RAISED, text("cell-failed", error=name))
    match reply:
        case ["value", [value]]:
            return grade_answer(question, value, student, declared)
        case ["value", []] | ["missing", _]:
            return failed(question, Outcome.NOT_IMPLEMENTED, text("unanswered"))
    return failed(question, Outcome.FAILED, text("unreadable"))
