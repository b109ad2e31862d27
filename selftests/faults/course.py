"""A course whose sandboxes start at once, and a class that pauses where a test wants to disturb it.

No torch is loaded into its sandboxes, and the clock of its workers jumps by a day at every look.
How a test learns that a process is there: stages.py.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from autograder.build.notebook import build_source
from autograder.course.lesson import fingerprint
from autograder.course.part import load_part
from selftests.mini import PART, ROOT

TEXT = "Doublez chaque élément.", "Double each element."
FILES = {
    f"lessons/{PART}/part.toml": """
packages = ["numpy"]
[title]
fr = "Mini"
en = "Mini course"
[[exercise]]
name = "double"
points = 4
title = { fr = "Doubler", en = "Double" }
""",
    f"lessons/{PART}/lesson.md": f"""+++ {{"lang": "fr"}}

{TEXT[0]}

+++ {{"lang": "en", "translates": "{fingerprint(TEXT[0])}"}}

{TEXT[1]}

```{{code-cell}} ipython3
import numpy as np
```

```{{code-cell}} ipython3
:exercise: double
```
""",
    f"lessons/{PART}/quiz.toml": """
[[question]]
id = "q-mini-single"
kind = "single"
points = 1
text = { fr = "Combien font deux et deux ?", en = "What are two and two?" }
explanation = { fr = "On compte.", en = "One counts." }
option = [
    { id = "four", text = { fr = "quatre", en = "four" }, correct = true },
    { id = "five", text = { fr = "cinq", en = "five" }, feedback = { fr = "Non.", en = "No." } },
    { id = "two", text = { fr = "deux", en = "two" }, feedback = { fr = "Non.", en = "No." } },
]
""",
    f"solutions/{PART}/double.py": '''"""Reference of `double`."""

import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Return twice each element of `x`."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
''',
    f"tests/{PART}/test_double.py": '''"""Hidden suite of `double`."""

import numpy as np
import pytest

from autograder.engine.comparing import assert_close


@pytest.mark.visible
@pytest.mark.french("Un exemple.")
def test_example(student):
    """An example."""
    assert_close(student.double(np.ones(2)), 2 * np.ones(2))


@pytest.mark.french("Plusieurs appels.")
def test_several_calls(student):
    """Several calls: when one is lost, the test holds a value of the student's already."""
    for size in (2, 3, 4):
        assert_close(student.double(np.ones(size)), 2 * np.ones(size))
''',
    f"misconceptions/{PART}/double.py": '''"""Wrong implementations of `double`."""

from autograder.course.misconception import misconception


@misconception("double-plus-1", fails={"test_several_calls"}, fr="Relisez.", en="Read again.")
def double(x):
    return x + 1
''',
    "conftest.py": '''
import itertools
import os
import time
from pathlib import Path

from autograder.engine import runner, session
from selftests.faults.stages import jumping, stage

time.time = jumping
kills = itertools.count()
short_of_memory = Path(os.environ["FAULTS"], "short-of-memory")
session.oom_kills = lambda: next(kills) if short_of_memory.exists() else 0


run_item = runner.Runner.run_item


def staged(self, running, item):
    stage(item.name)
    run_item(self, running, item)


runner.Runner.run_item = staged  # a hook for tests would keep them from being called directly


def pytest_collection_modifyitems():
    stage("collecting")
''',
}  # fmt: skip

PAUSE = """
def pause(stage, seconds=1):
    import ctypes, time
    ctypes.CDLL(None).prctl(15, b"at-" + stage.encode())
    time.sleep(seconds)
    ctypes.CDLL(None).prctl(15, b"working")
"""
DOUBLE = "def double(x):\n    return 2 * x\n"
ANSWER = 'answers["q-mini-single"] = "four"\n'
PAUSES = {
    "cell": (PAUSE + DOUBLE + 'pause("cell")\n', ANSWER),
    "call": (PAUSE + DOUBLE.replace("ret", 'if len(x) == 3: pause("call")\n    ret'), ANSWER),
    "quiz": (
        PAUSE + DOUBLE,
        "class Slow(dict):\n    def get(self, *args):\n        pause('quiz')\n"
        f"        return super().get(*args)\n{ANSWER}answers = Slow(answers)\n",
    ),
}
LONG = (PAUSE + DOUBLE + 'pause("long", 15)\n', ANSWER)
MAXIMUM = 5.0


def write_course(root: Path) -> Path:
    """Write the course into ``root``, with the notebooks that it is graded by."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    notebook = json.loads(build_source(load_part(root, PART), "fr"))
    # It imports torch, for checks that only students run.
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] != "setup-checks"]
    for tree in ("source", "release"):
        path = root / tree / "fr" / PART / f"{PART}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
    return root


def notebook_of(root: Path, pausing: str = "") -> dict[str, Any]:
    """Return a perfect notebook that pauses at a stage: in a cell, in a call, in the quiz."""
    name = root / "source" / "fr" / PART / f"{PART}.ipynb"
    notebook = copy.deepcopy(json.loads(name.read_text(encoding="utf-8")))
    double, answer = (PAUSES | {"long": LONG}).get(pausing, (DOUBLE, ANSWER))
    for cell in notebook["cells"]:
        cell["source"] = {"double": double, "answer-q-mini-single": answer}.get(
            cell["id"], "".join(cell["source"])
        )
    return notebook


def hand_in(root: Path, student: str, pausing: str = "") -> Path:
    """Write the submission of ``student``."""
    path = root / "submitted" / student / PART / f"{PART}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook_of(root, pausing)), encoding="utf-8")
    return path
