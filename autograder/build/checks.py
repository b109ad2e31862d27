"""Write the visible tests of a suite as the check cell of a notebook.

A test of the suite, left, becomes a function that runs where it stands, right; the module-level
drivers that it sends come along, inside it, so that a check defines nothing else::

    @pytest.mark.visible                        @check("Les valeurs positives restent.")
    @pytest.mark.french("Les valeurs ...")      def check_slide_example():
    def test_slide_example(student):                z = torch.tensor([-2.0, 3.0])
        \"\"\"Positive values stay.\"\"\"               assert_close(relu(z), ...)
        z = torch.tensor([-2.0, 3.0])
        assert_close(student.relu(z), ...)

``student.relu`` becomes ``relu``, and ``student.run(drive, z)`` becomes
``drive(sys.modules["__main__"], z)``: the notebook itself is the module.
"""

from __future__ import annotations

import ast
import io
import json
import re
import textwrap
import tokenize
from pathlib import Path

from autograder.build.texts import points_in_words, sentence, tool_words
from autograder.course.suite import Suite, load_suite
from autograder.course.suite_rules import doors, run_calls, visible_problems
from autograder.course.syntax import source_of
from autograder.errors import CourseError
from autograder.model import Exercise, TestSpec

TOOLS = Path(__file__).with_name("notebook_tools.py")
NOTEBOOK = 'sys.modules["__main__"]'


def tools_cell(lang: str) -> str:
    """Return the source of the cell ``setup-checks``: the tools with the words of ``lang``."""
    code = TOOLS.read_text(encoding="utf-8").split('"""', 2)[2].strip()
    words = "".join(
        f"    {_quoted(k)}: {_quoted(v)},\n" for k, v in tool_words("tools", lang).items()
    )
    code = code.replace("WORDS: dict[str, str] = {}", f"WORDS = {{\n{words}}}")
    return f"{sentence('setup', lang)}\n" + re.sub(r" +# noqa: .*", "", code)


def checks_cell(exercise: Exercise, lang: str) -> str:
    """Return the source of the cell ``check-NAME``: the visible tests of ``exercise``."""
    suite = load_suite(exercise.suite, exercise.name)
    head = sentence(
        "checks", lang, title=exercise.title[lang], points=points_in_words(exercise.points, lang)
    )
    parts = [head]
    for test in suite.tests:
        if test.visible:
            problems = visible_problems(suite, test, exercise.name)
            if problems:
                raise CourseError("\n".join(problems))
            parts.append(_check(suite, test, lang))
    parts.append(f"print({_quoted(sentence('success', lang, name=exercise.name))})")
    return "\n\n".join(parts)


def _check(suite: Suite, test: TestSpec, lang: str) -> str:
    node = suite.test(test.name)
    nested = {n.name for n in ast.walk(node) if isinstance(n, ast.FunctionDef)}
    drivers = ""
    for name in sorted({d.id for _, d in run_calls(node) if isinstance(d, ast.Name)} - nested):
        driver = suite.function(name)
        if driver is not None:  # the rules of suites report a driver that is not there
            drivers += (
                textwrap.indent(source_of("\n".join(_without_comments(suite.text)), driver), "    ")
                + "\n"
            )
    return (
        f"@check({_quoted(test.title[lang])})\n"
        f"def check_{test.name.removeprefix('test_')}():\n{drivers}{_body(suite, node)}"
    )


def _body(suite: Suite, node: ast.FunctionDef) -> str:
    """Return the lines of a test after its docstring, with ``student`` written out of them."""
    # Offsets of the syntax tree count bytes, and suites hold accents.
    lines = [line.encode() for line in _without_comments(suite.text)]
    edits: list[tuple[ast.expr, str]] = []
    runs = [(call.func, driver) for call, driver in run_calls(node)]
    for function, driver in runs:
        if isinstance(driver, ast.Name):
            edits += [(function, driver.id), (driver, NOTEBOOK)]
    edits += [(d, d.attr) for d in doors(node) if all(d is not function for function, _ in runs)]
    # From the end, so that the offsets of what is left stay right.
    for old, new in sorted(edits, key=lambda e: (e[0].lineno, e[0].col_offset), reverse=True):
        line = lines[old.lineno - 1]
        lines[old.lineno - 1] = line[: old.col_offset] + new.encode() + line[old.end_col_offset :]
    kept = [line.decode() for line in lines[node.body[0].end_lineno : node.end_lineno]]
    return "\n".join(kept).strip("\n")


def _without_comments(text: str) -> list[str]:
    """Return the lines of ``text`` without comments: they are in English, and for authors."""
    lines = text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    return lines


def _quoted(text: str) -> str:
    """Return ``text`` as a Python literal between double quotes, accents kept."""
    return json.dumps(text, ensure_ascii=False)
