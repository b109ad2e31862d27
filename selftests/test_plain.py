"""Cells that Python alone runs come to what they come to in IPython."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.model import Limits
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.sandbox import Sandbox
from selftests.child_codec import load_child

plain = load_child("plain")

PLAIN = {
    "definition": "def f(x):\n    return x + 1\n",
    "decorated": "import functools\n\n@functools.cache\ndef f(x):\n    return x\n\n# end",
    "class": "class A:\n    x = 1\n    def f(self):\n        return 1",
    "imports": "from os import path\nimport math",
    "assignments": "x = 1\ny: int = x + 1\ntable = {}\ntable['é'] = [\n    1,\n]",
    "attribute": "class A: pass\na = A()\na.b = 3",
    "prints": "print('é')\nimport sys\nprint('e', file=sys.stderr)\nx = 1",
    "raises": "def f():\n    1 / 0\nx = f()",
    "exits": "import sys\nx = sys.exit(3)",
    "future": "from __future__ import annotations\ndef f(x: nowhere): pass",
    "history": "a = 1\nb = (len(In), In[-1], _i, get_ipython().execution_count)",
    "displays": "from IPython.display import display\nx = display({'a': 1})",
    "warns": "import warnings\nx = warnings.warn('old')",
}
NOT_PLAIN = {
    "text at the margin": "def f(x):\n    '''One\ntwo'''\n    return x\n",
    "one line": "x = 1",
    "expression": "x = 1\nx",
    "call": "def f(x=0):\n    return x\nf(\nx=1)",
    "constant": "x = 1\n5",
    "text": 'x = 1\n"""\ndef f():\n    return 1"""',
    "text that looks like it": "x = 1\n'''\ny = 2'''",
    "block": "for n in range(2):\n    print(n)",
    "magic": "%precision 3\nx = 1",
    "cell magic": "%%capture out\nprint(1)\nx = 1",
    "shell": "x = 1\ny = !true",
    "help": "x = 1\nlen?\ny = 2",
    "prompt": ">>> x = 1\n>>> y = 2",
    "indented": "  x = 1\n  y = 2",
    "awaits": "import asyncio\nx = await asyncio.sleep(0)",
    "broken": "x = 1\ny = (\n",
    "misplaced": "x = 1\nreturn\ny = 2",
    "empty": "\n\n",
    "comments": "# x = 1\n# y = 2",
}
AFTER = """names = sorted(k for k in globals() if len(k) < 6 and not k.startswith('_'))
print(names, len(In), _i, get_ipython().execution_count)"""
EVENTS = """
for event in ("pre_execute", "post_execute"):
    get_ipython().events.register(event, lambda event=event: print(event))
"""
# With this IPython must look at each cell itself.
LOOK = """class Look:
    def visit(self, node): return node
get_ipython().ast_transformers.append(Look())"""


def outputs(light_server: ForkServer, first: str, source: str) -> list[list[dict[str, Any]]]:
    """Return what ``source`` and the cells after it show; ``first`` is run before."""
    with Sandbox(light_server, Limits()) as box:
        box.run_cell(first, "first", 10.0)
        return [box.run_cell(cell, "cell", 10.0) for cell in (source, "b = 2\nb", AFTER)]


def is_plain(source: str) -> bool:
    """Return whether both looks say so."""
    if not plain.is_plain(source):
        return False
    return bool(plain.ends_in_binding(compile(source, "cell", "exec", dont_inherit=True)))


@pytest.mark.parametrize("name", PLAIN | NOT_PLAIN)
def test_both_ways_come_to_the_same(light_server: ForkServer, name: str) -> None:
    """Outputs, errors, names and history."""
    source = (PLAIN | NOT_PLAIN)[name]
    pad = "pass\n" * LOOK.count("\n") + "pass"
    assert outputs(light_server, pad, source)[0] == outputs(light_server, LOOK, source)[0]
    one, other = outputs(light_server, pad, source)[1:], outputs(light_server, LOOK, source)[1:]
    assert one[0] == other[0]
    assert one[1][0]["text"] == other[1][0]["text"].replace("'Look', ", "")


@pytest.mark.parametrize("first", ["", LOOK], ids=["plain", "looked at"])
def test_events_are_told(light_server: ForkServer, first: str) -> None:
    """Pictures are drawn by one of them."""
    shown = outputs(light_server, first + EVENTS, "print(1)\nx = 1")[0]
    assert shown == [
        {"output_type": "stream", "name": "stdout", "text": "pre_execute\n1\npost_execute\n"}
    ]


@pytest.mark.parametrize("name", PLAIN)
def test_ordinary_cells_are_plain(name: str) -> None:
    """Else nothing would be gained."""
    assert is_plain(PLAIN[name])


@pytest.mark.parametrize("name", sorted(NOT_PLAIN.keys() - {"broken", "misplaced"}))
def test_what_ipython_must_see_is_not(name: str) -> None:
    """Syntax of its own, and whatever it would display."""
    assert not is_plain(NOT_PLAIN[name])
