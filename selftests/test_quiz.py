"""Quizzes: answers are read with good will, graded by the engine, and their keys never leave it."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from autograder.build.trees import build
from autograder.course.leaks import leak_problems
from autograder.course.part import load_part
from autograder.course.quizfile import load_quiz
from autograder.engine.pool import Engine
from autograder.engine.subject import Subject
from autograder.gradebook.grade import grade_notebook
from autograder.model import LANGUAGES, Isolation, Outcome, Question, Report
from autograder.quiz.expression import evaluate
from autograder.quiz.grade import grade_answer
from autograder.quiz.reading import Malformed, draw, read_answer

from .mini import PART, ROOT, write_course

QUESTIONS = {q.id: q for q in load_quiz(ROOT / "selftests" / "mini_quiz.toml")}
ONE = [1, 1.0, "1", " 1,0 ", "1.000", np.float64(1), np.int64(1), torch.tensor(1), [1]]
NOT_A_NUMBER = [True, "one", "", None, float("nan"), float("inf"), "nan", [1, 2], {}, 10**400]


@pytest.mark.parametrize("value", ONE, ids=repr)
def test_every_spelling_of_one_is_the_number_one(value: Any) -> None:
    """Python, numpy and torch numbers, and text with a point or a French comma."""
    assert read_answer("numeric", value) == 1.0


@pytest.mark.parametrize("value", NOT_A_NUMBER, ids=repr)
def test_what_is_no_number_is_refused(value: Any) -> None:
    """A text, a truth value, nothing, infinity: none of them is an answer."""
    with pytest.raises(Malformed):
        read_answer("numeric", value)


@pytest.mark.parametrize(
    "value",
    [(5, 3), [5, 3], torch.Size([5, 3]), "(5, 3)", "5,3", "[5, 3]", np.array([5, 3]), (5.0, 3.0)],
    ids=repr,
)
def test_every_spelling_of_a_shape(value: Any) -> None:
    """Tuples, lists, torch.Size, arrays and text."""
    assert read_answer("shape", value) == [5, 3]


@pytest.mark.parametrize("value", [5, "five", (5, -3), (2.5, 3), (), None, [(5, 3)]], ids=repr)
def test_what_is_no_shape_is_refused(value: Any) -> None:
    """A number alone is not a shape: `(5,)` is."""
    with pytest.raises(Malformed):
        read_answer("shape", value)
    assert read_answer("shape", "(5,)") == [5]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("single", "squar"),
        ("single", ["square", "twice"]),
        ("single", 2),
        ("multiple", ["square", "square"]),
        ("multiple", "cube"),
        ("ordering", ["square", "twice"]),
        ("ordering", "square"),
        ("matching", {"square": "twice"}),
        ("matching", ["square"]),
    ],
)
def test_choices_of_another_form_are_refused(kind: str, value: Any) -> None:
    """A misspelt option, a list for a single choice, an order that leaves something out."""
    ids: Any = ["square", "twice", "plus-one"]
    with pytest.raises(Malformed):
        read_answer(kind, value, [ids, ids] if kind == "matching" else ids)


def test_numbers_follow_from_the_student_and_differ_between_students() -> None:
    """The same student gets the same numbers again; a class gets all of them."""
    parameters = {"n": [28, 31, 37], "k": [3, 5]}
    first = [draw(f"student{n}", "q-mini-weights", parameters) for n in range(100)]
    again = [draw(f" Student{n} ", "q-mini-weights", parameters) for n in range(100)]
    assert first == again
    assert len({tuple(d.values()) for d in first}) == 6
    assert first[:20] != [draw(f"student{n}", "q-mini-shape", parameters) for n in range(20)]


def result(question: Question, value: Any, student: str = "camille") -> tuple[float, str]:
    """Return the fraction of the points, and the English message."""
    graded = grade_answer(question, value, student, "")
    return round(graded.score / question.points, 4), graded.message.en


def test_a_seeded_answer_is_right_for_its_student_alone() -> None:
    """Right, wrong in a known way, wrong in another: each is said; the draw decides."""
    question = QUESTIONS["q-mini-weights"]
    numbers = draw("camille", question.id, dict(question.parameters))
    n, k = numbers["n"], numbers["k"]
    assert result(question, n * k) == (1.0, f"Right. {question.explanation.en}")
    points, message = result(question, str(n + k))
    assert points == 0
    assert "You added the two numbers." in message
    assert f"n = {n}, k = {k}" in message
    assert grade_answer(question, n + k, "camille", "").misconceptions == ("double-plus-1",)
    assert "You added" not in result(question, n * k + 1)[1]
    other = next(s for s in "abcdef" if draw(s, question.id, dict(question.parameters)) != numbers)
    assert result(question, n * k, other)[0] == 0
    assert "another student id" in grade_answer(question, n * k, other, "camille").message.en


def test_partial_credit_is_what_the_notebook_says() -> None:
    """Each wrong tick costs a right one; each right pair earns its share; an order is whole."""
    multiple = QUESTIONS["q-mini-multiple"]
    assert result(multiple, ["three", "five"])[0] == 1
    assert result(multiple, ["three"])[0] == 0.5
    assert result(multiple, ["three", "five", "four"])[0] == 0.5
    assert result(multiple, ["four"])[0] == 0
    assert "Four is two times two." in result(multiple, ["four", "three"])[1]
    match = QUESTIONS["q-mini-match"]
    assert result(match, {"weights": "matrix", "biases": "number"})[0] == 0.5
    assert "single index" in result(match, {"weights": "matrix", "biases": "number"})[1]
    order = QUESTIONS["q-mini-order"]
    assert result(order, ["forward", "cost", "backward"])[0] == 1
    assert "The cost compares" in result(order, ["cost", "forward", "backward"])[1]
    assert result(order, ["backward", "cost", "forward"])[0] == 0


def test_a_malformed_answer_says_what_was_expected() -> None:
    """The message repeats the form that the notebook asks for."""
    graded = grade_answer(QUESTIONS["q-mini-single"], "twise", "camille", "")
    assert (graded.score, graded.outcome) == (0.0, Outcome.FAILED)
    assert '"square", "twice", "plus-one"' in graded.message.en
    assert '"square", "twice", "plus-one"' in graded.message.fr


def test_expressions_are_arithmetic_and_nothing_else() -> None:
    """Answers are computed from parameters and a few functions."""
    assert evaluate("(n - k) // 2 + 1 if n > k else sqrt(k)", {"n": 7, "k": 3}) == 3
    for hostile in ("__import__('os')", "(1).real", "[x for x in (1,)]", "m + 1", "n +", "1 / 0"):
        with pytest.raises(ValueError, match="`"):
            evaluate(hostile, {"n": 7})


# --- from the notebook to the mark ----------------------------------------------------------------


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built miniature course that no test changes."""
    course = write_course(tmp_path_factory.mktemp("quiz"))
    build(course, [PART], LANGUAGES)
    return course


@pytest.fixture(scope="module")
def engine(course: Path) -> Iterator[Engine]:
    """One worker for the tests of this file."""
    engine = Engine(course, [PART], Isolation.FULL)
    yield engine
    engine.close()


def notebook(course: Path, tree: str, answers: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the French notebook with the answer cells of some questions replaced."""
    path = course / tree / "fr" / PART / f"{PART}.ipynb"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in found["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", cell["id"])
        cell["source"] = (answers or {}).get(name, "".join(cell["source"]))
    return found


def graded(
    course: Path,
    engine: Engine,
    tree: str,
    answers: dict[str, str] | None = None,
    student: str = "",
) -> Report:
    """Return the report of :func:`notebook`."""
    part = load_part(course, PART)
    return grade_notebook(engine, part, notebook(course, tree, answers), "fr", PART, student)


@pytest.mark.parametrize("student", ["", "camille", "nadia"])
def test_the_instructors_notebook_gets_all_points(
    course: Path, engine: Engine, student: str
) -> None:
    """The key in `source/` is right, for whoever's numbers."""
    report = graded(course, engine, "source", student=student)
    assert report.score == report.max_score == 20
    assert {q.outcome for q in report.questions.values()} == {Outcome.PASSED}


def test_the_release_waits_for_answers(course: Path, engine: Engine) -> None:
    """An ellipsis is no answer: no points, and not counted as wrong."""
    report = graded(course, engine, "release")
    assert list(report.questions) == list(QUESTIONS)
    assert {q.outcome for q in report.questions.values()} == {Outcome.NOT_IMPLEMENTED}
    assert report.score == 0


def test_bad_answers_cost_their_own_question_alone(course: Path, engine: Engine) -> None:
    """Code that raises, hangs, dies or answers with an object leaves the others their points."""
    answers = {
        "answer-q-mini-weights": "answers['q-mini-weights'] = 1 / 0",
        "answer-q-mini-shape": "answers['q-mini-shape'] = object()",
        "answer-q-mini-single": "answers['q-mini-single'] = 'TWICE '",
        "answer-q-mini-multiple": "answers['q-mini-multiple'] = {'three', 'five'}",
        "answer-q-mini-order": "import os; os._exit(0)",
        "answer-q-mini-match": "answers['q-mini-match'] = 3",
    }
    report = graded(course, engine, "source", answers)
    outcomes = {name: (q.score, q.outcome) for name, q in report.questions.items()}
    assert outcomes == {
        "q-mini-weights": (0, Outcome.RAISED),
        "q-mini-shape": (0, Outcome.FAILED),
        "q-mini-single": (0.5, Outcome.PASSED),
        "q-mini-multiple": (0.5, Outcome.PASSED),
        "q-mini-order": (0, Outcome.CRASHED),
        "q-mini-match": (0, Outcome.FAILED),
    }
    assert report.gradable
    assert report.score == 18
    assert "ZeroDivisionError" in report.questions["q-mini-weights"].message.fr


@pytest.mark.parametrize("code", ["answers = None", "del answers", "answers.get = print"])
def test_a_lost_answer_book_costs_points_and_nothing_else(
    course: Path, engine: Engine, code: str
) -> None:
    """Whatever became of `answers`, there is a report."""
    report = graded(course, engine, "source", {"answer-q-mini-match": code})
    assert report.gradable
    assert report.questions["q-mini-match"].score == 0


def test_numbers_are_those_of_who_submits(course: Path, engine: Engine) -> None:
    """A notebook that claims another id is graded with the numbers of its own."""
    question = QUESTIONS["q-mini-weights"]
    parameters = dict(question.parameters)
    mine = draw("camille", question.id, parameters)
    friend = next(s for s in "abcdef" if draw(s, question.id, parameters) != mine)
    claim = {"student-id": f"student_id = '{friend}'"}
    assert graded(course, engine, "source", claim).questions[question.id].score == 0.5
    report = graded(course, engine, "source", claim, student="camille")
    assert report.questions[question.id].score == 0
    assert "autre identifiant" in report.questions[question.id].message.fr


def test_grading_twice_gives_the_same_answers(course: Path, engine: Engine) -> None:
    """A regrade finds the same numbers and the same marks."""
    first, second = (graded(course, engine, "source", student="nadia") for _ in range(2))
    assert first.to_json()["questions"] == second.to_json()["questions"]


def test_the_grading_cell_shows_the_mark_and_the_reason(course: Path, engine: Engine) -> None:
    """nbgrader reads the mark from the first result, a plain number."""
    filled = notebook(
        course, "source", {"answer-q-mini-single": "answers['q-mini-single'] = 'square'"}
    )
    grade_notebook(engine, load_part(course, PART), filled, "fr", PART)
    (cell,) = [c for c in filled["cells"] if c["id"] == "grade-q-mini-single"]
    shown, mark = cell["outputs"]
    assert mark["data"]["text/plain"] == "0.0"
    assert "Le carré d&#x27;une somme" in shown["data"]["text/html"]
    assert "Doubler commute" in shown["data"]["text/plain"]


def test_no_key_reaches_the_release(course: Path, tmp_path: Path) -> None:
    """Feedback, explanations and answers stay in the instructors' tree; a leak is reported."""
    part = load_part(course, PART)
    assert leak_problems(course, part) == []
    path = course / "release" / "en" / PART / f"{PART}.ipynb"
    released = path.read_text(encoding="utf-8")
    for text in [t.en for q in part.questions for t in q.said_after] + ["lambda", "n * k"]:
        assert json.dumps(text)[1:-1] not in released
    for leak in ('answers["q-mini-single"] = "twice"', "The square of a sum has one more term."):
        broken = copy.deepcopy(json.loads(released))
        (cell,) = [c for c in broken["cells"] if c["id"] == "answer-q-mini-single"]
        cell["source"] = leak if leak.startswith("answers") else cell["source"]
        broken["cells"][0]["source"] = leak
        other = tmp_path / "release" / "en" / PART / f"{PART}.ipynb"
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text(json.dumps(broken), encoding="utf-8")
        assert leak_problems(tmp_path, part) != []


def test_the_notebook_reads_answers_as_the_engine_does(course: Path) -> None:
    """Tools in the notebook are the engine's own: what the check accepts is what is graded."""
    text = {
        cell["id"]: "".join(cell["source"])
        for cell in notebook(course, "release")["cells"]
        if cell["cell_type"] == "code"
    }
    space: dict[str, Any] = {}
    exec(text["setup-quiz"], space)
    exec("student_id = 'camille'", space)
    exec(text["numbers-q-mini-weights"], space)
    question = QUESTIONS["q-mini-weights"]
    assert space["mine"][question.id] == draw("camille", question.id, dict(question.parameters))
    for value in [*ONE, *NOT_A_NUMBER, Fraction(1, 3)]:
        ours = theirs = None
        with contextlib.suppress(Malformed):
            ours = read_answer("numeric", value)
        with contextlib.suppress(space["Malformed"]):
            theirs = space["read_answer"]("numeric", value)
        assert ours == theirs


def test_check_cells_say_whether_an_answer_is_well_formed(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not answered, malformed, well formed: three sentences, and none says right or wrong."""
    text = {c["id"]: "".join(c["source"]) for c in notebook(course, "release")["cells"]}
    space: dict[str, Any] = {}
    exec(text["setup-quiz"], space)
    for answer, sign in (
        ("...", "Pas encore"),
        ("'twise'", "✘"),
        ("'twice'", "✔"),
        ("'square'", "✔"),
    ):
        exec(f"answers['q-mini-single'] = {answer}", space)
        exec(text["check-q-mini-single"], space)
        assert sign in capsys.readouterr().out


def test_a_subset_of_the_exercises_has_no_quiz(course: Path, engine: Engine) -> None:
    """`check-course` asks for one exercise at a time: its quiz is not graded with it."""
    subject = Subject.from_notebook(notebook(course, "source"))
    assert engine.grade(PART, subject, ["mean"])["questions"] == {}
