"""What students read before any number is compared, and when there is none, in both languages."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch

from autograder.engine import messages, redact
from autograder.engine.comparing import Mismatch, assert_close, assert_unchanged, unpack
from autograder.engine.pool import Engine
from autograder.engine.subject import Cell, Subject
from autograder.model import LANGUAGES, Isolation, Outcome

from .mini import PART, write_course

WANTED = torch.zeros(5, 3)
CHECKS: dict[str, tuple[Callable[[], Any], str, str]] = {
    "transposed": (
        lambda: assert_close(torch.zeros(3, 5), WANTED, what="dw"),
        "dw : le résultat devrait être de forme (5, 3), mais il est de forme (3, 5) : "
        "est-il transposé ?",
        "dw: the result should have shape (5, 3), but it has shape (3, 5): is it transposed?",
    ),
    "shape": (
        lambda: assert_close(torch.zeros(5), WANTED),
        "le résultat devrait être de forme (5, 3), mais il est de forme (5,).",
        "the result should have shape (5, 3), but it has shape (5,).",
    ),
    "square, so not transposed": (
        lambda: assert_close(torch.eye(2) + 1, torch.eye(2)),
        "des valeurs diffèrent de celles attendues (4 sur 4).",
        "some values differ from the expected ones (4 of 4).",
    ),
    "dtype": (
        lambda: assert_close(WANTED.double(), WANTED),
        "le résultat devrait être de dtype torch.float32, mais il est de dtype torch.float64.",
        "the result should have dtype torch.float32, but it has dtype torch.float64.",
    ),
    "device": (
        lambda: assert_close(WANTED.to("meta"), WANTED),
        "le résultat devrait être sur cpu, mais il est sur meta.",
        "the result should be on cpu, but it is on meta.",
    ),
    "type": (
        lambda: assert_close(None, WANTED),
        "le résultat devrait être de type torch.Tensor, mais il est de type None.",
        "the result should be of type torch.Tensor, but it is of type None.",
    ),
    "type of a number": (
        lambda: assert_close("1", 1.0),
        "le résultat devrait être de type float, mais il est de type str.",
        "the result should be of type float, but it is of type str.",
    ),
    "dtype of an array": (
        lambda: assert_close(np.zeros(2, int), np.zeros(2)),
        "le résultat devrait être de dtype float64, mais il est de dtype int64.",
        "the result should have dtype float64, but it has dtype int64.",
    ),
    "NaN and infinity": (
        lambda: assert_close(torch.tensor([1.0, torch.nan, torch.inf]), torch.ones(3)),
        "le résultat contient des NaN ou des infinis là où il faut des nombres (2 sur 3).",
        "the result has NaN or infinite values where there should be numbers (2 of 3).",
    ),
    "results": (
        lambda: unpack(WANTED, ("dx", "dw")),
        "la fonction devrait renvoyer dx, dw, mais elle renvoie une valeur de type torch.Tensor.",
        "the function should return dx, dw, but it returns a value of type torch.Tensor.",
    ),
    "argument": (
        lambda: assert_unchanged(WANTED, WANTED + 1, "x"),
        "x : la fonction modifie son argument ; elle doit travailler sur une copie.",
        "x: the function changes its argument; it must work on a copy.",
    ),
}


@pytest.mark.parametrize("check", CHECKS)
def test_before_the_numbers(check: str) -> None:
    """The first thing that is wrong, in a sentence that names what was expected and what came."""
    compare, french, english = CHECKS[check]
    with pytest.raises(Mismatch) as caught:
        compare()
    assert (caught.value.text.fr, caught.value.text.en) == (french, english)


DOUBLE = "def double(x):\n    {}\n"
ENDINGS: dict[str, tuple[str, Outcome, str, str]] = {
    "not implemented": (
        DOUBLE.format("raise NotImplementedError()"),
        Outcome.NOT_IMPLEMENTED,
        "l'exercice n'est pas encore fait (NotImplementedError).",
        "the exercise has not been done yet (NotImplementedError).",
    ),
    "raised, by way of a library": (
        DOUBLE.format("y = 2 * x\n    return torch.reshape(y, (5, 5))  # so"),
        Outcome.RAISED,
        "votre code a levé RuntimeError à la ligne 3 de la cellule, "
        "« return torch.reshape(y, (5, 5))  # so ».",
        "your code raised RuntimeError on line 3 of its cell, "
        "“return torch.reshape(y, (5, 5))  # so”.",
    ),
    "renamed": (
        "def twice(x):\n    return 2 * x\n",
        Outcome.NOT_IMPLEMENTED,
        "aucune fonction « double » n'est définie dans le notebook. L'avez-vous renommée ou "
        "effacée ?",
        "no function “double” is defined in the notebook. Was it renamed or deleted?",
    ),
    "a cell that does not run": (
        "def double(x)\n    return 2 * x\n",
        Outcome.RAISED,
        "la cellule de « double » ne s'exécute pas : SyntaxError à la ligne 1 de la cellule, "
        "« def double(x) ».",
        "the cell of “double” does not run: SyntaxError on line 1 of its cell, “def double(x)”.",
    ),
    "too slow": (
        DOUBLE.format("while True:\n        x = x + 1"),
        Outcome.TIMED_OUT,
        "pas de réponse après 0.5 s : une boucle sans fin, ou un calcul beaucoup trop long ?",
        "no answer after 0.5 s: an endless loop, or far too long a computation?",
    ),
    "forbidden": (
        DOUBLE.format("return torch.add(x, x)"),
        Outcome.FORBIDDEN,
        "« torch.add » n'est pas permis dans cet exercice : écrivez le calcul vous-même.",
        "“torch.add” is not allowed in this exercise: write the computation yourself.",
    ),
    "ended": (
        DOUBLE.format("import os; os._exit(0)"),
        Outcome.CRASHED,
        "votre code a arrêté le processus (exit, os._exit ou plantage).",
        "your code ended the process (exit, os._exit or a crash).",
    ),
    "no plain data": (
        DOUBLE.format("return lambda: x"),
        Outcome.FAILED,
        "la valeur renvoyée n'est pas une donnée simple (function) ; renvoyez un tenseur, un "
        "tableau ou un nombre.",
        "the value returned is not plain data (function); return a tensor, an array or a number.",
    ),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return an engine of the miniature course that does not wait long."""
    course = write_course(tmp_path_factory.mktemp("course"))
    path = course / "lessons" / PART / "part.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("call_seconds = 2", "call_seconds = 0.5"), encoding="utf-8")
    with Engine(course, [PART], Isolation.FULL) as engine:
        yield engine


@pytest.mark.parametrize("ending", ENDINGS)
def test_without_a_number(engine: Engine, ending: str) -> None:
    """Every test of the exercise says the same, and nothing of its inputs."""
    code, outcome, french, english = ENDINGS[ending]
    subject = Subject((Cell("cell-0", "import torch", 0), Cell("double", code, 1)))
    tests = engine.grade(PART, subject, ["double"])["exercises"]["double"]["tests"].values()
    assert {test["outcome"] for test in tests} == {outcome.value}
    said = {(test["message"]["fr"], test["message"]["en"]) for test in tests}
    assert said == {(french, english)}


def test_code_in_a_message_is_short_and_printable() -> None:
    """A line may be long, and turn the text around it."""
    assert redact.code("  x = 1\u202e\x1b[31m ") == "x = 1[31m"
    assert redact.code("y" * 101) == "y" * 100 + "…"


def test_every_message_has_both_languages() -> None:
    """With the same gaps to fill in, and not the same words."""
    tables = messages.SENTENCES.tables
    for key, sentences in tables.items():
        assert set(sentences) == set(LANGUAGES), key
        gaps = [{gap for _, gap, *_ in string.Formatter().parse(sentences[x])} for x in LANGUAGES]
        assert gaps[0] == gaps[1], key
        assert sentences["fr"] != sentences["en"], key
