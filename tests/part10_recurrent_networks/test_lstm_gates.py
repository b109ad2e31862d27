"""Hidden suite of `lstm_gates`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# A sum of a few products of order 1 may cancel: its error is that of the products, not its own.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
GATES = ("i", "f", "g", "o")
NAMES = ("x", "h", "w_x", "w_h", "b")


def _arguments(rng, n, f, h, dtype=torch.float64, device="cpu"):
    """Return x, h, w_x, w_h and b; the weights keep the sums where the gates still move."""
    kinds = {"dtype": dtype, "device": device}
    return [
        normal(rng, n, f, **kinds),
        normal(rng, n, h, **kinds),
        normal(rng, 4 * h, f, scale=0.5, **kinds),
        normal(rng, 4 * h, h, scale=0.5, **kinds),
        normal(rng, 4 * h, **kinds),
    ]


def _oracle(x, h, w_x, w_h, b):
    """Return the gates, each from its own rows."""
    rows = [slice(k * h.shape[1], (k + 1) * h.shape[1]) for k in range(4)]
    linear = torch.nn.functional.linear
    sums = [linear(x, w_x[r], b[r]) + linear(h, w_h[r]) for r in rows]
    return sums[0].sigmoid(), sums[1].sigmoid(), sums[2].tanh(), sums[3].sigmoid()


def _check(results, expected, atol=None):
    """Compare the four results, and name the wrong one."""
    for name, result, right in zip(GATES, unpack(results, GATES), expected, strict=True):
        assert_close(result, right, atol=atol, what=name)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : une entrée, une unité.")
def test_by_hand(student):
    """The example of the lesson: one input, one unit."""
    x, h = torch.tensor([[1.0]]), torch.tensor([[0.5]])
    w_x = torch.tensor([[math.log(3)], [0.0], [math.log(3)], [math.log(4)]])
    w_h = torch.tensor([[0.0], [2.0], [0.0], [0.0]])
    b = torch.tensor([0.0, -1.0, 0.0, 0.0])
    i, f, g, o = student.lstm_gates(x, h, w_x, w_h, b)
    assert_close(i, torch.tensor([[0.75]]), what="i")
    assert_close(f, torch.tensor([[0.5]]), what="f")
    assert_close(g, torch.tensor([[0.8]]), what="g")
    assert_close(o, torch.tensor([[0.8]]), what="o")


@pytest.mark.french("Des valeurs quelconques, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Any values, in float32 and in float64."""
    for dtype in FLOATS:
        arguments = _arguments(rng, 5, 3, 7, dtype, device)
        _check(student.lstm_gates(*arguments), _oracle(*arguments), CANCELLATION[dtype])


@pytest.mark.french("Quatre unités, quatre entrées, quatre exemples : chaque bloc reste entier.")
def test_equal_sizes(student, rng, device):
    """Four units, four inputs, four examples: each block stays in one piece."""
    arguments = _arguments(rng, 4, 4, 4, device=device)
    _check(student.lstm_gates(*arguments), _oracle(*arguments))


@pytest.mark.french("Un seul exemple : quatre matrices d'une ligne.")
def test_single_example(student, rng, device):
    """A single example: four matrices of one row."""
    arguments = _arguments(rng, 1, 5, 3, device=device)
    _check(student.lstm_gates(*arguments), _oracle(*arguments))


@pytest.mark.french("De très grandes sommes : les portes s'ouvrent ou se ferment, sans « nan ».")
def test_large_sums(student, rng, device):
    """Very large sums: the gates open or close, without nan."""
    x, h, w_x, w_h, b = _arguments(rng, 3, 2, 11, device=device)
    arguments = 1e6 * x, h, w_x, w_h, b
    _check(student.lstm_gates(*arguments), _oracle(*arguments))


@pytest.mark.french("Les portes sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The gates are right, and the arguments are not modified."""

    def drive(module, *arguments):
        return module.lstm_gates(*arguments), arguments

    arguments = _arguments(rng, 3, 5, 2, device=device)
    results, after = student.run(drive, *arguments)
    _check(results, _oracle(*arguments))
    for name, old, new in zip(NAMES, arguments, after, strict=True):
        assert_unchanged(old, new, name)
