"""Small readings of Python source shared by the readers of solutions, suites and misconceptions.

Nothing here imports what it reads: the written trees hold wrong code on purpose, and a command
that only lists the course must not wait for torch.
"""

from __future__ import annotations

import ast
import builtins
import difflib
import symtable
import textwrap
from collections.abc import Iterable
from pathlib import Path

from autograder.errors import CourseError

# Classes too, in the places that accept either: an exercise may be a `torch.nn.Module`.
Definition = ast.FunctionDef | ast.ClassDef
BUILTINS = frozenset(dir(builtins))


def parse(path: Path, role: str) -> tuple[str, ast.Module]:
    """Return the text and the tree of ``path``; ``role`` says what is missing when it is."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{place(path)} is missing: write {role} there.") from None
    try:
        return text, ast.parse(text)
    except SyntaxError as error:
        raise CourseError(
            f"{place(path)}:{error.lineno}: {error.msg}: repair the syntax of this file."
        ) from None


def place(path: Path) -> str:
    """Return the last three components of ``path``: ``tests/part05_first_network/test_relu.py``."""
    return "/".join(path.parts[-3:])


def docstring_nodes(node: Definition | ast.Module) -> list[ast.stmt]:
    """Return the docstring statement of ``node`` in a list, or an empty list."""
    return node.body[:1] if ast.get_docstring(node) is not None else []


def source_of(text: str, node: Definition, *, decorators: bool = True) -> str:
    """Return the lines of a top-level definition, with the comments that close it.

    ``ast`` does not see comments: the end of a function whose last line is
    ``### END SOLUTION`` would stop one line early, and nbgrader would refuse the cell.
    """
    lines = text.splitlines()
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    start = first - 1 if decorators else node.lineno - 1
    end = last = node.end_lineno or node.lineno
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith((" ", "\t"))):
        end += 1
        if lines[end - 1].strip():
            last = end
    return "\n".join(lines[start:last]) + "\n"


def imports_of(text: str, tree: ast.Module, *, without: str = "autograder") -> str:
    """Return the module-level imports of ``tree``, leaving out those of the package ``without``."""
    kept = [
        ast.get_source_segment(text, node) or ""
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and (getattr(node, "module", None) or "").split(".")[0] != without
    ]
    return "".join(f"{line}\n" for line in kept)


def bound_names(tree: ast.Module) -> set[str]:
    """Return the names that running a module's (or a cell's) top level defines."""
    table = symtable.symtable(ast.unparse(tree), "<cell>", "exec")
    return {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}


def global_names(source: str) -> set[str]:
    """Return the names that ``source`` takes from its module, builtins left out."""

    def walk(table: symtable.SymbolTable) -> set[str]:
        found = {
            s.get_name()
            for s in table.get_symbols()
            if (s.is_global() or table.get_type() == "module") and s.is_referenced()
        }
        return found.union(*(walk(child) for child in table.get_children()))

    dedented = textwrap.dedent(source)
    return walk(symtable.symtable(dedented, "<definition>", "exec")) - BUILTINS


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return `` (did you mean `x`?)`` when a known name is close to ``name``, else nothing."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean `{close[0]}`?)" if close else ""
