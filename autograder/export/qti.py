"""Write the quiz of a part as QTI 1.2 for Canvas, by text2qti, which reads Markdown.

text2qti has no matching and no ordering, and one comment for all wrong numbers; its groups take
whole points only. What it cannot carry is named, never left out in silence.
"""

from __future__ import annotations

from math import lcm

from autograder.errors import CourseError, UsageError
from autograder.export.questions import SENTENCES, Variant, number, spellings, variants
from autograder.model import Choice, Kind, Part, Question

INDENT = 4
DIGITS = 4  # after the point: text2qti writes numbers with no more
SMALLEST = 1e-4  # text2qti refuses a bound nearer to zero


def package(part: Part, lang: str) -> tuple[bytes, list[str]]:
    """Return the zip file in ``lang``, and what it does not carry: one line each."""
    try:
        from text2qti.config import Config
        from text2qti.err import Text2qtiError
        from text2qti.qti import QTI
        from text2qti.quiz import Quiz
    except ImportError as error:
        raise UsageError(
            f"QTI is written by text2qti, which is not installed ({error}): "
            'run `pip install -c constraints.txt -e ".[qti]"`.'
        ) from error
    text, left_out = source(part, lang)
    try:
        quiz = Quiz(text, config=Config(), resource_path=str(part.lesson.parent))
        return QTI(quiz).zip_bytes(), left_out
    except Text2qtiError as error:
        raise CourseError(
            f"lessons/{part.name}/quiz.toml is not what text2qti reads: {error}. Simplify that "
            "question, or use Moodle XML."
        ) from error


def source(part: Part, lang: str) -> tuple[str, list[str]]:
    """Return the quiz in text2qti's own format, and what it does not carry."""
    carried, left_out = [], []
    for question in part.questions:
        reason = _why_not(question, lang)
        if reason:
            left_out.append(f"{question.id}: {reason}")
        else:
            carried.append(question)
    if not carried:
        raise UsageError(f"No question of {part.name} can be carried: {'; '.join(left_out)}.")
    factor = _factor(carried)
    blocks = [f"Quiz title: {part.title[lang]}"]
    for question in carried:
        asked = [_asked(variant, factor, lang) for variant in variants(question)]
        if len(asked) == 1:
            blocks += asked
        else:
            points = number(question.points * factor)
            blocks += ["GROUP\npick: 1\n" + f"points per question: {points}", *asked, "END_GROUP"]
    return "\n\n".join(blocks) + "\n", left_out


def limits(part: Part, lang: str) -> list[str]:
    """Return what is different in Canvas from the notebook, of the questions that are carried."""
    carried = [q for q in part.questions if not _why_not(q, lang)]
    lines = []
    factor = _factor(carried)
    if factor > 1:
        lines.append(f"points are multiplied by {factor}: groups take whole points only")
    for question in carried:
        if question.parameters:
            count = len(variants(question))
            lines.append(f"{question.id}: {count} variants, drawn at random and not by student id")
        if question.kind is Kind.SHAPE:
            lines.append(f"{question.id}: accepts the usual spellings of a shape, and no other")
        if question.wrong:
            lines.append(f"{question.id}: all its feedback in one comment, for whoever is wrong")
    return lines


def _factor(carried: list[Question]) -> int:
    """Return the smallest number that makes the points of all groups whole, and others halves."""
    grouped = [q.points.as_integer_ratio()[1] for q in carried if q.parameters]
    single = [(2 * q.points).as_integer_ratio()[1] for q in carried]
    return lcm(*grouped, *single)


def _why_not(question: Question, lang: str) -> str:
    """Return why text2qti cannot carry ``question``, "" when it can."""
    if question.kind in (Kind.ORDERING, Kind.MATCHING):
        return f"text2qti has no {question.kind.value}"
    texts = [question.text[lang], *(option.text[lang] for option in question.options)]
    texts += [text[lang] for text in question.said_after]
    if any("$$" in text for text in texts):
        return "text2qti has no TeX on lines of its own"
    if any("](data:" in text for text in texts):
        return "text2qti takes no image that is written into the text"
    if question.kind is Kind.NUMERIC:
        for variant in variants(question):
            if not _fits(variant):
                return (
                    f"the answer {number(variant.right)} needs more than {DIGITS} decimals, or is "
                    "too near to zero"
                )
    return ""


def _fits(variant: Variant) -> bool:
    """Return whether text2qti's rounding moves no bound by more than 5 % of the tolerance."""
    tolerance = variant.question.tolerance
    bounds = (variant.right - tolerance, variant.right + tolerance)
    exact = all(abs(round(bound, DIGITS) - bound) <= variant.tolerance / 20 for bound in bounds)
    return exact and all(abs(bound) >= SMALLEST for bound in bounds)


def _asked(variant: Variant, factor: int, lang: str) -> str:
    question = variant.question
    lines = [f"Title: {variant.name}", f"Points: {number(question.points * factor)}"]
    lines.append(_block("1.", variant.text(lang)))
    lines.append(_block("...", question.explanation[lang]))
    if variant.wrong:
        known = [_known(variant, answer, text[lang], lang) for answer, text in variant.wrong]
        lines.append(_block("-", "\n\n".join(known)))
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            for option in question.options:
                lines += _option(question, option, lang)
        case Kind.NUMERIC:
            tolerance = f" +- {number(question.tolerance)}"
            whole = float(variant.right).is_integer() and not question.tolerance
            lines.append(f"=   {number(variant.right)}{'' if whole else tolerance}")
        case Kind.SHAPE:
            lines += [f"*   {spelling}" for spelling in spellings(variant.right)]
    return "\n".join(lines)


def _option(question: Question, option: Choice, lang: str) -> list[str]:
    if question.kind is Kind.SINGLE:
        mark = "*a)" if option.correct else "a)"
    else:
        mark = "[*]" if option.correct else "[ ]"
    lines = [_block(mark, option.text[lang])]
    if option.feedback[lang]:
        lines.append(_block("...", option.feedback[lang]))
    return lines


def _known(variant: Variant, answer: object, feedback: str, lang: str) -> str:
    written = spellings(answer)[0] if isinstance(answer, list) else number(float(str(answer)))
    said = SENTENCES.text("known-wrong", answer=f"`{written}`", feedback=feedback.strip())
    return said[lang]


def _block(mark: str, markdown: str) -> str:
    """Return ``markdown`` behind ``mark``, further lines indented as text2qti wants them."""
    first, *more = markdown.strip().splitlines()
    return "\n".join(
        [mark.ljust(INDENT) + first, *((" " * INDENT + line).rstrip() for line in more)]
    )
