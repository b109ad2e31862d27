"""What students are told of a mistake: its name, two at once, where it comes from, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from autograder.engine.causes import with_causes
from autograder.engine.kept import Behaviour
from autograder.engine.pairs import two_at_once
from autograder.engine.pool import Engine
from autograder.engine.results import results_from_json
from autograder.engine.student import Exchange
from autograder.engine.subject import Subject
from autograder.model import Isolation, Outcome, TestResult

COURSE = Path(__file__).resolve().parent.parent
PART04, PART05 = "part04_linear_regression", "part05_first_network"
PART06 = "part06_regularization"

# Two mistakes in one answer, written as a student would: neither misconception's code is in it.
TWO = {
    "weight-gradient-transposed bias-gradient-not-summed": (
        PART05,
        """
def dense_backward(dz, x, w):
    return dz @ w, x.T @ dz, dz
""",
    ),
    "log-of-zero sum-instead-of-mean": (
        PART05,
        """
def binary_cross_entropy(p, t):
    return -(t * torch.log(p) + (1 - t) * torch.log(1 - p)).sum()
""",
    ),
    "larger-of-the-two another-default-slope": (
        PART05,
        """
def leaky_relu(z, slope=0.1):
    return torch.maximum(z, slope * z)
""",
    ),
    "spread-term-missing scale-and-shift-gradients-swapped": (
        PART06,
        """
def batch_norm_backward(dy, cache):
    x_hat, gamma, std = cache
    dx = gamma / std * (dy - dy.mean(dim=0))
    return dx, dy.sum(dim=0), (dy * x_hat).sum(dim=0)
""",
    ),
    "bias-gradient-of-one-example gradient-in-a-column": (
        PART04,
        """
def gradients(x, y, w, b):
    error = (x @ w + b - y).reshape(-1, 1)
    return x.T @ error / len(y), error[0, 0]
""",
    ),
}
# Beside something known, or as wrong as something known: no guess all the same.
UNKNOWN = {
    "one of two is known": (
        PART05,
        """
def dense_backward(dz, x, w):
    return dz @ w, 2 * (dz.T @ x), dz
""",
    ),
    "NaN where two misconceptions have it": (
        PART05,
        """
def softmax(z, dim):
    powers = torch.exp(z + z.amax(dim=dim, keepdim=True))
    return powers / powers.sum(dim=dim, keepdim=True)
""",
    ),
    "words of two misconceptions": (
        PART06,
        """
def diagnose_fit(train_error, test_error, acceptable=0.1, gap=0.05):
    if not (0 <= train_error <= 1 and 0 <= test_error <= 1):
        raise ValueError("an error lies between 0 and 1")
    if train_error < acceptable:
        return "underfits"
    return "overfits" if test_error - train_error > gap else "fits"
""",
    ),
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One worker for the parts whose mistakes are made here."""
    with Engine(COURSE, [PART04, PART05, PART06], Isolation.FULL) as engine:
        yield engine


def diagnosed(engine: Engine, part: str, source: str) -> set[str]:
    """Return the misconceptions that are named for an answer, which must be wrong."""
    name = source.partition("def ")[2].partition("(")[0]
    subject = Subject.from_code(name, "import torch\n" + source)
    result = engine.grade(part, subject, [name])["exercises"][name]
    assert result["outcome"] == "FAILED"
    return set(result["misconceptions"])


@pytest.mark.parametrize("both", TWO)
def test_two_mistakes_at_once_are_named(engine: Engine, both: str) -> None:
    """In different results, for different inputs, with NaN, in torch and in numpy."""
    assert diagnosed(engine, *TWO[both]) == set(both.split())


@pytest.mark.parametrize("why", UNKNOWN)
def test_an_unknown_mistake_gets_no_guess(engine: Engine, why: str) -> None:
    """Not even where two misconceptions together come close."""
    assert diagnosed(engine, *UNKNOWN[why]) == set()


def behaviour(*values: float) -> Behaviour:
    """Return how somebody answers tests of one number each, of which 0.0 is right."""
    results = {
        f"test_{place}": TestResult(Outcome.FAILED if value else Outcome.PASSED)
        for place, value in enumerate(values)
    }
    replies = {
        f"test_{place}": Exchange([("value", torch.tensor([value, 7.0]))])
        for place, value in enumerate(values)
    }
    return results, replies


KNOWN = {"first": behaviour(1.0, 0.0, 0.0), "second": behaviour(0.0, 2.0, 0.0)}


@pytest.mark.parametrize(
    ("observed", "more", "found"),
    [
        ((1.0, 2.0, 0.0), {}, ("first", "second")),
        # A test fails that both of them pass, and one passes that one of them fails.
        ((1.0, 2.0, 3.0), {}, ()),
        ((1.0, 0.0, 0.0), {"second": behaviour(0.0, 2.0, 0.0)}, ()),
        # Another number than either.
        ((1.0, 2.5, 0.0), {}, ()),
        # Two pairs would do.
        ((1.0, 2.0, 0.0), {"third": behaviour(1.0, 2.5, 0.0)}, ()),
        # One of the two accounts for nothing that the other does not.
        ((1.0, 2.0, 0.0), {"first": behaviour(1.0, 2.0, 0.0)}, ()),
    ],
)
def test_two_must_account_for_everything_and_each_for_something(
    observed: tuple[float, ...], more: dict[str, Behaviour], found: tuple[str, ...]
) -> None:
    """Neither more nor fewer failures, no number of its own, no other pair, no idle partner."""
    assert two_at_once(behaviour(*observed), KNOWN | more) == found


RELU = "def relu(z):\n    return {}\n"
RIGHT_RELU, WRONG_RELU = RELU.format("z.clamp(min=0)"), RELU.format("z.clamp(min=1)")
LEAKY = "def leaky_relu(z, slope=0.01):\n    return {}\n"
CALLS = LEAKY.format("relu(z) - slope * relu(-z)")
WRONG_CALLS = LEAKY.format("relu(z) + slope * relu(-z)")
HELPER = "positive = relu\ndef part(z):\n    return positive(z)\n"
# What stands in the notebook, and what `leaky_relu` is said to fail because of.
CAUSES = {
    "wrong": (WRONG_RELU + CALLS, ["relu"]),
    "called by a helper": (
        WRONG_RELU + HELPER + LEAKY.format("part(z) - slope * part(-z)"),
        ["relu"],
    ),
    "not done": ("def relu(z):\n    raise NotImplementedError\n" + CALLS, ["relu"]),
    "deleted": (CALLS, ["relu"]),
    "right": (RIGHT_RELU + WRONG_CALLS, []),
    "forbidden": (RELU.format("torch.relu(z)") + WRONG_CALLS, []),
    "not called": (WRONG_RELU + LEAKY.format("slope * z"), []),
    "calls a later one": (RELU.format("leaky_relu(z, 0)") + LEAKY.format("slope * z"), []),
    "another of that name": (
        WRONG_RELU + "def leaky_relu(z, slope=0.01):\n    relu = slope * z\n    return relu\n",
        [],
    ),
}


@pytest.mark.parametrize("case", CAUSES)
def test_a_failed_exercise_that_is_called_is_the_cause(engine: Engine, case: str) -> None:
    """And only that: not one that is right, is not called, or comes later."""
    source, causes = CAUSES[case]
    subject = Subject.from_code("cells", "import torch\n" + source)
    answer = engine.grade(PART05, subject, ["relu", "leaky_relu"])
    found = with_causes(results_from_json(answer["exercises"]), answer["calls"])
    assert found["leaky_relu"].outcome is not Outcome.PASSED
    assert (found["relu"].causes, found["leaky_relu"].causes) == ((), tuple(causes))
