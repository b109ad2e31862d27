"""Break every solution in every small way, and count the breakages that no hidden test notices.

    python benchmarks/mutation.py [PART[.EXERCISE] ...] [--jobs N]

A mutant is a solution with one operator, constant, argument, comparison or statement changed; it
is graded as a submission is. Ends with exit code 1 when an exercise notices fewer than 95 % of its
mutants, when a survivor is not explained in ``equivalent_mutants.toml``, or when an explanation
there belongs to no survivor.

No maintained tool fits: they start a test run per mutant, where the engine needs milliseconds.
"""

from __future__ import annotations

import argparse
import ast
import copy
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.locate import find_course
from autograder.course.part import load_part, part_names
from autograder.engine.pool import Engine, Pool
from autograder.engine.subject import Subject
from autograder.errors import AutograderError
from autograder.model import Exercise, Isolation

ENOUGH = 0.95
EXPLAINED = Path(__file__).with_name("equivalent_mutants.toml")
BINARY = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
RENAMED = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "amax": "amin",
    "argmax": "argmin",
    "argmin": "argmax",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "sin": "cos",
    "cos": "sin",
    "any": "all",
    "all": "any",
    "tanh": "sigmoid",
    "sigmoid": "tanh",
    "tril": "triu",
    "ceil": "floor",
    "union": "intersection",
}

# Calls whose two arguments may change places.
SYMMETRIC = {"max", "min", "maximum", "minimum", "transpose", "dot"}
# Arguments that change nothing here: there is one device, and what `zip` gets is equally long.
INVISIBLE = {"device", "strict"}


@dataclass(frozen=True)
class Mutant:
    """One changed solution; ``change`` tells it from the others of its exercise."""

    exercise: Exercise
    change: str
    source: str


def mutants(exercise: Exercise) -> Iterator[Mutant]:
    """Yield the mutants of one solution, each once."""
    text = exercise.solution.read_text(encoding="utf-8")
    tree = ast.parse(text)
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines, start=1) if "### BEGIN SOLUTION" in line]
    ends = [n for n, line in enumerate(lines, start=1) if "### END SOLUTION" in line]
    inside = {n for a, b in zip(starts, ends, strict=True) for n in range(a + 1, b)}
    seen = {ast.dump(tree)}
    counts: Counter[str] = Counter()
    silent = {id(n) for mute in ast.walk(tree) if _is_mute(mute) for n in ast.walk(mute)}
    for index, node in enumerate(ast.walk(tree)):
        if _line_number(node) not in inside or id(node) in silent:
            continue
        for number in range(len(list(_changes(copy.deepcopy(node))))):
            changed = copy.deepcopy(tree)
            place = list(ast.walk(changed))[index]
            before = _line(changed, place)
            old = _first_line(before)
            _replace(changed, place, list(_changes(place))[number])
            ast.fix_missing_locations(changed)
            dump = ast.dump(changed)
            if dump in seen:
                continue
            seen.add(dump)
            change = f"{old} -> {_shown(changed, before)}"
            counts[change] += 1
            if counts[change] > 1:  # the same line stands there again
                change += f" ({counts[change]})"
            yield Mutant(exercise, change, ast.unparse(changed))


def _is_mute(node: ast.AST) -> bool:
    """Return whether nothing in ``node`` is any test's business: messages, places, checks."""
    return isinstance(node, ast.Raise) or getattr(node, "arg", None) in INVISIBLE


def _line_number(node: ast.AST) -> int:
    """Return where ``node`` stands; a clause of a comprehension stands with its variable."""
    return int(getattr(getattr(node, "target", node), "lineno", 0))


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in the place of ``node``; parts of it are shared with it."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            if type(op) in BINARY:
                yield ast.BinOp(left, BINARY[type(op)](), right)
            if isinstance(op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
                yield ast.BinOp(right, op, left)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            for other in COMPARISONS[type(op)]:
                yield ast.Compare(left, [other()], [right])
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=float(value)):
            yield ast.Constant(value * 2 if value else 1.0)
        case ast.Constant(value=str(value)) if value:
            yield ast.Constant(value[:-1])
        case ast.comprehension(target=target, iter=iterable, ifs=[_, *_] as ifs):
            for one in ifs:
                kept = [other for other in ifs if other is not one]
                yield ast.comprehension(target, iterable, kept, 0)
        case ast.Attribute(value=value, attr=("T" | "mT")):
            yield value
        case ast.Call():
            yield from _call_changes(node)
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower is not None:
                yield ast.Slice(None, upper, step)
            if upper is not None:
                yield ast.Slice(lower, None, step)
        case ast.IfExp(test=test, body=body, orelse=other):
            yield from (body, other)
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
            yield ast.If(ast.Constant(False), body, orelse)
        case ast.Assign() | ast.AugAssign() | ast.Expr():
            yield ast.Pass()
        case ast.Return(value=ast.Tuple(elts=[first, second, *rest])):
            yield ast.Return(ast.Tuple([second, first, *rest], ast.Load()))


def _call_changes(node: ast.Call) -> Iterator[ast.AST]:
    function, arguments, keywords = node.func, node.args, node.keywords
    if isinstance(function, ast.Attribute):
        if function.attr in RENAMED:
            other = ast.Attribute(function.value, RENAMED[function.attr], ast.Load())
            yield ast.Call(other, arguments, keywords)
        if not (isinstance(function.value, ast.Name) and function.value.id in ("torch", "np")):
            yield function.value  # the value without what the method does to it
    elif isinstance(function, ast.Name) and function.id in RENAMED:
        yield ast.Call(ast.Name(RENAMED[function.id], ast.Load()), arguments, keywords)
    if isinstance(function, ast.Name) and function.id == "range":
        last = ast.BinOp(arguments[-1], ast.Sub(), ast.Constant(1))
        yield ast.Call(function, [*arguments[:-1], last], [])
    named = ast.unparse(function).rpartition(".")[2]
    starred = any(isinstance(a, ast.Starred) for a in arguments[:2])
    if len(arguments) >= 2 and not starred and named not in SYMMETRIC:
        first, second, *rest = arguments
        yield ast.Call(function, [second, first, *rest], keywords)
    for keyword in (k for k in keywords if k.arg not in INVISIBLE):
        yield ast.Call(function, arguments, [k for k in keywords if k is not keyword])


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
                return
            if isinstance(value, list) and any(one is old for one in value):
                value[next(n for n, one in enumerate(value) if one is old)] = new
                return


def _line(tree: ast.AST, node: ast.AST) -> ast.stmt:
    """Return the innermost statement around ``node``."""
    around = [s for s in ast.walk(tree) if isinstance(s, ast.stmt) and node in ast.walk(s)]
    return around[-1]


def _shown(tree: ast.AST, before: ast.stmt) -> str:
    """Return the changed statement, or `pass` when it is gone."""
    return _first_line(before) if any(n is before for n in ast.walk(tree)) else "pass"


def _first_line(statement: ast.stmt) -> str:
    """Return what fits into a list: of an `if` or a loop its head."""
    return ast.unparse(statement).splitlines()[0]


def survives(engine: Engine, mutant: Mutant) -> bool:
    """Return whether all tests of the exercise pass on the mutant."""
    exercise = mutant.exercise
    subject = Subject.from_code(exercise.name, mutant.source)
    answer = engine.grade(exercise.part, subject, [exercise.name], diagnose=False)
    return bool(answer["exercises"][exercise.name]["outcome"] == "PASSED")


def explanations() -> dict[tuple[str, str, str], str]:
    """Return why some mutants cannot be noticed, by part, exercise and change."""
    entries = tomllib.loads(EXPLAINED.read_text(encoding="utf-8")).get("mutant", [])
    return {(e["part"], e["exercise"], e["change"]): e["reason"] for e in entries}


def main() -> int:
    """Run what the command line names, everything by default; return the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("names", nargs="*", metavar="PART[.EXERCISE]")
    arguments.add_argument("--jobs", type=int, default=2)
    options = arguments.parse_args()
    course = find_course()
    names = options.names or part_names(course)
    parts = sorted({name.partition(".")[0] for name in names})
    chosen = [
        exercise
        for part in parts
        for exercise in load_part(course, part).exercises
        if part in names or f"{part}.{exercise.name}" in names
    ]
    work = [mutant for exercise in chosen for mutant in mutants(exercise)]
    alive: dict[tuple[str, str], list[str]] = defaultdict(list)
    with Pool(course, parts, Isolation.FULL, "cpu", options.jobs) as pool:
        for mutant, survived in pool.map(survives, work):
            if isinstance(survived, AutograderError):
                raise survived
            if survived:
                alive[mutant.exercise.part, mutant.exercise.name].append(mutant.change)
    return report(chosen, work, alive)


def report(
    chosen: list[Exercise], work: list[Mutant], alive: dict[tuple[str, str], list[str]]
) -> int:
    """Print one line an exercise and each survivor without a reason; return the exit code."""
    known = explanations()
    failed = False
    for exercise in chosen:
        key = exercise.part, exercise.name
        total = sum(m.exercise is exercise for m in work)
        unknown = [change for change in alive[key] if (*key, change) not in known]
        stale = [k[2] for k in known if k[:2] == key and k[2] not in alive[key]]
        equivalent = len(alive[key]) - len(unknown)
        noticed = (total - len(alive[key])) / max(total - equivalent, 1)
        short = noticed < ENOUGH or unknown or stale
        failed = failed or bool(short)
        print(
            f"{exercise.part}.{exercise.name}: {noticed:.0%} of {total - equivalent} noticed, "
            f"{equivalent} equivalent{'  <--' if short else ''}"
        )
        for change in unknown:
            print(f"    survives: {change}")
        for change in stale:
            print(f"    explained, but noticed: {change}")
    print(f"{len(work)} mutants, {sum(map(len, alive.values()))} survivors")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
