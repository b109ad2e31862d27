"""Write the quiz of a part as Moodle XML, the format of Moodle's question bank.

There is no schema of it: the rules are those of Moodle's importer, in ``question/format.php``,
``question/format/xml/format.php`` and ``question/type/*/questiontype.php``, and the tests read the
file back by them.

=========  ===========  =========================================================
ours       Moodle's     what is different there
=========  ===========  =========================================================
single     multichoice
multiple   multichoice  same partial credit: wrong ticks cost what right ones earn
numeric    numerical    one variant for each set of numbers
shape      shortanswer  the usual spellings; one variant for each set of numbers
ordering   ordering     needs Moodle 4.4; expected wrong orders in one comment
matching   matching     the feedback of all items in one comment
=========  ===========  =========================================================

Variants of a question share a category named after it, from which the quiz draws one at random.
"""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from autograder.export.prose import Prose, Renderer
from autograder.export.questions import SENTENCES, Variant, number, spellings, variants
from autograder.model import Choice, Kind, Part, Question, Text

TYPES = {
    Kind.SINGLE: "multichoice",
    Kind.MULTIPLE: "multichoice",
    Kind.NUMERIC: "numerical",
    Kind.SHAPE: "shortanswer",
    Kind.ORDERING: "ordering",
    Kind.MATCHING: "matching",
}
FEWEST_ROWS = 3  # of a matching, blank questions included: Moodle stops the import at fewer


def question_bank(part: Part, lang: str) -> tuple[bytes, list[str]]:
    """Return the file in ``lang``, and what it does not carry: one line each."""
    quiz = ET.Element("quiz")
    writer = _Writer(Renderer(part.lesson.parent), lang)
    title = part.title[lang].replace("/", "//")  # a single slash begins a subcategory
    plain = [q for q in part.questions if not q.parameters]
    seeded = [q for q in part.questions if q.parameters]
    left_out = []
    _category(quiz, title)
    for question in plain:
        if question.kind is Kind.MATCHING and len(_rows(question)) < FEWEST_ROWS:
            left_out.append(f"{question.id}: a matching in Moodle has three pairs or spare answers")
            continue
        writer.question(quiz, variants(question)[0], question.id)
    for question in seeded:
        _category(quiz, f"{title}/{question.id}")
        for count, variant in enumerate(variants(question), start=1):
            writer.question(quiz, variant, f"{question.id}-{count}")
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="UTF-8", xml_declaration=True), left_out


def limits(part: Part) -> list[str]:
    """Return what is different in Moodle from the notebook: one line for each question."""
    lines = []
    for question in part.questions:
        if question.parameters:
            count = len(variants(question))
            lines.append(f"{question.id}: {count} variants, drawn at random and not by student id")
        if question.kind is Kind.SHAPE:
            lines.append(f"{question.id}: accepts the usual spellings of a shape, and no other")
        if question.kind is Kind.ORDERING:
            lines.append(f"{question.id}: needs Moodle 4.4, or its plugin qtype_ordering")
        if question.kind in (Kind.ORDERING, Kind.MATCHING):
            lines.append(f"{question.id}: all its feedback in one comment, for whoever is wrong")
    return lines


def _category(quiz: ET.Element, path: str) -> None:
    category = ET.SubElement(ET.SubElement(quiz, "question", type="category"), "category")
    ET.SubElement(category, "text").text = f"$course$/top/{path}"


def _rows(question: Question) -> list[tuple[Choice | None, Choice]]:
    """Return the rows of a matching: its pairs, then the matches that belong to no item."""
    matches = {match.id: match for match in question.matches}
    used = {item.match for item in question.items}
    spare = [match for match in question.matches if match.id not in used]
    pairs = [(item, matches[item.match]) for item in question.items]
    return [*pairs, *((None, match) for match in spare)]


class _Writer:
    def __init__(self, renderer: Renderer, lang: str) -> None:
        self._renderer = renderer
        self._lang = lang

    def question(self, quiz: ET.Element, variant: Variant, idnumber: str) -> None:
        question = variant.question
        element = ET.SubElement(quiz, "question", type=TYPES[question.kind])
        ET.SubElement(ET.SubElement(element, "name"), "text").text = variant.name
        lettered = question.kind is Kind.MATCHING and _needs_letters(question, self._lang)
        text = variant.text(self._lang)
        if lettered:
            listed = (f"- {x}: {m.text[self._lang].strip()}" for x, m in _letters(question))
            text = "\n\n".join([text, "\n".join(listed)])
        self.html(element, "questiontext", text)
        self.html(element, "generalfeedback", question.explanation[self._lang])
        ET.SubElement(element, "defaultgrade").text = number(question.points)
        ET.SubElement(element, "penalty").text = "0.3333333"
        ET.SubElement(element, "hidden").text = "0"
        ET.SubElement(element, "idnumber").text = idnumber
        match question.kind:
            case Kind.SINGLE | Kind.MULTIPLE:
                self.choices(element, question)
            case Kind.NUMERIC:
                self.numerical(element, variant)
            case Kind.SHAPE:
                self.shape(element, variant)
            case Kind.ORDERING:
                self.ordering(element, variant)
            case Kind.MATCHING:
                self.matching(element, question, lettered)

    def choices(self, element: ET.Element, question: Question) -> None:
        single = question.kind is Kind.SINGLE
        ET.SubElement(element, "single").text = "true" if single else "false"
        ET.SubElement(element, "shuffleanswers").text = "false"
        ET.SubElement(element, "answernumbering").text = "abc"
        share = 100 / sum(option.correct for option in question.options)
        for option in question.options:
            fraction = share if option.correct else 0 if single else -share
            answer = self.html(element, "answer", option.text[self._lang], inline=True)
            answer.set("fraction", number(round(fraction, 5)))
            self.html(answer, "feedback", option.feedback[self._lang])

    def numerical(self, element: ET.Element, variant: Variant) -> None:
        answers = [(variant.right, 100, Text("", "")), *((a, 0, f) for a, f in variant.wrong)]
        for value, fraction, feedback in answers:
            answer = ET.SubElement(element, "answer", fraction=str(fraction), format="plain_text")
            ET.SubElement(answer, "text").text = number(value)
            self.html(answer, "feedback", feedback[self._lang])
            ET.SubElement(answer, "tolerance").text = number(variant.tolerance)

    def shape(self, element: ET.Element, variant: Variant) -> None:
        ET.SubElement(element, "usecase").text = "0"
        answers = [(variant.right, 100, Text("", "")), *((a, 0, f) for a, f in variant.wrong)]
        for shape, fraction, feedback in answers:
            for spelling in spellings(shape):
                answer = ET.SubElement(
                    element, "answer", fraction=str(fraction), format="plain_text"
                )
                ET.SubElement(answer, "text").text = spelling
                self.html(answer, "feedback", feedback[self._lang])

    def ordering(self, element: ET.Element, variant: Variant) -> None:
        question = variant.question
        for tag, value in (
            ("layouttype", "VERTICAL"),
            ("selecttype", "ALL"),
            ("selectcount", str(len(question.items))),
            ("gradingtype", "ALL_OR_NOTHING"),
            ("showgrading", "SHOW"),
        ):
            ET.SubElement(element, tag).text = value
        said = {item.id: item.text[self._lang].strip() for item in question.items}
        known = [
            self.sentence("known-wrong", " → ".join(said[one] for one in order), feedback)
            for order, feedback in variant.wrong
        ]
        self.html(element, "incorrectfeedback", _bullets(known))
        for place, item in enumerate(question.items, start=1):
            answer = self.html(element, "answer", item.text[self._lang], inline=True)
            answer.set("fraction", str(place))

    def matching(self, element: ET.Element, question: Question, lettered: bool) -> None:
        ET.SubElement(element, "shuffleanswers").text = "true"
        said = [
            self.sentence("item-feedback", item.text[self._lang].strip(), item.feedback)
            for item in question.items
        ]
        self.html(element, "partiallycorrectfeedback", _bullets(said))
        self.html(element, "incorrectfeedback", _bullets(said))
        letters = {match.id: letter for letter, match in _letters(question)}
        for item, match in _rows(question):
            row = self.html(
                element, "subquestion", item.text[self._lang] if item else "", inline=True
            )
            answer = letters[match.id] if lettered else match.text[self._lang].strip()
            ET.SubElement(ET.SubElement(row, "answer"), "text").text = answer

    def html(self, parent: ET.Element, tag: str, markdown: str, inline: bool = False) -> ET.Element:
        """Add an element that holds HTML, and the images that it shows beside it."""
        prose = self._renderer.render(markdown, inline) if markdown else Prose()
        element = ET.SubElement(parent, tag, format="html")
        ET.SubElement(element, "text").text = prose.html
        for name, data in prose.files.items():
            file = ET.SubElement(element, "file", name=name, path="/", encoding="base64")
            file.text = base64.b64encode(data).decode("ascii")
        return element

    def sentence(self, key: str, what: str, feedback: Text) -> str:
        """Return feedback with what it is about, in one sentence."""
        names = {"known-wrong": "answer", "item-feedback": "item"}
        said = SENTENCES.text(key, **{names[key]: what}, feedback=feedback[self._lang].strip())
        return said[self._lang]


def _needs_letters(question: Question, lang: str) -> bool:
    """Return whether a match holds TeX or code: Moodle shows matches in a menu, as plain text."""
    return any("$" in match.text[lang] or "`" in match.text[lang] for match in question.matches)


def _letters(question: Question) -> Iterable[tuple[str, Choice]]:
    return zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", question.matches, strict=False)


def _bullets(lines: list[str]) -> str:
    return "\n".join("- " + line.replace("\n", "\n  ") for line in lines)
