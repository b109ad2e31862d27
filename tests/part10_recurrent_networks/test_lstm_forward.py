"""Hidden suite of `lstm_forward`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# Each step passes on the rounding of the one before; the weights keep it from growing.
ROUNDING = {torch.float32: 1e-5, torch.float64: 1e-12}
STATES = ("h", "c")
NAMES = ("x", "h0", "c0", "w_x", "w_h", "b")


def _arguments(rng, n, t, f, h, dtype=torch.float64, device="cpu"):
    """Return x, h0, c0, w_x, w_h and b; the weights keep the sums where the gates still move."""
    kinds = {"dtype": dtype, "device": device}
    return [
        normal(rng, n, t, f, **kinds),
        normal(rng, n, h, **kinds),
        normal(rng, n, h, **kinds),
        normal(rng, 4 * h, f, scale=0.5, **kinds),
        normal(rng, 4 * h, h, scale=0.5, **kinds),
        normal(rng, 4 * h, scale=0.5, **kinds),
    ]


def _check(results, arguments):
    """Compare with PyTorch's own cell, step by step, in float64 on the processor."""
    x, h, c, w_x, w_h, b = (argument.cpu().double() for argument in arguments)
    expected = []
    for step in x.unbind(dim=1):
        h, c = torch.lstm_cell(step, (h, c), w_x, w_h, b, torch.zeros_like(b))
        expected.append((h, c))
    given = arguments[0]
    for k, (name, result) in enumerate(zip(STATES, unpack(results, STATES), strict=True)):
        right = torch.stack([states[k] for states in expected], dim=1).to(given)
        assert_close(result, right, atol=ROUNDING[given.dtype], what=name)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : un mot qui compte, puis un mot qui ne dit rien.")
def test_by_hand(student):
    """The example of the lesson: a word that counts, then a word that says nothing."""
    x = torch.tensor([[[1.0], [0.0]]])
    w_x = torch.tensor([[math.log(3)], [0.0], [math.log(3)], [math.log(4)]])
    w_h = torch.tensor([[0.0], [2.0], [0.0], [0.0]])
    b = torch.tensor([0.0, -1.0, 0.0, 0.0])
    h, c = student.lstm_forward(x, torch.tensor([[0.5]]), torch.tensor([[0.4]]), w_x, w_h, b)
    first = 0.8 * math.tanh(0.8)
    second = 0.8 / (1 + math.exp(1 - 2 * first))
    assert_close(c, torch.tensor([[[0.8], [second]]]), what="c")
    assert_close(h, torch.tensor([[[first], [0.5 * math.tanh(second)]]]), what="h")


@pytest.mark.french("Des valeurs quelconques, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Any values, in float32 and in float64."""
    for dtype in FLOATS:
        arguments = _arguments(rng, 3, 7, 2, 5, dtype, device)
        _check(student.lstm_forward(*arguments), arguments)


@pytest.mark.french("Autant d'exemples que de pas : le temps reste la deuxième dimension.")
def test_as_many_examples_as_steps(student, rng, device):
    """As many examples as steps: time stays the second dimension."""
    arguments = _arguments(rng, 5, 5, 3, 2, device=device)
    _check(student.lstm_forward(*arguments), arguments)


@pytest.mark.french("Un seul pas, qui part des deux états initiaux donnés.")
def test_single_step(student, rng, device):
    """A single step, from the two initial states given."""
    arguments = _arguments(rng, 3, 1, 2, 7, device=device)
    _check(student.lstm_forward(*arguments), arguments)


@pytest.mark.french("Une seule séquence : les résultats gardent leurs trois dimensions.")
def test_single_example(student, rng, device):
    """A single sequence: the results keep their three dimensions."""
    arguments = _arguments(rng, 1, 5, 3, 2, device=device)
    _check(student.lstm_forward(*arguments), arguments)


@pytest.mark.french("Les états sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The states are right, and the arguments are not modified."""

    def drive(module, *arguments):
        return module.lstm_forward(*arguments), arguments

    arguments = _arguments(rng, 2, 3, 7, 5, device=device)
    results, after = student.run(drive, *arguments)
    _check(results, arguments)
    for name, old, new in zip(NAMES, arguments, after, strict=True):
        assert_unchanged(old, new, name)
