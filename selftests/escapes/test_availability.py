"""Whatever student code uses up, its outcome is the right one and the next student loses nothing.

Every attack is bounded, so that it does no harm where nothing stops it.
"""

from __future__ import annotations

import pytest

from selftests.escapes.lab import RIGHT, Lab, Verdict

TIME, MEMORY, DEAD = {"TIMED_OUT"}, {"OUT_OF_MEMORY"}, {"CRASHED"}
WRONG_OR_RAISED = {"FAILED", "RAISED"}

CALLS = {
    "loop": ("while True:\n        pass", TIME),
    "loop-that-catches": (
        "while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass",
        TIME,
    ),
    "loop-in-c": ("sum(range(10**11))", TIME),
    "regular-expression": ("import re; re.match('(a+)+b', 'a' * 40)", TIME),
    "sleep": ("import time; time.sleep(60)", TIME),
    "deadlock": ("import threading; a = threading.Lock(); a.acquire(); a.acquire()", TIME),
    "memory": ("return torch.ones(1 << 28)", MEMORY),
    "memory-in-steps": ("a = [bytearray(1 << 20) for _ in range(4096)]", MEMORY),
    "large-number": ("return 10 ** 10 ** 6", {"FAILED"}),
    "recursion": ("return relu(z)", {"RAISED"}),
    "recursion-without-limit": (
        "import sys; sys.setrecursionlimit(10**9); f = lambda x: [f(x)]; f(1)",
        DEAD | MEMORY | TIME | {"RAISED"},  # which one depends on the version of Python
    ),
    "segmentation-fault": ("import ctypes; ctypes.string_at(0)", DEAD),
    "abort": ("import os; os.abort()", DEAD),
    "kill-itself": ("import os; os.kill(os.getpid(), 9)", DEAD),
    "kill-others": ("import os; os.kill(-1, 0)", {"RAISED"}),
    "kill-parent": ("import os, signal; os.kill(os.getppid(), signal.SIGCONT)", {"RAISED"}),
    "huge-value": ("return torch.zeros(1, dtype=torch.uint8).expand(1 << 29)", {"FAILED"} | MEMORY),
    "many-parts": ("return [0] * 100_000", {"FAILED"}),
    "deep-value": ("a = []\n    for _ in range(500): a = [a]\n    return a", {"FAILED"}),
    "long-text": ("return 'x' * (8 << 20)", {"FAILED"}),
    "unsendable": ("return (n for n in range(3))", {"FAILED"}),
    "descriptors": ("a = [open('/dev/null') for _ in range(5000)]", {"RAISED"}),
    "closed-descriptors": ("import os; os.closerange(0, 256); return z", DEAD),
    "socket-of-calls-blocked": (
        "import socket; [socket.socket(fileno=n).setblocking(0) for n in range(3, 9)]",
        WRONG_OR_RAISED | DEAD,
    ),
    "stopped": ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", TIME),
}


@pytest.mark.parametrize("name", CALLS)
def test_deny_exhaustion_in_a_call(lab: Lab, honest: Verdict, name: str) -> None:
    """The call comes to its outcome, and an honest notebook graded next gets full marks."""
    body, outcomes = CALLS[name]
    verdict = lab.grade(f"def relu(z):\n    {body}\n")
    assert verdict.outcome in outcomes
    assert verdict.score == 0
    assert verdict.errors == []
    assert lab.grade(RIGHT) == honest


CELLS = {
    "loop": "while True:\n    pass",
    "exit": "import os; os._exit(0)",
    "segmentation-fault": "import ctypes; ctypes.string_at(0)",
    "memory": "a = bytearray(1 << 30)",
    "output": "for _ in range(200_000):\n    print('x' * 100)",
    "output-below-python": "import os\nfor _ in range(2000):\n    os.write(1, b'x' * 10_000)",
    "displays": "for n in range(2000):\n    display(n)",
    "threads": """
import threading, time
for _ in range(3000):
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
""",
    "disk": """
for n in range(64):
    with open(f"file{n}", "wb") as file:
        file.write(bytes(1 << 20))
""",
    "one-large-file": "open('large', 'wb').write(bytes(40 << 20))",
    "files": "for n in range(40_000):\n    open(f'file{n}', 'w').close()",
    "deep-directories": """
import os
for _ in range(2000):
    os.mkdir("d")
    os.chdir("d")
""",
    "destructor": """
class Slow:
    def __del__(self):
        while True: pass
Slow()
""",
    "rich-output": """
from IPython.display import SVG
for _ in range(8):
    display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><text>" + "é" * 400_000 + "</text></svg>"))
""",
    "unprintable-error": """
class Bad(Exception):
    def __str__(self): raise self
raise Bad
""",
    "exit-of-the-notebook": "exit()",
}
# What uses up the sandbox for good: cells after it find nothing left.
LASTING = {"threads"}


@pytest.mark.parametrize("name", CELLS)
def test_deny_exhaustion_in_a_cell(lab: Lab, honest: Verdict, name: str) -> None:
    """One bad cell costs neither the student's other cells nor the next student a point."""
    verdict = lab.grade(RIGHT, before=CELLS[name])
    if name not in LASTING:
        assert verdict.score == honest.score, verdict
    assert verdict.errors == []
    assert lab.grade(RIGHT) == honest


def test_support_bad_call_spares_a_good_one(lab: Lab) -> None:
    """A call that kills the sandbox costs its own test; the others are still asked."""
    code = "def relu(z):\n    if z.ndim == 0: import os; os._exit(0)\n    return z.clamp(min=0)\n"
    verdict = lab.grade(code)
    assert verdict.tests["test_any_shape"] == "CRASHED"
    assert [o for o in verdict.tests.values() if o != "PASSED"] == ["CRASHED"]
