"""Write the quiz of a part as the last cells of its notebook.

::

    quiz                    how it works
    setup-quiz              tools: reading answers, drawing numbers
    student-id              the student's own; only where numbers are drawn from it
    then, for each question
      question-ID           its text, its options, the form of the answer
      numbers-ID            the student's own numbers, where it has some
      answer-ID             the answer, as data
      check-ID              whether it is well formed
      grade-ID              points, locked; fails closed

The right answer stands in `answer-ID` of the instructors' notebook alone: :class:`ClearAnswers`
takes it out of the release.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from autograder.build.cells import code, grading, markdown
from autograder.build.texts import points_in_words, sentence, tool_words
from autograder.model import Choice, Kind, Part, Question
from autograder.quiz import reading
from autograder.quiz.expression import as_code
from autograder.quiz.form import form, ids, shuffled
from autograder.quiz.grade import right_answer

TOOLS = Path(__file__).with_name("quiz_tools.py")
STUDENT_ID = 'student_id = os.environ.get("JUPYTERHUB_USER", "")'


def quiz_cells(part: Part, lang: str) -> list[dict[str, Any]]:
    """Return the cells of the quiz of ``part``, none when it has no questions."""
    if not part.questions:
        return []
    points = points_in_words(sum(q.points for q in part.questions), lang)
    cells = [
        markdown("quiz", sentence("quiz", lang, count=len(part.questions), points=points)),
        code("setup-quiz", tools_cell(lang)),
    ]
    if any(q.parameters for q in part.questions):
        cell = code("student-id", f"{sentence('student-id', lang)}\n{STUDENT_ID}")
        # Not nbgrader's: neither locked nor an answer, it would lose its grade_id there.
        cells.append(cell | {"metadata": {}})
    for number, question in enumerate(part.questions, start=1):
        cells += _question(part, question, number, lang)
    return cells


def tools_cell(lang: str) -> str:
    """Return the source of the cell ``setup-quiz``: the tools with the words of ``lang``."""
    imports, definitions = [], []
    for path in (Path(reading.__file__), TOOLS):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body[1:]:
            lines = ast.get_source_segment(text, node) or ""
            if not isinstance(node, ast.Import | ast.ImportFrom):
                definitions.append(lines)
            elif not isinstance(node, ast.ImportFrom) or node.module == "typing":
                imports.append(lines)
    words = json.dumps(tool_words("quiz-tools", lang), ensure_ascii=False, indent=4)
    body = "\n\n".join(definitions).replace(
        "QUIZ_WORDS: dict[str, str] = {}", f"QUIZ_WORDS = {words}"
    )
    head = "\n".join(sorted(set(imports), key=lambda line: (line.startswith("from"), line)))
    return f"{sentence('quiz-setup', lang)}\n{head}\n\n{body}"


def _question(part: Part, question: Question, number: int, lang: str) -> list[dict[str, Any]]:
    cells = [markdown(f"question-{question.id}", _prose(question, number, lang))]
    if question.parameters:
        lists = ", ".join(f"{k}={json.dumps(list(v))}" for k, v in question.parameters.items())
        cells.append(code(f"numbers-{question.id}", f'numbers("{question.id}", {lists})'))
    known = ids(question)
    arguments = f'"{question.id}", "{question.kind.value}"'
    arguments += f", {json.dumps(known)}" if question.kind not in (Kind.NUMERIC, Kind.SHAPE) else ""
    check = f"{sentence('quiz-check', lang)}\ncheck_answer({arguments})"
    return [
        *cells,
        code(f"answer-{question.id}", _answer(question), locked=False, solution=True),
        code(f"check-{question.id}", check),
        grading(question.id, question.points, part.name, lang),
    ]


def _prose(question: Question, number: int, lang: str) -> str:
    points = points_in_words(question.points, lang)
    parts = [
        sentence("question", lang, number=number, points=points, text=question.text[lang]),
        _bullets(question.options or shuffled(question.items, question.id), lang),
    ]
    if question.matches:
        parts += [sentence("matches", lang), _bullets(question.matches, lang)]
    if question.unit[lang]:
        parts.append(sentence("unit", lang, unit=question.unit[lang]))
    parts.append(f"*{form(question)[lang]}*")
    return "\n\n".join(part for part in parts if part)


def _bullets(choices: tuple[Choice, ...] | list[Choice], lang: str) -> str:
    return "\n".join(
        f"- `{choice.id}` : {choice.text[lang]}"
        if lang == "fr"
        else f"- `{choice.id}`: {choice.text[lang]}"
        for choice in choices
    )


def _answer(question: Question) -> str:
    """Return the answer cell of the instructors' notebook."""
    if question.parameters:
        names = ", ".join(question.parameters)
        right = f'(lambda {names}: {as_code(question.answer)})(**mine["{question.id}"])'
    elif question.answer and question.kind is not Kind.ORDERING:
        right = as_code(
            question.answer
        )  # as its author wrote it: a formula says more than its value
    else:
        right = json.dumps(right_answer(question, {}))
    return f'### BEGIN SOLUTION\nanswers["{question.id}"] = {right}\n### END SOLUTION'
