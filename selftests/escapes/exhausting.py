"""Attacks on what a submission may use: time, memory, disk, output, descriptors, the process.

Every one is bounded, so that it does no harm where nothing stops it.
"""

from __future__ import annotations

TIME, MEMORY, DEAD = {"TIMED_OUT"}, {"OUT_OF_MEMORY"}, {"CRASHED"}
WRONG_OR_RAISED = {"FAILED", "RAISED"}

# Body of the exercise's function, and the outcomes that are right for it.
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
    "memory-in-steps": (
        "import numpy; a = [numpy.empty(1 << 24, dtype='u1') for _ in range(64)]",
        MEMORY,
    ),
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
    "kill-group": ("import os; os.killpg(0, 0)", {"RAISED"}),
    "fork-bomb": (
        "import os\n    for _ in range(30):\n        if os.fork() == 0: os._exit(0)",
        {"RAISED"},
    ),
    "daemon": (
        "import os\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0:\n"
        "            import time; time.sleep(8)\n        os._exit(0)\n    os.wait()",
        {"RAISED"},
    ),
    "endless-property": (
        "class Endless:\n        @property\n        def __class__(self):\n"
        "            while True: pass\n    return Endless()",
        TIME,
    ),
}

# A free cell before a right answer, which keeps its points.
CELLS = {
    "loop": "while True:\n    pass",
    "exit": "import os; os._exit(0)",
    "segmentation-fault": "import ctypes; ctypes.string_at(0)",
    "memory": "a = bytearray(1 << 30)\nprint('FO' + 'UND room for all of it')",
    "output": "for _ in range(600):\n    print('x' * 10_000)",
    "output-below-python": """
import os, stat
if stat.S_ISREG(os.fstat(1).st_mode):
    print("FO" + "UND a file that grows")
for _ in range(2000):
    os.write(1, b"x" * 10_000)
""",
    "displays": "for n in range(2000):\n    display(n)",
    "threads": """
import threading, time
for _ in range(2000):
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
print("FO" + "UND room for all of them")
""",
    "disk": """
for n in range(40):
    with open(f"file{n}", "wb") as file:
        file.write(bytes(1 << 20))
print("FO" + "UND room for all of it")
""",
    "one-large-file": """
open("large", "wb").write(bytes(40 << 20))
print("FO" + "UND room for all of it")
""",
    "files": """
for n in range(40_000):
    open(f"file{n}", "w").close()
print("FO" + "UND room for all of them")
""",
    "destructor": """
class Slow:
    def __del__(self):
        while True: pass
slow = Slow()
del slow
""",
    "rich-output": """
from IPython.display import SVG
for _ in range(20):
    display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><text>" + "é" * 400_000 + "</text></svg>"))
""",
}
# What uses up the sandbox for good: cells after it find nothing left.
LASTING = {"threads"}
