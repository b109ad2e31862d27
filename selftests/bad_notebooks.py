"""Everything that students hand in by accident or on purpose, one situation a student.

Each function changes a perfect notebook in one way; each situation says what has to come of it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# Points of the part: all exercises, without its quiz, and two of them.
SOLVED, RELU, SOFTMAX = 16.0, 0.5, 1.5


@dataclass(frozen=True)
class Bad:
    """A situation: its score (None: not graded), the outcome of `relu`, and what is said."""

    make: Callable[[Any], object]
    score: float | None
    outcome: str = "PASSED"
    says: str = ""


def _relu(source: str, outcome: str, says: str = "") -> Bad:
    """Return the situation of the exercise `relu` that is not right."""
    passed = outcome == "PASSED"
    return Bad(
        lambda pupil: pupil.write("relu", source),
        SOLVED if passed else SOLVED - RELU,
        outcome,
        says,
    )


def _returning(expression: str, outcome: str, says: str = "") -> Bad:
    return _relu(f"def relu(z):\n    return {expression}", outcome, says)


def _own_cell(source: str) -> Bad:
    """Return the situation of a cell of the student's that must cost nothing else."""
    return Bad(lambda pupil: pupil.add(source, after="check-relu"), SOLVED)


def _metadata(name: str, **changes: Any) -> Callable[[Any], None]:
    def make(pupil: Any) -> None:
        pupil.cell(name)["metadata"]["nbgrader"] |= changes

    return make


def _deleted(pupil: Any) -> None:
    for name in ("check-relu", "grade-relu", "softmax"):
        pupil.notebook["cells"].remove(pupil.cell(name))


def _copied(pupil: Any) -> None:
    cells = pupil.notebook["cells"]
    for name in ("relu", "grade-relu", "setup-1"):
        cells.insert(cells.index(pupil.cell(name)), copy.deepcopy(pupil.cell(name)))


def _reordered(pupil: Any) -> None:
    cells = pupil.notebook["cells"]
    setup = [pupil.cell("setup-1"), pupil.cell("setup-checks")]
    cells[:] = setup + [cell for cell in reversed(cells) if cell not in setup]


def _points(pupil: Any) -> None:
    for exercise in pupil.part.exercises:
        _metadata(f"grade-{exercise.name}", points=100)(pupil)


def _foreign(pupil: Any) -> None:
    ours = pupil.cell("grade-relu")["metadata"]["nbgrader"]
    extra = {"grade_id": "grade-extra", "points": 50, "grade": True, "locked": False}
    for number, nbgrader in enumerate([ours | extra, "none", {"grade_id": 7}, {"grade_id": ["a"]}]):
        pupil.add(str(number))
        pupil.notebook["cells"][-1]["metadata"] = {"nbgrader": nbgrader}


def _tags(pupil: Any) -> None:
    """Nothing is solved, and everything says that it wants to be skipped."""
    for exercise in pupil.part.exercises:
        pupil.write(exercise.name, f"def {exercise.name}(*args): ...")
    for cell in pupil.notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]


def _odd_fields(pupil: Any) -> None:
    pupil.notebook["metadata"] = "none"
    pupil.cell("relu")["cell_type"] = "markdown"
    pupil.cell("check-relu")["source"] = ["raise ", "SystemExit"]
    pupil.notebook["cells"][0] |= {"metadata": [], "id": 5, "attachments": {"a": 1}}


def _everything(pupil: Any) -> None:
    """What a notebook may hold beside text: dropped, whatever it is."""
    notebook, surrogate = pupil.notebook, "\ud800"
    notebook["metadata"]["widgets"] = {"state": {str(n): {"a": [n]} for n in range(1000)}}
    notebook[surrogate] = {surrogate: surrogate}
    notebook["cells"][0]["attachments"] = {"../../a.png": {"image/png": "AAAA" * 1000}}
    pupil.add(f"print('{surrogate}', len('{surrogate}'))", after="check-relu")
    pupil.cell("relu")["outputs"] = [{"output_type": "x", "data": [[[5.0]]]}]
    pupil.cell("relu")["metadata"][surrogate] = {"nbgrader": surrogate}


def _without_cells(pupil: Any) -> None:
    pupil.notebook["cells"] = []


def _odd_cell(pupil: Any) -> None:
    pupil.notebook["cells"][3] = "print(1)"


CONTENT: dict[str, Bad] = {
    # the notebook
    "no-cells": Bad(_without_cells, None, says="has no cells"),
    "odd-cell": Bad(_odd_cell, None, says="cell 4 is not a cell"),
    "format-5": Bad(lambda p: p.notebook.update(nbformat=5), None, says="notebook format 5"),
    "cells-deleted": Bad(_deleted, SOLVED - SOFTMAX, says="locked cell 'grade-relu' was missing"),
    "cells-copied": Bad(_copied, SOLVED, says="a copy of cell 'relu'"),
    "cells-reordered": Bad(_reordered, SOLVED),
    "cell-renamed": Bad(_metadata("relu", grade_id="ReLU"), SOLVED, says="exercise cell 'relu' is"),
    "points-changed": Bad(_points, SOLVED),
    "flags-changed": Bad(_metadata("relu", grade=True, solution=False, locked=True), SOLVED),
    "schema-changed": Bad(_metadata("relu", schema_version=4), SOLVED),
    "foreign-metadata": Bad(_foreign, SOLVED, says="unknown nbgrader cell 'grade-extra'"),
    "skip-tags": Bad(_tags, 0.0, "FAILED"),
    "odd-fields": Bad(_odd_fields, SOLVED),
    "everything": Bad(_everything, SOLVED),
    # one exercise
    "syntax-error": _relu("def relu(z)\n    return z", "RAISED"),
    "bad-indent": _relu("def relu(z):\nreturn z", "RAISED"),
    "nul-character": _relu("def relu(z): return '\x00'", "FAILED"),
    "cell-raises": _relu("raise ValueError(1)", "RAISED"),
    "cell-exits": _relu("raise SystemExit", "RAISED"),
    "other-name": _relu("def ReLU(z):\n    return z.clamp(min=0)", "NOT_IMPLEMENTED"),
    "not-a-function": _relu("relu = 3", "RAISED"),
    "no-parameters": _relu("def relu():\n    return 0", "RAISED"),
    "more-parameters": _relu("def relu(z, out):\n    return z.clamp(min=0)", "RAISED"),
    "returns-none": _returning("None", "FAILED"),
    "returns-str": _returning("'0'", "FAILED"),
    "returns-list": _returning("z.clamp(min=0).tolist()", "FAILED"),
    "returns-array": _returning("z.clamp(min=0).numpy()", "FAILED"),
    "returns-nan": _returning("z * float('nan')", "FAILED"),
    "returns-subclass": _relu(
        "class Mine(torch.Tensor):\n    def __eq__(self, other):\n        return True\n\n"
        "def relu(z):\n    return torch.zeros_like(z).as_subclass(Mine)",
        "FAILED",
    ),
    "returns-always-equal": _relu(
        "class Equal:\n    def __eq__(self, other):\n        return True\n\n"
        "def relu(z):\n    return Equal()",
        "FAILED",
    ),
    # Refused for its size; on a busy machine copying it may take longer than a call may.
    "returns-huge": _returning("torch.zeros(300_000_000, dtype=torch.int8)", "FAILED or TIMED_OUT"),
    "returns-expanded": _returning("torch.zeros(1).expand(10**6, 10**6)", "FAILED"),
    "returns-deep": _relu("def relu(z):\n    for _ in range(99): z = [z]\n    return z", "FAILED"),
    "returns-itself": _relu("def relu(z):\n    a = []\n    a.append(a)\n    return a", "FAILED"),
    "returns-lambda": _returning("lambda: z", "FAILED"),
    "returns-file": _returning("open('notes.txt', 'w')", "FAILED"),
    "returns-generator": _returning("(v for v in z)", "FAILED"),
    "recursion": _returning("relu(z)", "RAISED"),
    "memory": _returning("[0] * 10**11", "OUT_OF_MEMORY"),
    "loop-in-function": _relu("def relu(z):\n    while True: pass", "TIMED_OUT"),
    "loop-caught": _relu(
        "def relu(z):\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass",
        "TIMED_OUT",
    ),
    "sys-exit": _relu("import sys\ndef relu(z):\n    sys.exit(0)", "RAISED"),
    "raise-exit": _relu("def relu(z):\n    raise SystemExit", "RAISED"),
    "os-exit": _relu("import os\ndef relu(z):\n    os._exit(0)", "CRASHED"),
    "killed": _relu("import os\ndef relu(z):\n    os.kill(os.getpid(), 9)", "CRASHED"),
    "segfault": _relu("import ctypes\ndef relu(z):\n    ctypes.string_at(0)", "CRASHED"),
    "odd-exception": _relu(
        "class Odd(Exception):\n    def __str__(self):\n        raise self\n\n"
        "def relu(z):\n    raise Odd",
        "RAISED",
    ),
    # a cell of the student's own
    "loop-in-cell": _own_cell("while True: pass"),
    "printing-loop": _own_cell("while True: print('x' * 1000)"),
    "exit-in-cell": _own_cell("import os\nos._exit(0)"),
    "kill-in-cell": _own_cell("import os\nos.kill(os.getpid(), 9)"),
    "strange-output": _own_cell("print('\\x1b[31m', '\\ud800', '\\x00', chr(0x202e))"),
}
