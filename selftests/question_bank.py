"""Read Moodle XML as Moodle's importer does: its rules, where they stand, and nothing else allowed.

moodle/moodle: question/format/xml/format.php (import_*), question/format.php (importprocess: grades
outside fraction_options_full are refused, a notice of a question type stops the import),
question/engine/bank.php (the fractions), question/type/{multichoice,numerical,shortanswer,match,
ordering}/questiontype.php (save_question_options).
"""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from urllib.parse import unquote

LISTED = (1, 0.9, 5 / 6, 0.8, 0.75, 0.7, 2 / 3, 0.6, 0.5, 0.4, 1 / 3, 0.3, 0.25, 0.2)
LISTED += (1 / 6, 1 / 7, 1 / 8, 1 / 9, 0.1, 0.05)
FRACTIONS = [0.0, *LISTED, *(-one for one in LISTED)]
HEADERS = {"name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden"}
HEADERS |= {"idnumber"}
COMBINED = {"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"}
KNOWN = {
    "multichoice": {"single", "shuffleanswers", "answernumbering", "answer"} | COMBINED,
    "numerical": {"answer"},
    "shortanswer": {"usecase", "answer"},
    "matching": {"shuffleanswers", "subquestion"} | COMBINED,
    "ordering": {"layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "answer"}
    | COMBINED,
}
WORDS = {
    "single": "true|false",
    "shuffleanswers": "true|false",
    "answernumbering": "none|abc|ABCD|123|iii|IIII",
    "usecase": "0|1",
    "hidden": "0|1",
    "layouttype": "VERTICAL|HORIZONTAL",
    "selecttype": "ALL|RANDOM|CONTIGUOUS",
    "gradingtype": "ALL_OR_NOTHING|ABSOLUTE_POSITION|RELATIVE_[A-Z_]+|LONGEST_[A-Z_]+",
    "showgrading": "SHOW|HIDE",
    "selectcount": r"\d+",
    "defaultgrade": r"\d+(\.\d+)?",
    "penalty": r"[01](\.\d+)?",
}


class Refused(Exception):
    """What the importer would not take, or would show as something else."""


@dataclass(frozen=True)
class Imported:
    """One question as the bank holds it: answers are (text, fraction, feedback, tolerance)."""

    category: str
    kind: str
    name: str
    text: str
    mark: float
    explanation: str
    answers: tuple[tuple[str, float, str, float], ...]
    comments: tuple[str, ...]
    files: dict[str, bytes]


def question_bank(content: bytes) -> list[Imported]:
    """Return the questions of a file; :class:`Refused` says which rule it breaks."""
    if not content.startswith(b"<?xml "):
        raise Refused("the declaration is not the very first thing in the file")
    try:
        quiz = ET.fromstring(content)
    except ET.ParseError as error:
        raise Refused(str(error)) from error
    if quiz.tag != "quiz":
        raise Refused(f"the root is {quiz.tag}")
    found: list[Imported] = []
    category = ""
    for question in quiz:
        if question.get("type") == "category":
            category = question.findtext("category/text") or ""
            if not category.startswith("$course$/top/"):
                raise Refused(f"category {category!r}")
            continue
        found.append(_question(question, category))
    names = [(one.category, one.name) for one in found]
    if len(set(names)) != len(names):
        raise Refused("two questions of one name in a category")
    return found


def _question(element: ET.Element, category: str) -> Imported:
    kind = element.get("type", "")
    if element.tag != "question" or kind not in KNOWN:
        raise Refused(f"xmltypeunsupported: {element.tag} {kind}")
    for child in element:
        if child.tag not in HEADERS | KNOWN[kind]:
            raise Refused(f"a {kind} has no <{child.tag}>")
        if child.tag in WORDS and not re.fullmatch(WORDS[child.tag], child.text or ""):
            raise Refused(f"<{child.tag}>{child.text}")
    files: dict[str, bytes] = {}
    name = element.findtext("name/text") or ""
    text = _html(element.find("questiontext"), files)
    if not name or not text or len(name) > 255:
        raise Refused(f"no name or no text: {name!r}")
    rows = element.findall("subquestion" if kind == "matching" else "answer")
    answers = tuple(_answer(row, kind, files) for row in rows)
    _check(kind, element, answers)
    return Imported(
        category=category,
        kind=kind,
        name=name,
        text=text,
        mark=float(element.findtext("defaultgrade") or "nan"),
        explanation=_html(element.find("generalfeedback"), files),
        answers=answers,
        comments=tuple(_html(e, files) for e in element if e.tag in COMBINED),
        files=files,
    )


def _answer(row: ET.Element, kind: str, files: dict[str, bytes]) -> tuple[str, float, str, float]:
    if kind == "matching":
        return _html(row, files), 1.0, row.findtext("answer/text") or "", 0.0
    fraction = float(row.get("fraction", "nan"))
    plain = kind in ("numerical", "shortanswer")
    text = (row.findtext("text") or "").strip() if plain else _html(row, files)
    feedback = row.find("feedback")
    tolerance = float(row.findtext("tolerance") or 0)
    return text, fraction, "" if feedback is None else _html(feedback, files), tolerance


def _check(
    kind: str, element: ET.Element, answers: tuple[tuple[str, float, str, float], ...]
) -> None:
    texts = [text for text, *_ in answers]
    fractions = [fraction for _, fraction, *_ in answers]
    if kind == "matching":
        if len(answers) < 3 or sum(map(bool, texts)) < 2 or not all(a[2] for a in answers):
            raise Refused("notenoughsubquestions")
        if any(re.search(r"[$`]|\\\(", match) for _, _, match, _ in answers):
            raise Refused("a match is plain text in a menu")
        return
    if not all(texts) or len(set(texts)) != len(texts):
        raise Refused(f"empty or equal answers: {texts}")
    if kind == "ordering":
        if len(answers) < 2 or fractions != list(range(1, len(answers) + 1)):
            raise Refused("ordering_notenoughanswers, or another order")
        return
    if not all(any(abs(f / 100 - known) < 1e-5 for known in FRACTIONS) for f in fractions):
        raise Refused(f"invalidgrade: {fractions}")
    right = sum(fraction for fraction in fractions if fraction > 0)
    if kind == "multichoice" and element.findtext("single") == "false":
        if abs(right - 100) > 1:
            raise Refused(f"fractionsaddwrong: {right}")
    elif max(fractions) != 100 or min(fractions) < 0:
        raise Refused(f"fractionsnomax: {fractions}")
    if kind == "numerical":
        for text, _, _, tolerance in answers:
            if not re.fullmatch(r"-?\d+(\.\d+)?", text) or not tolerance > 0:
                raise Refused(f"answermustbenumberorstar: {text} ± {tolerance}")


def _html(element: ET.Element | None, files: dict[str, bytes]) -> str:
    """Return the text of an element, with its images; TeX must be what MathJax in Moodle reads."""
    if element is None or element.get("format") != "html":
        raise Refused("text without format")
    text = (element.findtext("text") or "").strip()
    own = {}
    for file in element.findall("file"):
        if file.get("encoding") != "base64" or file.get("path") != "/":
            raise Refused(f"file {file.attrib}")
        own[file.get("name", "")] = base64.b64decode(file.text or "", validate=True)
    shown = {unquote(name) for name in re.findall(r"@@PLUGINFILE@@/([^\"]+)", text)}
    if shown != set(own) or re.search(r'<img src="(?!@@PLUGINFILE@@/|https?://)', text):
        raise Refused(f"images shown {shown}, images held {set(own)}")
    outside = re.sub(r"<code.*?</code>", "", text, flags=re.DOTALL)
    if "$" in outside or "`" in outside:
        raise Refused(f"Markdown that Moodle shows as it is: {outside}")
    files |= own
    return text
