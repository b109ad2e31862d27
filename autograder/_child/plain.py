"""Tell the cells that Python alone can run: no syntax of IPython's, and nothing to display.

IPython reads each cell's tokens and syntax tree in Python, and compiles it statement by statement;
for a cell of definitions that takes several times what running it does.
"""

from __future__ import annotations

import re
from dis import opmap
from types import CodeType

# What a line begins with, or an assignment goes on with, that is not Python but IPython; a question
# mark asks for help. Most cells have none of it, and then their tokens need not be looked at.
SYNTAX = re.compile(r"^\s*[%!,;/]|=[\s\\]*[%!]|\?", re.MULTILINE)
AWAITS = re.compile(r"\b(await|async)\b")
# Prompts that were copied along, which IPython removes; what is indented, it moves to the left.
COPIED = re.compile(r"\s|>>>|\.\.\.|In \[")
INSIDE = re.compile(r"[\s#)\]}]|$")
QUOTES = re.compile(r"\"\"\"|'''")
BINDING = re.compile(
    r"(def|class|import|from)\s|[^\W\d][\w.]*(\[[^\]]*\])?\s*(:[^=]+)?=(?!=)", re.ASCII
)
STORES = {
    bytes([opmap[name]]) for name in ("STORE_NAME", "STORE_SUBSCR", "STORE_ATTR", "STORE_GLOBAL")
}
PADDING = bytes([opmap["CACHE"]])
RETURNS_NONE = [
    bytes([opmap[name] for name in names])
    for names in (["LOAD_CONST", "RETURN_VALUE"], ["RETURN_CONST"])
    if set(names) <= opmap.keys()
]


def has_syntax(lines: list[str]) -> bool:
    """Return whether a cell may have syntax of IPython's."""
    # Line by line as well: more ends a line for IPython than for a regular expression.
    return any(map(SYNTAX.search, [*lines, "".join(lines)]))


def is_plain(source: str) -> bool:
    """Return whether ``source`` is Python, of several lines, and seems to end in a binding."""
    lines = source.splitlines(keepends=True)
    if len(lines) < 2 or COPIED.match(source) or AWAITS.search(source) or has_syntax(lines):
        return False
    last = max((n for n, line in enumerate(lines) if not INSIDE.match(line)), default=0)
    # With an odd number of quotes after it, the line itself is in a string.
    even = len(QUOTES.findall("".join(lines[last:]))) % 2 == 0
    return even and BINDING.match(lines[last]) is not None


def ends_in_binding(code: CodeType) -> bool:
    """Return whether the last thing that the code of a cell does is to bind a name."""
    operations = code.co_code[::2]
    for end in RETURNS_NONE:
        if operations.endswith(end):
            return operations[: -len(end)].rstrip(PADDING)[-1:] in STORES
    return False
