"""Nothing hidden is in the feedback of students whose answers are wrong, whatever they tried."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course.part import load_part
from autograder.course.solution import load_solution
from autograder.course.suite import load_suite
from autograder.course.suite_rules import body_of
from autograder.model import ANSWER

from .mini import PART
from .pages import HIDDEN_ANSWER, HIDDEN_INPUT, PRYING, feedback

STUDENTS = ("prying-ours", "prying-nbgraders", "hostile-ours", "hostile-nbgraders")


def _secrets(course: Path) -> Iterator[tuple[str, str]]:
    """Yield what no student may read, each with what it is."""
    part = load_part(course, PART)
    for exercise in part.exercises:
        for line in load_solution(exercise.solution, exercise.name).hidden_lines:
            yield "a line of a solution", line
        suite = load_suite(exercise.suite, exercise.name)
        for test in exercise.tests:
            if not test.visible:
                yield "a name of a hidden test", test.name
                for statement in body_of(suite.test(test.name)):
                    lines = suite.text.splitlines()[statement.lineno - 1 : statement.end_lineno]
                    yield from (("a line of a hidden test", line) for line in lines)
        for misconception in exercise.misconceptions:
            yield "an id of a misconception", misconception.id
            for line in misconception.source.splitlines():
                yield "a line of a misconception", line
    for path in (course / "source").rglob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id", "").startswith(ANSWER):
                yield "a key of the quiz", "".join(cell["source"]).splitlines()[1]
    yield "a hidden input", HIDDEN_INPUT
    yield "an expected value", HIDDEN_ANSWER
    yield "a printed or raised input", "saw [271.8"


def _text(page: str) -> str:
    """Return what a page says, without its style sheets; code is one element a word."""
    body = re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", body))


@pytest.fixture(scope="module")
def secrets(fed_back: Path) -> list[tuple[str, str]]:
    """Return every secret that is neither public, the student's own, nor as short as `return z`."""
    path = fed_back / "release" / "fr" / PART / f"{PART}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    public = "\n".join(["".join(cell["source"]) for cell in cells] + list(PRYING.values()))
    found = ((what, secret.strip()) for what, secret in _secrets(fed_back))
    return [(w, secret) for w, secret in found if len(secret) > 8 and secret not in public]


@pytest.mark.parametrize("student", STUDENTS)
def test_nothing_hidden_is_in_feedback(
    fed_back: Path, secrets: list[tuple[str, str]], student: str
) -> None:
    """No line of tests, solutions and misconceptions, no key, no input and no expected value."""
    text = _text(feedback(fed_back, student))
    assert [(what, secret) for what, secret in secrets if secret in text] == []


@pytest.mark.parametrize("student", ["prying-ours", "prying-nbgraders"])
def test_feedback_says_what_it_should(fed_back: Path, student: str) -> None:
    """The search looks at whole feedback: titles, messages, misconceptions, the wrong option's."""
    page = feedback(fed_back, student)
    assert '<html lang="fr">' in page  # by our exporter, whoever asks nbgrader for it
    text = _text(page)
    for said in (
        "Une valeur à part.",
        "votre code a levé ValueError",
        "(2 sur 2)",
        "Erreur 1 : relisez.",
        "Le carré d'une somme a un terme de plus.",
        "Les poids ont deux indices.",
        "Doubler commute avec l'addition.",
        "raise ValueError(f'saw {x.tolist()}')",  # their own code
    ):
        assert said in text


@pytest.mark.parametrize("student", ["prying-ours", "prying-nbgraders"])
def test_feedback_on_other_answers_stays_hidden(fed_back: Path, student: str) -> None:
    """Of a question only what goes with the answer, and nothing of one without an answer."""
    text = _text(feedback(fed_back, student))
    chosen = {"q-mini-single": ["square"], "q-mini-match": ["weights"]}
    for question in load_part(fed_back, PART).questions:
        options = (*question.options, *question.items)
        hidden = [o.feedback for o in options if o.id not in chosen.get(question.id, ())]
        hidden += [wrong.feedback for wrong in question.wrong]
        hidden += [] if question.id in chosen else [question.explanation]
        assert [said.fr for said in hidden if said.fr and said.fr in text] == []


def test_support_secrets_are_secrets(fed_back: Path, secrets: list[tuple[str, str]]) -> None:
    """There are some of each kind, and they are found where they stand."""
    kinds = {what for what, _ in secrets}
    assert len(kinds) == 9, kinds
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for tree in ("tests", "solutions", "misconceptions")
        for path in (fed_back / tree).rglob("*.py")
    )
    for what, secret in secrets:
        assert secret in text or "key" in what or "saw" in secret, (what, secret)
