"""QTI by text2qti: what it carries is whole, and what it cannot carry is named."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest

from autograder.cli import export as verb
from autograder.course.part import part_names
from autograder.errors import UsageError
from autograder.export import qti
from autograder.export.questions import spellings, variants
from autograder.model import LANGUAGES, Kind, Part, Text

from .mini import PART, ROOT, with_question
from .question_bank import question_bank

PARTS = part_names(ROOT)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PARTS)
def test_every_quiz_is_a_qti_package(parts: dict[str, Part], name: str, lang: str) -> None:
    """text2qti takes all that is not named as left out."""
    part = parts[name]
    content, left_out = qti.package(part, lang)
    items = _items(content)
    named = [line.split(":")[0] for line in left_out]
    carried = [q for q in part.questions if q.id not in named]
    assert len(items) == sum(len(variants(question)) for question in carried)
    for question in carried:
        assert any(title.split(" (")[0] == question.id for title in items)
    kinds = {q.kind for q in part.questions if q.id in named}
    assert kinds <= {Kind.MATCHING, Kind.ORDERING, Kind.NUMERIC}


def test_qti_holds_answers_feedback_and_points(mini_part: Part) -> None:
    """Points are doubled, because a group of half points cannot be written."""
    items = _items(qti.package(mini_part, "fr")[0])
    single = items["q-mini-single"]
    assert "<fieldentry>multiple_choice_question</fieldentry>" in single
    assert "<fieldentry>1</fieldentry>" in single  # its points
    assert "Le carré d’une somme" in unescape(unescape(single))
    assert "Doubler commute" in single
    assert "Zéro devrait rester zéro." in single
    multiple = items["q-mini-multiple"]
    assert "multiple_answers_question" in multiple
    conditions = re.findall(r"<and>.*?</and>", multiple, re.DOTALL)
    assert conditions
    assert all(one.count("<varequal") - one.count("<not>") == 2 for one in conditions)
    assert all(one.count("<not>") == 1 for one in conditions)
    weights = items["q-mini-weights (n = 28, k = 3)"]
    assert "numerical_question" in weights
    assert ">84<" in weights
    assert "Vous avez ajouté les deux nombres." in weights
    shape = items["q-mini-shape (m = 5)"]
    assert all(f">{one}<" in shape for one in spellings([5, 3]))


def test_what_qti_cannot_carry_is_named(
    own_course: Path, mini_part: Part, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says it, and so it does of what is different."""
    verb.run(PART, "qti", "fr", None, "")
    told = capsys.readouterr().out
    for line in (
        "not carried: q-mini-order: text2qti has no ordering",
        "not carried: q-mini-match: text2qti has no matching",
        "points are multiplied by 2",
        "q-mini-weights: 6 variants, drawn at random and not by student id",
        "q-mini-shape: accepts the usual spellings",
    ):
        assert line in told
    assert _items((own_course / "exports" / PART / "quiz-fr.zip").read_bytes())
    verb.run(PART, "moodle-xml", "en", None, "")
    assert "q-mini-order: needs Moodle 4.4" in capsys.readouterr().out
    assert question_bank((own_course / "exports" / PART / "quiz-en.xml").read_bytes())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": Text("$$x$$", "$$x$$")}, "no TeX on lines of its own"),
        ({"text": Text("![x](data:image/gif;base64,R0lG)", "x")}, "no image that is written"),
        ({"kind": Kind.NUMERIC, "answer": "1 / 3"}, "needs more than 4 decimals"),
        ({"kind": Kind.NUMERIC, "answer": "0"}, "too near to zero"),
        ({"kind": Kind.NUMERIC, "answer": "0.5", "tolerance": 0.5}, "too near to zero"),
    ],
)
def test_qti_what_would_be_another_question_is_left_out(
    mini_part: Part, changes: dict[str, object], reason: str
) -> None:
    """Rounded answers, formulas and images that text2qti would lose."""
    part = with_question(mini_part, **changes)
    with pytest.raises(UsageError, match=f"q-mini-single: .*{reason}"):
        qti.package(part, "fr")
    fits = with_question(mini_part, kind=Kind.NUMERIC, answer="1 / 3", tolerance=0.01)
    assert qti.package(fits, "fr")[1] == []


def test_a_part_without_a_quiz_says_so(own_course: Path) -> None:
    """Neither an empty file nor a traceback."""
    (own_course / "lessons" / PART / "quiz.toml").unlink()
    for target in ("qti", "moodle-xml"):
        with pytest.raises(UsageError, match="has no quiz"):
            verb.run(PART, target, "fr", None, "")


def _items(content: bytes) -> dict[str, str]:
    """Return the items of a package by title, with every file that the manifest names in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        manifest = package.read("imsmanifest.xml").decode()
        for name in re.findall(r'<file href="([^"]+)"', manifest):
            assert name in names
        (assessment,) = [n for n in names if re.fullmatch(r"(\w+)/\1\.xml", n)]
        text = package.read(assessment).decode()
    found = re.findall(r'<item ident="[^"]*" title="([^"]*)">(.*?)</item>', text, re.DOTALL)
    return dict(found)
