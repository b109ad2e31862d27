"""Moodle XML: Moodle takes every quiz whole, and gives the points that grading gives."""

from __future__ import annotations

import dataclasses
import json
import re
from html import unescape
from pathlib import Path

import pytest

from autograder.course.part import part_names
from autograder.errors import CourseError
from autograder.export import moodle_xml
from autograder.export.prose import Renderer
from autograder.export.questions import spellings, variants
from autograder.model import LANGUAGES, Kind, Part, Question, Text
from autograder.quiz.grade import judge
from autograder.quiz.reading import read_answer

from .mini import ROOT, with_question
from .question_bank import Imported, Refused, question_bank

PARTS = part_names(ROOT)
PIXEL = b"\x89PNG a pixel"


def imported(part: Part, lang: str) -> list[Imported]:
    """Return what Moodle has after the import of a part's quiz, of which nothing is left out."""
    content, left_out = moodle_xml.question_bank(part, lang)
    assert left_out == []
    return question_bank(content)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PARTS)
def test_every_quiz_is_a_question_bank(parts: dict[str, Part], name: str, lang: str) -> None:
    """Moodle takes it whole: questions, sets of numbers, feedback; it gives the points we give."""
    part = parts[name]
    bank = imported(part, lang)
    assert len(bank) == sum(len(variants(question)) for question in part.questions)
    for question in part.questions:
        found = [one for one in bank if one.name.split(" (")[0] == question.id]
        assert {one.mark for one in found} == {question.points}
        said = {one.explanation for one in found}
        said |= {a[2] for one in found for a in one.answers}
        said |= {comment for one in found for comment in one.comments}
        for text in question.said_after:
            start = re.split(r"[$`*\n_<>&\"\[]", text[lang].strip())[0]
            assert any(start in unescape(one) for one in said), f"{question.id}: {start!r}"
        check_points(question, found)


def check_points(question: Question, found: list[Imported]) -> None:
    """Ask of every answer that Moodle knows what grading gives for it."""
    for variant, one in zip(variants(question), found, strict=True):
        known: dict[str, float] = {}
        for place, (text, fraction, _, tolerance) in enumerate(one.answers):
            answer: object = None
            if question.kind is Kind.NUMERIC:
                answer = float(text)
                assert tolerance >= question.tolerance
            elif question.kind is Kind.SHAPE:
                answer = read_answer("shape", text)
            elif question.kind is Kind.SINGLE:
                answer = question.options[place].id
            if answer is not None:
                assert known.setdefault(str(answer), fraction) == fraction, (one.name, text)
        for answer, fraction in known.items():
            given = answer if question.kind is Kind.SINGLE else json.loads(answer)
            assert fraction == 100 * judge(question, given, variant.numbers).fraction


def test_partial_credit_of_a_multiple_choice_is_ours(mini_part: Part) -> None:
    """Wrong ticks cost what right ones earn; Moodle, too, stops at zero."""
    (one,) = [q for q in imported(mini_part, "fr") if q.name == "q-mini-multiple"]
    question = next(q for q in mini_part.questions if q.id == one.name)
    worth = {o.id: a[1] / 100 for o, a in zip(question.options, one.answers, strict=True)}
    for ticked in (["three"], ["three", "five"], ["four", "three"], ["four"], list(worth)):
        theirs = min(1.0, max(0.0, sum(worth[name] for name in ticked)))
        assert theirs == pytest.approx(judge(question, sorted(ticked), {}).fraction)


def test_each_set_of_numbers_is_a_question_with_its_own_answer(mini_part: Part) -> None:
    """In a category of their own, so that Moodle draws one of them; the text names the numbers."""
    found = [q for q in imported(mini_part, "fr") if q.category.endswith("/Mini/q-mini-weights")]
    assert [(q.name, [a[:2] for a in q.answers]) for q in found][:2] == [
        ("q-mini-weights (n = 28, k = 3)", [("84", 100.0), ("31", 0.0)]),
        ("q-mini-weights (n = 28, k = 5)", [("140", 100.0), ("33", 0.0)]),
    ]
    assert len(found) == 6
    assert r"<p>Ici, \(n = 28\), \(k = 3\).</p>" in found[0].text
    assert "<p>Unité : poids.</p>" in found[0].text
    assert "Vous avez ajouté" in found[0].answers[1][2]


def test_a_slash_in_a_title_is_no_subcategory(mini_part: Part) -> None:
    """Moodle splits a category's path at single slashes."""
    bank = imported(dataclasses.replace(mini_part, title=Text("A/B", "A/B")), "fr")
    assert {q.category for q in bank if "weights" not in q.name and "shape" not in q.name} == {
        "$course$/top/A//B"
    }


def test_order_and_pairs_keep_their_answers_and_comments(mini_part: Part) -> None:
    """Items stand in the right order; a spare match belongs to no item."""
    by_name = {q.name: q for q in imported(mini_part, "en")}
    order = by_name["q-mini-order"]
    assert [a[0] for a in order.answers] == ["the forward pass", "the cost", "the backward pass"]
    assert "If you answered the cost → the forward pass → the backward pass" in order.comments[0]
    pairs = [(a[0], a[2]) for a in by_name["q-mini-match"].answers]
    assert pairs == [
        ("the weights of a layer", "a matrix"),
        ("the biases of a layer", "a vector"),
        ("", "a number"),
    ]
    assert "Biases have a single index." in by_name["q-mini-match"].comments[0]


def test_matches_with_tex_are_letters(mini_part: Part) -> None:
    """A menu shows plain text: the formulas stand in the question."""
    (question,) = [q for q in mini_part.questions if q.kind is Kind.MATCHING]
    tex = Text("$x^2$", "$x^2$")
    first, *others = question.matches
    question = dataclasses.replace(
        question, matches=(dataclasses.replace(first, text=tex), *others)
    )
    (one,) = imported(dataclasses.replace(mini_part, questions=(question,)), "fr")
    assert r"<li>A: \(x^2\)</li>" in one.text
    assert [a[2] for a in one.answers] == ["A", "B", "C"]
    short = dataclasses.replace(question, matches=question.matches[:2])
    _, left_out = moodle_xml.question_bank(dataclasses.replace(mini_part, questions=(short,)), "fr")
    assert left_out == ["q-mini-match: a matching in Moodle has three pairs or spare answers"]


def test_tex_code_and_images_are_carried(mini_part: Part, tmp_path: Path) -> None:
    """TeX for MathJax, code as code, images inside the file; HTML of the text is text."""
    (tmp_path / "plot 1.png").write_bytes(PIXEL)
    text = (
        "Si $a < b$ :\n\n```python\nx = a & b  # $5\n```\n\n![courbe](plot%201.png)\n\n"
        "![](data:image/gif;base64,R0lG) `a<b` <script>alert(1)</script>\n\n$$x^2$$"
    )
    part = dataclasses.replace(
        with_question(mini_part, text=Text(text, text)), lesson=tmp_path / "lesson.md"
    )
    (one,) = imported(part, "fr")
    for part_of in (
        r"Si \(a &lt; b\) :",
        '<pre><code class="language-python">x = a &amp; b  # $5\n</code></pre>',
        '<img src="@@PLUGINFILE@@/plot%201.png" alt="courbe" />',
        "<code>a&lt;b</code> &lt;script&gt;",
        r"\[x^2\]",
    ):
        assert part_of in one.text
    assert one.files == {"plot 1.png": PIXEL, "image-2.gif": b"GIF"}
    for outside in ("../secret.png", "missing.png", "/etc/hostname"):
        with pytest.raises(CourseError, match="not beside it: put it there"):
            Renderer(tmp_path / "inner").render(f"![x]({outside})")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "plot 1.png").write_bytes(b"another")
    with pytest.raises(CourseError, match="two images called plot"):
        Renderer(tmp_path).render("![](plot%201.png) ![](other/plot%201.png)")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<?xml", "\n<?xml"),
        ("<quiz>", "<quizz>"),
        ("$course$/top/", "$course$/"),
        ('type="numerical"', 'type="number"'),
        ("<usecase>0</usecase>", "<usecase>no</usecase>"),
        ("<single>true</single>", "<single>true</single><unknown />"),
        ("<text>q-mini-single</text>", "<text />"),
        ('<answer format="html" fraction="100">', '<answer format="html" fraction="90">'),
        ('<answer format="html" fraction="100">', '<answer format="html" fraction="97">'),
        ('fraction="50"', 'fraction="40"'),
        ("<text>84</text>", "<text>8,4</text>"),
        ("<text>84</text>", "<text>31</text>"),
        ("<tolerance>0.000000084</tolerance>", "<tolerance>0</tolerance>"),
        ("<text>a number</text>", "<text>$x$</text>"),
        ("<text>a number</text>", "<text />"),
        ("ALL_OR_NOTHING", "ALL"),
        ('fraction="2"', 'fraction="3"'),
        (r"\(n\)", "$n$"),
        ("Which one is linear?", '&lt;img src="plot.png"&gt;'),
        ('<questiontext format="html">', "<questiontext>"),
    ],
)
def test_the_reader_refuses_what_moodle_would(mini_part: Part, old: str, new: str) -> None:
    """Each file is broken in one way; the file before is read."""
    content = (
        moodle_xml.question_bank(mini_part, "en")[0]
        .decode()
        .replace("<?xml version='1.0'", "<?xml version='1.0'")
    )
    assert old in content
    with pytest.raises(Refused):
        question_bank(content.replace(old, new, 1).encode())


def test_a_shape_is_accepted_in_its_usual_spellings() -> None:
    """Each is what the notebook reads as that shape."""
    for shape in ([5, 3], [7], [2, 1, 0]):
        for spelling in spellings(shape):
            assert read_answer("shape", spelling) == shape
