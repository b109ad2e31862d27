"""Find forbidden names in the syntax tree of an exercise's cell.

The definition of the exercise and of the helpers that it calls is read, whatever binds it, with
the imports and aliases of the whole notebook: ``import torch.nn.functional as F``,
``nn = torch.nn``, ``from torch import relu as r``, ``getattr(torch, "relu")`` and
``importlib.import_module("torch.nn")`` all lead to the name that they hide.
The sandbox refuses the same names again at run time. Nothing here recurses into the student's code
or reads it more than a few times, whatever its shape.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager

from autograder.engine.subject import Subject

DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Where statements hold statements, or the handlers and cases that do.
BLOCKS = ("body", "handlers", "orelse", "finalbody", "cases")
# The same functions by a private or generated name: forbidden with any of them.
BACK_DOORS = ("torch.ops", "torch._C", "torch._VF", "torch._refs", "torch._prims")

# Characters that are read while magics are rewritten, for a whole notebook; then calls in a name.
MAX_REWRITTEN = 300_000
MAX_CALLS = 20
# Characters of a cell whose tree is kept for the next notebook that has it too.
MAX_KEPT = 8_000


def forbidden_use(subject: Subject, exercise: str, names: Sequence[str]) -> str | None:
    """Return the first of ``names`` that the definition of ``exercise`` uses, or None."""
    if not names:
        return None
    banned = frozenset((*names, *BACK_DOORS))
    aliases, _ = _notebook(subject)
    if _is_below(aliases.get(exercise, ""), banned):
        return aliases[exercise]
    # Helpers that the exercise calls are part of its answer.
    for _, used in definitions_used(subject, exercise):
        for name in used:
            if _is_below(name, banned):
                return name
    return None


def definitions_used(subject: Subject, exercise: str) -> Iterator[tuple[str, list[str]]]:
    """Yield ``exercise`` and all that it calls, however indirectly, each with the names it uses.

    A name of the notebook's own that nothing defines uses none.
    """
    waiting, seen = [exercise], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        uses, calls = _uses_of(subject, name)
        waiting += calls
        yield name, uses


@lru_cache(maxsize=256)  # exercises of one subject have helpers in common
def _uses_of(subject: Subject, name: str) -> tuple[list[str], list[str]]:
    """Return what the definitions of ``name`` use, and what of it is not their own variable."""
    aliases, definitions = _notebook(subject)
    uses: list[str] = []
    calls: list[str] = []
    for definition in definitions.get(name, ()):
        nodes = list(ast.walk(definition))
        local = dict(aliases)
        _collect(nodes, local)
        own = _local_names(nodes[1:])
        here = list(_used(nodes, local))
        uses += here
        calls += [used for used in here if used not in own]
    return uses, calls


def only_definition(subject: Subject, name: str) -> ast.stmt | None:
    """Return what binds ``name`` in the notebook, when that is one statement and no import."""
    aliases, definitions = _notebook(subject)
    found = definitions.get(name, [])
    starred = any(alias == "*" for alias in aliases)
    return found[0] if len(found) == 1 and name not in aliases and not starred else None


def _is_below(name: str, banned: frozenset[str]) -> bool:
    while name and name not in banned:
        name = name.rpartition(".")[0]
    return bool(name)


@lru_cache(maxsize=1)  # a subject is asked about each of its exercises in turn
def _notebook(subject: Subject) -> tuple[dict[str, str], dict[str, list[ast.stmt]]]:
    """Return the aliases of the whole notebook, and what binds each of its names."""
    aliases: dict[str, str] = {}
    definitions: dict[str, list[ast.stmt]] = {}
    for tree in _trees(subject):
        statements = list(_module_level(tree.body))
        own = set(map(id, tree.body))
        _collect(statements, aliases)
        for node in statements:
            for name in _bound(node):
                if id(node) in own and isinstance(node, DEFINITION):
                    definitions[name] = []  # what it was before is gone for certain
                definitions.setdefault(name, []).append(node)
    return aliases, definitions


def _trees(subject: Subject) -> Iterator[ast.Module]:
    budget = MAX_REWRITTEN
    for cell in subject.cells:
        tree = _parse(cell.source)
        if tree is None:
            plain, budget = _without_magics(cell.source, budget)
            tree = _parse(plain)
        if tree is not None:
            yield tree


def _parse(source: str) -> ast.Module | None:
    # The course's own cells are the same in every notebook; what is long would fill the memory.
    return (_tree if len(source) <= MAX_KEPT else _tree.__wrapped__)(source)


@lru_cache(maxsize=64)
def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # it will not run either


def _without_magics(source: str, budget: int) -> tuple[str, int]:
    """Return ``source`` with IPython's syntax rewritten, and what is left of ``budget``."""
    manager = TransformerManager()
    lines = source.splitlines(keepends=True)
    try:
        for transform in (*manager.cleanup_transforms, *manager.line_transforms):
            lines = transform(lines)
        changed = True
        while changed and budget > 0:  # each round rewrites one magic and reads all lines for it
            budget -= len(source)
            changed, lines = manager.do_one_token_transform(lines)
    except (SyntaxError, ValueError, RecursionError):
        return "", budget
    return "".join(lines), budget


def _module_level(nodes: Iterable[ast.AST]) -> Iterator[ast.stmt]:
    """Return the statements that run in the module's own scope, also inside ``if`` or ``try``."""
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, DEFINITION):
            inside = [child for block in BLOCKS for child in getattr(node, block, ())]
            waiting += inside[::-1]


def _bound(node: ast.stmt) -> Iterator[str]:
    """Return the names that a definition or an assignment gives a value, or changes."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            for target in targets:  # `table["r"] = ...` changes what `table` is
                yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.AugAssign(target=ast.Name(id=name)):
            yield name


def _local_names(inside: Sequence[ast.AST]) -> set[str]:
    """Return the parameters and variables of a definition: other things than the notebook's."""
    stored = (n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    return {*stored, *(n.arg for n in inside if isinstance(n, ast.arg))}


def _collect(nodes: Iterable[ast.AST], aliases: dict[str, str]) -> None:
    """Add what imports and plain assignments of dotted names bind to ``aliases``."""
    for node in nodes:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                aliases.pop(name, None)
            case ast.Import(names=imported):
                for item in imported:
                    aliases[item.asname or item.name.split(".")[0]] = (
                        item.name if item.asname else item.name.split(".")[0]
                    )
            case ast.ImportFrom(module=str(module), names=imported, level=0):
                for item in imported:
                    aliases[item.asname or item.name] = f"{module}.{item.name}"
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                dotted = _dotted(value, aliases)
                if dotted is not None and dotted != name:
                    aliases[name] = dotted


def _used(nodes: Sequence[ast.AST], aliases: dict[str, str]) -> Iterable[str]:
    # Of `torch.nn.relu` the whole says all that `torch.nn` would.
    owners = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    for child in nodes:
        match child:
            case ast.Import(names=imported):
                yield from (item.name for item in imported)
            case ast.ImportFrom(module=str(module), names=imported):
                yield from (f"{module}.{item.name}" for item in imported)
            case ast.Attribute(attr=attribute):
                dotted = None if id(child) in owners else _dotted(child, aliases)
                if dotted is not None:
                    yield dotted
                # A method of whatever tensor it is called on.
                yield f"torch.Tensor.{attribute}"
            case ast.Name() | ast.Call():
                dotted = _dotted(child, aliases)
                if dotted is not None:
                    yield dotted


def _dotted(node: ast.AST, aliases: dict[str, str], depth: int = 0) -> str | None:
    if depth > MAX_CALLS:
        return None
    match node:
        case ast.Name(id=name):
            return aliases.get(name, name)
        case ast.Attribute():
            names = []
            while isinstance(node, ast.Attribute):
                names.append(node.attr)
                node = node.value
            owner = _dotted(node, aliases, depth + 1)
            return None if owner is None else ".".join([owner, *reversed(names)])
        case ast.Call(func=ast.Name(id="getattr"), args=[value, ast.Constant(value=str(name)), *_]):
            owner = _dotted(value, aliases, depth + 1)
            return None if owner is None else f"{owner}.{name}"
        case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
            if _dotted(function, aliases, depth + 1) in ("importlib.import_module", "__import__"):
                return name
    return None
