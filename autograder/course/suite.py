"""Read ``tests/PART/test_NAME.py``: the hidden suite of one exercise, without importing it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.syntax import parse, place
from autograder.errors import CourseError
from autograder.model import TestSpec, Text


@dataclass(frozen=True)
class Suite:
    """One suite as text and as a tree, with what the course says about each test."""

    path: Path
    text: str
    tree: ast.Module
    tests: tuple[TestSpec, ...]

    def function(self, name: str) -> ast.FunctionDef | None:
        """Return the module-level function called ``name``, or ``None``."""
        return next(
            (n for n in self.tree.body if isinstance(n, ast.FunctionDef) and n.name == name), None
        )

    def test(self, name: str) -> ast.FunctionDef:
        """Return the tree of one of :attr:`tests`."""
        node = self.function(name)
        assert node is not None, name
        return node


def load_suite(path: Path, exercise: str) -> Suite:
    """Return the suite in ``path``; ``CourseError`` lists every test that cannot be read."""
    text, tree = parse(path, f"the hidden tests of `{exercise}`")
    problems: list[str] = []
    tests: list[TestSpec] = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.AsyncFunctionDef) and node.name.lower().startswith(
            "test"
        ):
            problems.append(f"`{node.name}` is not a plain function: write tests as functions.")
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            if any(t.name == node.name for t in tests):
                problems.append(f"two tests are called `{node.name}`: rename one.")
            tests.append(_test_spec(node, problems))
    if not tests:
        problems.append("no test in this file: write functions called `test_...`.")
    if problems:
        raise CourseError("\n".join(f"{place(path)}: {problem}" for problem in problems))
    return Suite(path, text, tree, tuple(tests))


def without_weights(tree: ast.Module) -> ast.Module:
    """Return ``tree`` less the weights of its tests: what is left decides every outcome.

    Only what is read as a weight is left out, so that nothing else can hide behind the name.
    """
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            weights = [d for d in node.decorator_list if _is_weight(d)]
            node.decorator_list = [d for d in node.decorator_list if d not in weights]
    return tree


def _is_weight(decorator: ast.expr) -> bool:
    name, call = _mark(decorator)
    return name == "weight" and isinstance(_literal(call), int)


def _test_spec(node: ast.FunctionDef, problems: list[str]) -> TestSpec:
    marks = dict(_marks(node))
    english = (ast.get_docstring(node) or "").strip()
    if not english or "\n" in english:
        problems.append(f"`{node.name}` has no one-line docstring: say in English what it checks.")
    french = _literal(marks.get("french"))
    if not isinstance(french, str) or not french.strip():
        problems.append(
            f"`{node.name}` has no French title: "
            'decorate it with `@pytest.mark.french("...")`, a plain string.'
        )
        french = ""
    weight = _literal(marks["weight"]) if "weight" in marks else 1
    if not isinstance(weight, int) or isinstance(weight, bool) or weight < 1:
        problems.append(f"`{node.name}`: its weight is not a whole number from 1: write one.")
        weight = 1
    return TestSpec(node.name, Text(french.strip(), english), "visible" in marks, weight)


def _marks(node: ast.FunctionDef) -> Iterator[tuple[str, ast.Call | None]]:
    """Yield the name and the call of every ``@pytest.mark.NAME`` that means something to us."""
    for decorator in node.decorator_list:
        name, call = _mark(decorator)
        if name:
            yield name, call


def _mark(decorator: ast.expr) -> tuple[str, ast.Call | None]:
    """Return the name and the call of ``pytest.mark.NAME``; no name for anything else."""
    call = decorator if isinstance(decorator, ast.Call) else None
    target = call.func if call else decorator
    if isinstance(target, ast.Attribute) and ast.unparse(target.value) == "pytest.mark":
        return target.attr, call
    return "", None


def _literal(call: ast.Call | None) -> object:
    """Return the only argument of ``call`` when it is written out, else ``None``."""
    if call is None or len(call.args) != 1 or call.keywords:
        return None
    try:
        return ast.literal_eval(call.args[0])
    except ValueError:
        return None
