"""What a suite must obey beyond being readable: drivers that travel, visible tests that print.

A driver's source is sent to the process that runs the student's code, and a visible test's body
is written into the notebook. Both leave their module behind, so neither may lean on it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.course.suite import Suite
from autograder.course.syntax import docstring_nodes, global_names, place, suggestion
from autograder.model import TestSpec

DOORS = ("run", "raises")  # what `student` offers besides the exercise itself
DRIVER_NAMES = frozenset({"torch", "np", "math"})
NOTEBOOK_NAMES = DRIVER_NAMES | {"assert_close", "RTOL_F32", "RTOL_F64"}


def suite_problems(suite: Suite, exercise: str) -> list[str]:
    """Return one message for each rule that the suite of ``exercise`` breaks."""
    file = place(suite.path)
    problems = [f"{file}:{line}: {text}" for line, text in _door_problems(suite, exercise)]
    problems += [f"{file}:{line}: {text}" for line, text in _driver_problems(suite)]
    for test in suite.tests:
        if test.visible:
            problems += visible_problems(suite, test, exercise)
    visible = [t for t in suite.tests if t.visible]
    if not visible:
        problems.append(f"{file}: no visible test: mark one with `@pytest.mark.visible`.")
    if len(visible) == len(suite.tests):
        problems.append(f"{file}: no hidden test: add one without `@pytest.mark.visible`.")
    return problems


def visible_problems(suite: Suite, test: TestSpec, exercise: str) -> list[str]:
    """Return why the body of ``test`` could not run in a notebook, one message for each reason."""
    node = suite.test(test.name)
    where = f"{place(suite.path)}:{node.lineno}: visible test `{test.name}`"
    if [a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg)] != ["student"]:
        return [f"{where} takes more than `student`: remove the other fixtures."]
    if not body_of(node):
        return [f"{where} is empty: call `student.{exercise}` and check what it returns."]
    problems = []
    attributes = list(doors(node))
    doors_used = {a.value for a in attributes}
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id == "student" and inner not in doors_used:
            problems.append(f"{where} uses `student` itself: only call `student.{exercise}(...)`.")
    if any(a.attr == "raises" for a in attributes):
        problems.append(f"{where} uses `student.raises`: move this check to a hidden test.")
    functions = {d.id for _, d in run_calls(node) if isinstance(d, ast.Name)}
    plain = ast.unparse(ast.FunctionDef(**{**vars(node), "decorator_list": []}))
    for name in sorted(global_names(plain) - NOTEBOOK_NAMES - functions):
        problems.append(
            f"{where} uses `{name}`, which the notebook does not have: write its value out, "
            "or hide the test."
        )
    # `student.relu` becomes `relu`; a variable of that name would hide the function from the test.
    if exercise in stored_names(node) or exercise in functions:
        problems.append(f"{where} has a variable `{exercise}`: rename the variable.")
    return problems


def body_of(test: ast.FunctionDef) -> list[ast.stmt]:
    """Return the statements of a test after its docstring."""
    return [statement for statement in test.body if statement not in docstring_nodes(test)]


def doors(node: ast.AST) -> Iterator[ast.Attribute]:
    """Yield every ``student.SOMETHING`` in ``node``."""
    for inner in ast.walk(node):
        if (
            isinstance(inner, ast.Attribute)
            and isinstance(inner.value, ast.Name)
            and inner.value.id == "student"
        ):
            yield inner


def run_calls(node: ast.AST) -> Iterator[tuple[ast.Call, ast.expr | None]]:
    """Yield every ``student.run(driver, ...)`` in ``node`` with the expression of its driver."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and ast.unparse(inner.func) == "student.run":
            yield inner, inner.args[0] if inner.args else None


def stored_names(node: ast.AST) -> set[str]:
    """Return the variables, arguments and nested definitions of ``node``."""
    inner = [n for n in ast.walk(node) if n is not node]
    return (
        {n.id for n in inner if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        | {n.arg for n in inner if isinstance(n, ast.arg)}
        | {n.name for n in inner if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    )


def _door_problems(suite: Suite, exercise: str) -> Iterator[tuple[int, str]]:
    known = (exercise, *DOORS)
    for attribute in doors(suite.tree):
        if attribute.attr not in known:
            hint = suggestion(attribute.attr, known)
            yield (
                attribute.lineno,
                f"`student.{attribute.attr}`{hint} is not this exercise: "
                f"call `student.{exercise}`, exercises are graded apart.",
            )


def _driver_problems(suite: Suite) -> Iterator[tuple[int, str]]:
    for function in suite.tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        nested = {n.name: n for n in ast.walk(function) if isinstance(n, ast.FunctionDef)}
        for call, driver in run_calls(function):
            found = None
            if isinstance(driver, ast.Name):
                found = nested.get(driver.id) or suite.function(driver.id)
            if found is None:
                yield (
                    call.lineno,
                    "the driver of `student.run` is not a function of this file: "
                    "name one, defined in the test or in the module.",
                )
                continue
            taken = global_names(ast.unparse(found)) - DRIVER_NAMES - {found.name}
            if taken:
                names = ", ".join(f"`{name}`" for name in sorted(taken))
                yield (
                    call.lineno,
                    f"the driver `{found.name}` takes {names} from outside: only its source is "
                    "sent, so pass what it needs as arguments of `student.run`.",
                )
