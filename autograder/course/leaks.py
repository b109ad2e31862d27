"""Look in ``release/`` for what students must not read: solutions, hidden tests, quiz keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course.solution import Solution, load_solution
from autograder.course.suite import Suite, load_suite
from autograder.course.suite_rules import body_of
from autograder.model import ANSWER, LANGUAGES, Part

# A shorter line, such as `return z` or `total = 0.0`, is nobody's secret.
SHORTEST_LINE = 12
SHORTEST_SENTENCE = 12


def leak_problems(course: Path, part: Part) -> list[str]:
    """Return one message for each secret of ``part`` found in its released files."""
    secrets = list(_secrets(part))
    problems = []
    for lang in LANGUAGES:
        directory = course / "release" / lang / part.name
        for path in sorted(p for p in directory.rglob("*") if p.is_file()):
            file = path.relative_to(course).as_posix()
            if path != directory / f"{part.name}.ipynb":
                problems.append(
                    f"{file}: only {part.name}.ipynb is released: remove this file, and look in "
                    f"source/{lang}/{part.name} for where it came from."
                )
                continue
            notebook = json.loads(path.read_text(encoding="utf-8"))
            problems += [f"{file}: {problem}" for problem in _answered(part, notebook)]
            released = "\n".join(_strings(notebook))
            problems += [
                f"{file}: holds {what}: {repair}"
                for pattern, what, repair in secrets
                if pattern.search(released)
            ]
    return problems


def _answered(part: Part, notebook: dict[str, Any]) -> Iterator[str]:
    """Yield the answer cells that hold more than an ellipsis: a key may look like anything."""
    for cell in notebook["cells"]:
        name = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")
        waiting = f'answers["{name.removeprefix(ANSWER)}"] = ...'
        if name.startswith(ANSWER) and "".join(cell["source"]) != waiting:
            yield f"cell {name} holds an answer already: run `autograder build {part.name}`."


def _secrets(part: Part) -> Iterator[tuple[re.Pattern[str], str, str]]:
    """Yield a pattern for each secret, with its description and what to do when it is found."""
    yield from _quiz_secrets(part)
    solutions = [load_solution(e.solution, e.name) for e in part.exercises]
    suites = [load_suite(e.suite, e.name) for e in part.exercises]
    public = _public(part, solutions, suites)
    for exercise, solution in zip(part.exercises, solutions, strict=True):
        for line in sorted(set(solution.hidden_lines)):
            if len(line) >= SHORTEST_LINE and line not in public:
                yield (
                    re.compile(re.escape(line)),
                    f"the line `{line}` of the solution of `{exercise.name}`",
                    f"put it between the markers, then run `autograder build {part.name}`.",
                )
        hidden = [t for t in exercise.tests if not t.visible]
        for test in hidden:
            yield (
                _whole(test.name),
                f"the name of the hidden test `{test.name}`",
                "take it out of the lesson and the docstrings, then build again.",
            )
            for title in (test.title.fr, test.title.en):
                if len(title) >= SHORTEST_SENTENCE and title not in public:
                    yield (
                        re.compile(re.escape(title)),
                        f"the title of the hidden test `{test.name}`",
                        "take it out of the lesson and the docstrings, then build again.",
                    )
        for m in exercise.misconceptions:
            # An id of one word, such as `transposed`, is also a word of the lesson.
            if "-" in m.id:
                yield (
                    _whole(m.id),
                    f"the id of the misconception `{m.id}`",
                    "take it out of the lesson, then build again.",
                )


def _quiz_secrets(part: Part) -> Iterator[tuple[re.Pattern[str], str, str]]:
    repair = "it is for those who have answered: take it out of the lesson, then build again."
    for question in part.questions:
        for text in question.said_after:
            for sentence in (text.fr, text.en):
                if len(sentence) >= SHORTEST_SENTENCE:
                    what = f"feedback of question `{question.id}`"
                    yield re.compile(re.escape(sentence)), what, repair


def _public(part: Part, solutions: list[Solution], suites: list[Suite]) -> str:
    """Return what students are meant to read, where a secret's words may also stand."""
    texts = [part.lesson.read_text(encoding="utf-8")]
    texts += [solution.shown for solution in solutions]
    for q in part.questions:
        asked = [q.text, *(one.text for one in (*q.options, *q.items, *q.matches))]
        texts += [text[lang] for text in asked for lang in LANGUAGES]
    for suite in suites:
        for test in suite.tests:
            if test.visible:
                texts += [test.title.fr, test.title.en]
                lines = suite.text.splitlines()
                for statement in body_of(suite.test(test.name)):
                    texts += lines[statement.lineno - 1 : statement.end_lineno]
    return "\n".join(texts)


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")


def _strings(node: Any) -> Iterator[str]:
    """Yield every string of a JSON document, sources of cells whole."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        if all(isinstance(item, str) for item in node):
            yield "".join(node)
        else:
            for item in node:
                yield from _strings(item)
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
