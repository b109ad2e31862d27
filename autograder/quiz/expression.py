"""Evaluate the answers of ``quiz.toml``: arithmetic in the parameters of a question."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

# Names that an answer may use besides its parameters, here and in the instructors' notebook.
FUNCTIONS: dict[str, Any] = {
    "abs": abs,
    "exp": math.exp,
    "log": math.log,
    "max": max,
    "min": min,
    "pi": math.pi,
    "round": round,
    "sqrt": math.sqrt,
}
OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def as_code(expression: str) -> str:
    """Return ``expression`` for a notebook that has imported `math`."""

    class Qualify(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            if hasattr(math, node.id) and node.id in FUNCTIONS:
                return ast.Attribute(ast.Name("math", ast.Load()), node.id, ast.Load())
            return node

    return ast.unparse(Qualify().visit(ast.parse(expression.strip(), mode="eval")))


def evaluate(expression: str, values: Mapping[str, float]) -> Any:
    """Return what ``expression`` comes to: a number, or a tuple of them.

    Raises ``ValueError`` for anything that is not arithmetic in ``values`` and FUNCTIONS.
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        return _value(tree.body, {**FUNCTIONS, **values})
    except SyntaxError as error:
        raise ValueError(f"`{expression}` is not an expression: {error.msg}") from None
    except KeyError as error:
        name = error.args[0]
        raise ValueError(f"`{expression}` uses `{name}`, which is no parameter") from None
    except _NotArithmetic:
        raise ValueError(f"`{expression}` is more than arithmetic") from None
    except (ArithmeticError, TypeError, ValueError) as error:
        raise ValueError(f"`{expression}` cannot be computed: {error}") from None


class _NotArithmetic(Exception):
    pass


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    def value(inner: ast.expr) -> Any:
        return _value(inner, names)

    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            return names[name]
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return tuple(map(value, elements))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return OPERATORS[type(op)](value(operand))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](value(left), value(right))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
            return OPERATORS[type(op)](value(left), value(right))
        case ast.IfExp(test=test, body=body, orelse=other):
            return value(body) if value(test) else value(other)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](*map(value, arguments))
    raise _NotArithmetic
