"""Hidden suite of `lstm_step`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# A sum of a few products of order 1 may cancel: its error is that of the products, not its own.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
# The sigmoid of 60 is 1 in float64, that of -60 is 1e-26.
SATURATED = 60.0
STATES = ("h", "c")
NAMES = ("x", "h", "c", "w_x", "w_h", "b")


def _arguments(rng, n, f, h, dtype=torch.float64, device="cpu"):
    """Return x, h, c, w_x, w_h and b; the weights keep the sums where the gates still move."""
    kinds = {"dtype": dtype, "device": device}
    return [
        normal(rng, n, f, **kinds),
        normal(rng, n, h, **kinds),
        normal(rng, n, h, **kinds),
        normal(rng, 4 * h, f, scale=0.5, **kinds),
        normal(rng, 4 * h, h, scale=0.5, **kinds),
        normal(rng, 4 * h, **kinds),
    ]


def _check(student, arguments, atol=None):
    """Compare with PyTorch's own cell."""
    x, h, c, w_x, w_h, b = arguments
    expected = torch.lstm_cell(x, (h, c), w_x, w_h, b, torch.zeros_like(b))
    results = unpack(student.lstm_step(*arguments), STATES)
    for name, result, right in zip(STATES, results, expected, strict=True):
        assert_close(result, right, atol=atol, what=name)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : les portes de l'exercice précédent, une mémoire de 0,4.")
def test_by_hand(student):
    """The example of the lesson: the gates of the exercise before, a memory of 0.4."""
    x, h, c = torch.tensor([[1.0]]), torch.tensor([[0.5]]), torch.tensor([[0.4]])
    w_x = torch.tensor([[math.log(3)], [0.0], [math.log(3)], [math.log(4)]])
    w_h = torch.tensor([[0.0], [2.0], [0.0], [0.0]])
    b = torch.tensor([0.0, -1.0, 0.0, 0.0])
    new_h, new_c = student.lstm_step(x, h, c, w_x, w_h, b)
    assert_close(new_c, torch.tensor([[0.8]]), what="c")
    assert_close(new_h, torch.tensor([[0.8 * math.tanh(0.8)]]), what="h")


@pytest.mark.french("Des valeurs quelconques, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Any values, in float32 and in float64."""
    for dtype in FLOATS:
        _check(student, _arguments(rng, 5, 3, 7, dtype, device), CANCELLATION[dtype])


@pytest.mark.french("Oubli ouvert, entrée fermée : la mémoire traverse le pas sans changer.")
def test_memory_kept(student, rng, device):
    """Forget gate open, input gate closed: the memory crosses the step unchanged."""
    arguments = _arguments(rng, 3, 2, 5, device=device)
    arguments[5][:5], arguments[5][5:10] = -SATURATED, SATURATED
    _check(student, arguments)


@pytest.mark.french("Oubli fermé, entrée et sortie ouvertes : la mémoire est remplacée.")
def test_memory_replaced(student, rng, device):
    """Forget gate closed, input and output gates open: the memory is replaced."""
    arguments = _arguments(rng, 3, 2, 5, device=device)
    arguments[5][:5], arguments[5][5:10], arguments[5][15:] = SATURATED, -SATURATED, SATURATED
    _check(student, arguments)


@pytest.mark.french("Un seul exemple, autant d'entrées que d'unités.")
def test_single_example(student, rng, device):
    """A single example, as many inputs as units."""
    _check(student, _arguments(rng, 1, 5, 5, device=device))


@pytest.mark.french("Les deux états sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """Both states are right, and the arguments are not modified."""

    def drive(module, *arguments):
        return module.lstm_step(*arguments), arguments

    arguments = _arguments(rng, 3, 5, 2, device=device)
    x, h, c, w_x, w_h, b = arguments
    expected = torch.lstm_cell(x, (h, c), w_x, w_h, b, torch.zeros_like(b))
    results, after = student.run(drive, *arguments)
    for name, result, right in zip(STATES, unpack(results, STATES), expected, strict=True):
        assert_close(result, right, what=name)
    for name, old, new in zip(NAMES, arguments, after, strict=True):
        assert_unchanged(old, new, name)
