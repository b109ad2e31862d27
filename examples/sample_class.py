"""A class of twelve submissions of part 5, each the way that some student hands one in.

    python examples/sample_class.py DIRECTORY

writes ``DIRECTORY/STUDENT/PART/PART.ipynb``. Every notebook is the released French one with cells
filled in: with the reference solution, with misconceptions of the course, or with the code below.
Marks follow from how a notebook was made, so that a grader can be checked against them.
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.course.locate import find_course
from autograder.course.part import load_part
from autograder.course.solution import load_solution
from autograder.model import Exercise, Kind, Part, Question
from autograder.quiz.grade import right_answer
from autograder.quiz.reading import draw

PART = "part05_first_network"

ALTERNATIVES = {
    "dense_forward": """
def dense_forward(x, w, b):
    return torch.einsum("ik,jk->ij", x, w) + b[None, :]
""",
    "relu": """
def relu(z):
    return z * (z > 0).to(z.dtype)
""",
    "softmax": """
def softmax(z, dim):
    return torch.exp(z - torch.logsumexp(z, dim=dim, keepdim=True))
""",
    "binary_cross_entropy": """
def binary_cross_entropy(probability, target):
    total = 0.0
    for p, y in zip(probability.flatten(), target.flatten()):
        total = total - y * torch.log(p).clamp(min=-100)
        total = total - (1 - y) * torch.log(1 - p).clamp(min=-100)
    return total / probability.numel()
""",
    "dense_backward": """
def dense_backward(dz, x, w):
    dx, dw, db = torch.zeros_like(x), torch.zeros_like(w), torch.zeros_like(w[:, 0])
    for i in range(len(x)):
        dx[i] = dz[i] @ w
        dw = dw + torch.outer(dz[i], x[i])
        db = db + dz[i]
    return dx, dw, db
""",
    "numerical_gradient": """
def numerical_gradient(function, theta, eps=1e-6):
    gradient = torch.zeros_like(theta)
    for place in np.ndindex(tuple(theta.shape)):
        higher, lower = theta.clone(), theta.clone()
        higher[place] += eps
        lower[place] -= eps
        gradient[place] = (function(higher) - function(lower)) / (2 * eps)
    return gradient
""",
}

Notebook = dict[str, Any]


class Pupil:
    """One notebook in the making: starts as released, worth nothing yet."""

    def __init__(self, part: Part, released: Notebook, student: str) -> None:
        """Copy the released notebook."""
        self.part = part
        self.student = student
        self.notebook = copy.deepcopy(released)
        self.score = 0.0

    def cell(self, name: str) -> dict[str, Any]:
        """Return the cell with nbgrader's id ``name``."""
        return next(c for c in self.notebook["cells"] if _grade_id(c) == name)

    def write(self, name: str, source: str) -> None:
        """Put ``source`` into the cell of exercise ``name``; worth nothing."""
        self.cell(name)["source"] = source.strip()

    def solve(self, *names: str) -> None:
        """Answer exercises rightly, with the reference solution; all of them without any name."""
        for exercise in self.part.exercises:
            if not names or exercise.name in names:
                self.write(exercise.name, solution_source(exercise))
                self.score += exercise.points

    def mistake(self, name: str, misconception_id: str) -> None:
        """Answer exercise ``name`` with a misconception: worth the tests that it passes."""
        exercise = self.part.exercise(name)
        wrong = next(m for m in exercise.misconceptions if m.id == misconception_id)
        self.write(name, wrong.source)
        weights = {test.name: test.weight for test in exercise.tests}
        earned = sum(weight for test, weight in weights.items() if test not in wrong.fails)
        self.score += round(exercise.points * earned / sum(weights.values()), 2)

    def answer(self, *ids: str) -> None:
        """Answer questions rightly, with the student's own numbers; all of them without any id."""
        for question in self.part.questions:
            if not ids or question.id in ids:
                numbers = draw(self.student, question.id, dict(question.parameters))
                self.respond(question, repr(right_answer(question, numbers)))
                self.score += question.points

    def respond(self, question: Question, answer: str) -> None:
        """Put ``answer``, as Python writes it, into the answer cell of a question."""
        self.write(f"answer-{question.id}", f'answers["{question.id}"] = {answer}')

    def add(self, source: str, after: str | None = None) -> None:
        """Add a cell of the student's own after cell ``after``, or at the end."""
        cells = self.notebook["cells"]
        place = len(cells) if after is None else cells.index(self.cell(after)) + 1
        cell = {"cell_type": "code", "id": f"own-{len(cells)}", "metadata": {}, "outputs": []}
        cells.insert(place, cell | {"execution_count": None, "source": source.strip()})


def _grade_id(cell: Mapping[str, Any]) -> str | None:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return name if isinstance(name, str) else None


def solution_source(exercise: Exercise) -> str:
    """Return the reference solution as a student would have typed it: without the markers."""
    lines = load_solution(exercise.solution, exercise.name).source.splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("### "))


def _all_right(pupil: Pupil) -> None:
    pupil.solve()
    pupil.answer()


def _three_exercises(pupil: Pupil) -> None:
    """Three exercises and the questions without numbers of one's own; then the day was over."""
    pupil.solve("dense_forward", "relu", "softmax")
    pupil.answer(*(q.id for q in pupil.part.questions if not q.parameters))


def _known_mistakes(pupil: Pupil) -> None:
    pupil.solve("relu")
    pupil.mistake("dense_forward", "slide-transpose")
    pupil.mistake("softmax", "no-maximum-subtracted")
    pupil.mistake("binary_cross_entropy", "sum-instead-of-mean")
    pupil.mistake("dense_backward", "divided-by-batch")
    pupil.mistake("numerical_gradient", "one-sided-difference")
    for question in pupil.part.questions:
        if question.kind is Kind.SINGLE:
            wrong = next(option.id for option in question.options if not option.correct)
            pupil.respond(question, repr(wrong))


def _other_ways(pupil: Pupil) -> None:
    pupil.solve()
    pupil.answer()
    for name, source in ALTERNATIVES.items():
        pupil.write(name, source)


def _raising(pupil: Pupil) -> None:
    """Cells that raise, a function that raises, a cell that does not parse: the rest counts."""
    pupil.solve("dense_forward", "binary_cross_entropy", "dense_backward", "numerical_gradient")
    pupil.add("print(resultat_du_cours)", after="setup-checks")
    pupil.write("relu", 'def relu(z):\n    raise ValueError("je ne sais pas")')
    pupil.write("softmax", "def softmax(z, dim)\n    return torch.exp(z)")
    first, *others = pupil.part.questions
    pupil.respond(first, "1 / 0")
    pupil.answer(*(question.id for question in others))


def _hanging(pupil: Pupil) -> None:
    """An endless function and an endless cell: the other exercises keep their points."""
    pupil.solve("dense_forward", "softmax", "binary_cross_entropy", "dense_backward")
    pupil.solve("numerical_gradient")
    pupil.write("relu", "def relu(z):\n    while True:\n        z = z.clone()")
    pupil.add("n = 0\nwhile True:\n    n += 1", after="check-softmax")


def _leaving(pupil: Pupil) -> None:
    pupil.solve("dense_forward", "relu", "binary_cross_entropy", "numerical_gradient")
    pupil.write("softmax", "import sys\n\ndef softmax(z, dim):\n    sys.exit(0)")
    pupil.write("dense_backward", "import os\n\ndef dense_backward(dz, x, w):\n    os._exit(0)")


def _tampered(pupil: Pupil) -> None:
    """Three honest exercises; everything that gives points otherwise is put back."""
    pupil.solve("dense_forward", "relu", "softmax")
    cells = pupil.notebook["cells"]
    for name in ("binary_cross_entropy", "dense_backward", "numerical_gradient"):
        cell = pupil.cell(f"grade-{name}")
        cell["source"] = f"{cell['metadata']['nbgrader']['points']}"
        cell["metadata"]["tags"] = ["skip-execution"]
        cell["metadata"]["nbgrader"]["points"] = 100
    for name in ("check-softmax", "grade-softmax"):
        cells.remove(pupil.cell(name))
    twice = pupil.cell("relu")
    for number in (1, 2):
        cells.insert(cells.index(twice), copy.deepcopy(twice) | {"id": f"copy-{number}"})


def _own_cells(pupil: Pupil) -> None:
    """One function renamed, and cells with magics, display and the shell among the exercises."""
    pupil.solve("relu", "softmax", "binary_cross_entropy", "dense_backward", "numerical_gradient")
    renamed = solution_source(pupil.part.exercise("dense_forward"))
    pupil.write("dense_forward", renamed.replace("def dense_forward", "def couche_dense"))
    pupil.add("%matplotlib inline\n%timeit -n 1 -r 1 relu(torch.zeros(3))", after="check-relu")
    pupil.add('from IPython.display import HTML, display\ndisplay(HTML("<b>fini ?</b>"))\n!ls')


def _one_mistake(pupil: Pupil) -> None:
    pupil.solve("dense_forward", "relu", "softmax", "binary_cross_entropy", "dense_backward")
    pupil.mistake("numerical_gradient", "vectors-only")


CLASS: dict[str, Callable[[Pupil], None]] = {
    "ada": _all_right,
    "blaise": _three_exercises,
    "camille": _known_mistakes,
    "denise": _other_ways,
    "emile": lambda pupil: None,
    "fanny": _raising,
    "gaston": _hanging,
    "hugo": _leaving,
    "ines": _tampered,
    "jules": _own_cells,
    "Éloïse Dupré": _one_mistake,
}
# Saved while the disk was full: half of a notebook.
BROKEN = "karim"


def write_class(course: Path, directory: Path) -> dict[str, float | None]:
    """Write the class into ``directory``; return each student's score, None where none is due."""
    part = load_part(course, PART)
    text = (course / "release" / "fr" / PART / f"{PART}.ipynb").read_text(encoding="utf-8")
    scores: dict[str, float | None] = {}
    for student, fill in CLASS.items():
        pupil = Pupil(part, json.loads(text), student)
        fill(pupil)
        write_notebook(directory, student, json.dumps(pupil.notebook, ensure_ascii=False))
        scores[student] = round(pupil.score, 4)
    write_notebook(directory, BROKEN, text[: len(text) // 2])
    return scores | {BROKEN: None}


def write_notebook(directory: Path, student: str, text: str) -> Path:
    """Write one submission where nbgrader looks for it."""
    path = directory / student / PART / f"{PART}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python examples/sample_class.py DIRECTORY")
    for name, score in sorted(write_class(find_course(), Path(sys.argv[1])).items()):
        print(f"{name}: {'not a notebook' if score is None else f'{score:g} / 20'}")
