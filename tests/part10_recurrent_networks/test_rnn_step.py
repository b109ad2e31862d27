"""Hidden suite of `rnn_step`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal

# A sum of a few products of order 1 may cancel: its error is that of the products, not its own.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
NAMES = ("x", "a", "w_ax", "w_aa", "b")


def _arguments(rng, n, f, h, dtype=torch.float64, device="cpu"):
    """Return x, a, w_ax, w_aa and b; the weights keep the sums where tanh still bends."""
    kinds = {"dtype": dtype, "device": device}
    return (
        normal(rng, n, f, **kinds),
        normal(rng, n, h, **kinds),
        normal(rng, h, f, scale=0.5, **kinds),
        normal(rng, h, h, scale=0.5, **kinds),
        normal(rng, h, **kinds),
    )


def _oracle(x, a, w_ax, w_aa, b):
    """Return what PyTorch's own cell answers."""
    return torch.rnn_tanh_cell(x, a, w_ax, w_aa, b, torch.zeros_like(b))


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : deux mots, chacun avec l'état qui le précède.")
def test_by_hand(student):
    """The example of the lesson: two words, each with the state before it."""
    x = torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    a = torch.tensor([[0.0, 0.0], [0.6, 0.8]])
    w_ax = torch.tensor([[1.0, 0.0, -1.0], [0.0, 1.0, math.log(3)]])
    w_aa = torch.tensor([[0.5, 0.0], [1.0, -1.0]])
    b = torch.tensor([math.log(2), 0.0])
    second = [math.tanh(math.log(2) + 0.3), math.tanh(0.8)]
    assert_close(student.rnn_step(x, a, w_ax, w_aa, b), torch.tensor([[0.6, 0.8], second]))


@pytest.mark.french("Des valeurs quelconques, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Any values, in float32 and in float64."""
    for dtype in FLOATS:
        arguments = _arguments(rng, 5, 7, 3, dtype, device)
        expected = _oracle(*arguments)
        assert_close(student.rnn_step(*arguments), expected, atol=CANCELLATION[dtype])


@pytest.mark.french("Autant d'exemples que d'entrées et d'unités : chaque poids reste à sa place.")
def test_equal_sizes(student, rng, device):
    """As many examples as inputs and units: each weight stays in its place."""
    arguments = _arguments(rng, 5, 5, 5, device=device)
    assert_close(student.rnn_step(*arguments), _oracle(*arguments))


@pytest.mark.french("Un seul exemple : l'état reste une matrice d'une ligne.")
def test_single_example(student, rng, device):
    """A single example: the state stays a matrix of one row."""
    arguments = _arguments(rng, 1, 2, 5, device=device)
    assert_close(student.rnn_step(*arguments), _oracle(*arguments))


@pytest.mark.french("De très grandes sommes : l'état va jusqu'à ses bornes, sans « nan ».")
def test_large_sums(student, rng, device):
    """Very large sums: the state reaches its bounds, without nan."""
    x, a, w_ax, w_aa, b = _arguments(rng, 3, 2, 11, device=device)
    arguments = 1e6 * x, a, w_ax, w_aa, b
    assert_close(student.rnn_step(*arguments), _oracle(*arguments))


@pytest.mark.french("L'état est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The state is right, and the arguments are not modified."""

    def drive(module, *arguments):
        return module.rnn_step(*arguments), arguments

    arguments = _arguments(rng, 3, 5, 2, device=device)
    result, after = student.run(drive, *arguments)
    assert_close(result, _oracle(*arguments))
    for name, old, new in zip(NAMES, arguments, after, strict=True):
        assert_unchanged(old, new, name)
