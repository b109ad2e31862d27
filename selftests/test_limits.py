"""Limits that concern a whole submission, not one call."""

from __future__ import annotations

from pathlib import Path

from autograder.engine.pool import Engine
from autograder.engine.subject import Subject
from autograder.model import Isolation
from selftests import whole_course as course_of

PATIENT = """
import time
import torch

def relu(z):
    time.sleep(0.6)
    return z.clamp(min=0)
"""


def test_calls_that_each_answer_in_time_do_not_add_up_without_end(tmp_path: Path) -> None:
    """With 2 s a submission, right answers that take 0.6 s each are not all waited for."""
    course = course_of.copy_course(tmp_path)
    lesson = course / "lessons" / course_of.PART / "part.toml"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("[limits]\n", "[limits]\nsubmission_seconds = 2.0\n"), "utf-8")
    engine = Engine(course, [course_of.PART], Isolation.FULL)
    try:
        subject = Subject.from_code("relu", PATIENT)
        answer = engine.grade(course_of.PART, subject, ["relu"], diagnose=False)
    finally:
        engine.close()
    result = answer["exercises"]["relu"]
    outcomes = [test["outcome"] for test in result["tests"].values()]
    assert outcomes[0] == "PASSED"
    assert outcomes[-1] == "TIMED_OUT"
    assert 0 < result["score"] < result["max_score"]
    assert answer["errors"] == []
