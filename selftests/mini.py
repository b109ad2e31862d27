"""A miniature course, written into a temporary directory, for the tests of reading and building.

Two exercises: `double` (a visible test without a driver, one with) and `mean`; a quiz with a
question of each kind (mini_quiz.toml). Everything about it is right; tests break one thing at a
time.
"""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

from autograder.course.lesson import fingerprint
from autograder.model import Kind, Part

PART = "part01_mini"
ROOT = Path(__file__).resolve().parents[1]

PART_TOML = """
packages = ["numpy", "torch"]
forbidden = ["torch.nn"]
[title]
fr = "Mini"
en = "Mini course"
[limits]
call_seconds = 2
[[exercise]]
name = "double"
points = 12
forbidden = ["torch.add"]
title = { fr = "Doubler", en = "Double" }
[[exercise]]
name = "mean"
points = 5
title = { fr = "Moyenner", en = "Average" }
"""

FRENCH = ("# Mini\n\nDoublez chaque élément.", "Calculez la moyenne.")
ENGLISH = ("# Mini\n\nDouble each element.", "Compute the mean.")


def lesson() -> str:
    """Return `lesson.md`, with the hashes that go with its French."""
    first, second = (
        f'+++ {{"lang": "fr"}}\n\n{french}\n\n'
        f'+++ {{"lang": "en", "translates": "{fingerprint(french)}"}}\n\n{english}\n\n'
        for french, english in zip(FRENCH, ENGLISH, strict=True)
    )
    return (
        f"{first}```{{code-cell}} ipython3\nimport torch\n```\n\n"
        "```{code-cell} ipython3\n:exercise: double\n```\n\n"
        "```{code-cell} ipython3\n:demo: true\n\nprint(double(torch.ones(2)))\n```\n\n"
        f"{second}```{{code-cell}} ipython3\n:exercise: mean\n```\n"
    )


SOLUTION = '''"""Reference of `{name}`."""

import torch


def {name}(x: torch.Tensor) -> torch.Tensor:
    """Return {what}.

    >>> {name}(torch.tensor([1.0, 3.0]))
    """
    ### BEGIN SOLUTION
    {body}
    ### END SOLUTION
'''

DOUBLE = SOLUTION.format(
    name="double",
    what="twice each element of `x`",
    body="answer = 2 * x.clone()\n    return answer",
)
MEAN = SOLUTION.format(name="mean", what="the mean of `x`, 0-d", body="return x.sum() / x.numel()")

SUITE = '''"""Hidden suite of `{name}`."""

import pytest
import torch

from autograder.engine.comparing import assert_close, normal


def drive_twice(module, x):
    return module.{name}(x), module.{name}(-x)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : « été ».")
def test_slide_example(student):
    """The example of the slide."""
    x = torch.tensor([1.0, 3.0])  # été
    assert_close(student.{name}(x), torch.tensor({expected}), what="été"); student.{name}(x)


@pytest.mark.visible
@pytest.mark.french("Le signe est respecté.")
def test_sign(student):
    """The sign is kept."""
    plus, minus = student.run(drive_twice, torch.tensor([1.0, 3.0]))
    assert_close(plus, -minus)


@pytest.mark.french("Des valeurs tirées au sort.")
@pytest.mark.weight(2)
def test_random_values(student, reference, rng, device):
    """Values drawn at random."""

    def drive(module, x):
        return module.{name}(x)

    x = normal(rng, 7, device=device)
    assert_close(student.run(drive, x), reference.{name}(x))
'''

MISCONCEPTIONS = '''"""Wrong implementations of `{name}`."""

import torch

from autograder.course.misconception import misconception
'''

VARIANT = """

@misconception(
    "{id}",
    fails={{"test_random_values"}},
    fr="Erreur {number} : relisez.",
    en="Mistake {number}: read again.",
)
@torch.no_grad()
def {name}(x):
    return x + {number}
"""


def write_course(root: Path) -> Path:
    """Write the miniature course into ``root``, with the project's own nbgrader configuration."""
    files = {f"lessons/{PART}/part.toml": PART_TOML, f"lessons/{PART}/lesson.md": lesson()}
    for name, solution, expected in (("double", DOUBLE, "[2.0, 6.0]"), ("mean", MEAN, "2.0")):
        files[f"solutions/{PART}/{name}.py"] = solution
        files[f"tests/{PART}/test_{name}.py"] = SUITE.format(name=name, expected=expected)
        files[f"misconceptions/{PART}/{name}.py"] = MISCONCEPTIONS.format(name=name) + "".join(
            VARIANT.format(id=f"{name}-plus-{number}", number=number, name=name)
            for number in range(1, 5)
        )
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copy(ROOT / "selftests" / "mini_quiz.toml", root / "lessons" / PART / "quiz.toml")
    return root


def with_question(part: Part, **changes: object) -> Part:
    """Return ``part`` with a single question: its single choice, changed."""
    (question,) = [q for q in part.questions if q.kind is Kind.SINGLE]
    return dataclasses.replace(part, questions=(dataclasses.replace(question, **changes),))
