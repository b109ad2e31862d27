"""What a student's values may say in a message: nothing that could carry a hidden input.

A function is given hidden inputs and chooses the names, shapes and line numbers that a message
about it would repeat. So names are those of Python, of its libraries and of the exercise itself,
sizes are of the order of what was expected, and everything else gets a general word.
"""

from __future__ import annotations

import builtins
import inspect
import math
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from autograder.model import Text

IDENTIFIER = re.compile(r"[^\W\d]\w{0,60}(\.[^\W\d]\w{0,60}){0,8}")
LIBRARY_ERRORS = {"LinAlgError", "AxisError", "UFuncTypeError", "OutOfMemoryError", "EinopsError"}
# What functions return by mistake and the wire does not carry, beside the builtin types.
LIBRARY_TYPES = {
    *("generator", "function", "method", "module", "coroutine", "builtin_function_or_method"),
    *("Series", "Index", "Linear", "Sequential", "Module", "Size", "device", "dtype", "Generator"),
    *("Dataset", "DataLoader", "Figure", "Axes", "deque", "Counter", "defaultdict", "Decimal"),
}
PLAIN_DTYPE = re.compile(r"object|float128|longdouble|datetime64|timedelta64|torch\.[a-z]+[0-9]*")
OTHER_TYPE = Text("un autre type", "another type")
TOO_MUCH = Text("trop de données, ou trop imbriquées", "too much data, or nested too deep")
OTHER_SHAPE = Text("une tout autre forme", "quite another shape")
SMALL = 64
MAX_CODE = 100


def identifier(value: Any) -> str:
    """Return a name that student code chose before it saw an input, if it is one."""
    return value if isinstance(value, str) and IDENTIFIER.fullmatch(value) else "Exception"


def error_name(name: Any, bases: Iterable[Any]) -> str:
    """Return the class of an exception, or the first of its ``bases`` that everybody knows."""
    for known in map(str, (name, *bases)):
        kind = getattr(builtins, known, None)
        if known in LIBRARY_ERRORS or (isinstance(kind, type) and issubclass(kind, BaseException)):
            return known
    return "Exception"


def missing_name(name: str, asked: str) -> str:
    """Return ``name`` where ``asked``, a function's name or a driver's source, has it."""
    known = IDENTIFIER.fullmatch(name) and re.search(rf"\b{re.escape(name)}\b", asked)
    return name if known else "?"


def forbidden_name(name: str, banned: Sequence[str]) -> str:
    """Return the library's ``name`` where it has one, or what is forbidden."""
    found: Any = sys.modules.get(name.split(".")[0])
    for part in name.split(".")[1:]:
        # Static: a module may import, or warn, when it is asked for a name that it lacks.
        found = inspect.getattr_static(found, part, None)
    covering = [one for one in banned if name == one or name.startswith(f"{one}.")]
    if found is not None and IDENTIFIER.fullmatch(name):
        return name
    return (covering or list(banned) or ["?"])[0]


def unsendable(reason: str) -> str | Text:
    """Return the type that the sandbox says it could not send, if it is a known one."""
    if match := re.fullmatch(r"a value of type (\w{1,60})", reason):
        builtin = isinstance(getattr(builtins, match[1], None), type)
        return match[1] if builtin or match[1] in LIBRARY_TYPES else OTHER_TYPE
    if match := re.fullmatch(r"an? (array|tensor) of dtype (\S{1,40})", reason):
        dtype = PLAIN_DTYPE.match(match[2])
        return f"{match[1]}, {dtype[0]}" if dtype else OTHER_TYPE
    return TOO_MUCH if re.search(r"MiB|parts|levels|bits", reason) else OTHER_TYPE


def code(line: str) -> str:
    """Return a line that the student wrote, short and on one line."""
    plain = "".join(c for c in line.strip() if c.isprintable())
    return plain if len(plain) <= MAX_CODE else f"{plain[:MAX_CODE]}…"


def shape(got: Sequence[int], want: Sequence[int]) -> str | Text:
    """Return a shape as it is written, where an honest mistake could have made it."""
    largest = max(SMALL, *want, math.prod(want))
    plausible = len(got) <= len(want) + 2 and all(size <= largest for size in got)
    return str(tuple(got)) if plausible else OTHER_SHAPE
