"""Hidden suite of `rnn_forward`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal

# Each step passes on the rounding of the one before; the weights keep it from growing.
ROUNDING = {torch.float32: 1e-5, torch.float64: 1e-12}
NAMES = ("x", "a0", "w_ax", "w_aa", "b")


def _arguments(rng, n, t, f, h, dtype=torch.float64, device="cpu"):
    """Return x, a0, w_ax, w_aa and b; the weights keep the sums where tanh still bends."""
    kinds = {"dtype": dtype, "device": device}
    return (
        normal(rng, n, t, f, **kinds),
        normal(rng, n, h, **kinds),
        normal(rng, h, f, scale=0.5, **kinds),
        normal(rng, h, h, scale=0.5, **kinds),
        normal(rng, h, scale=0.5, **kinds),
    )


def _oracle(x, a0, w_ax, w_aa, b):
    """Return the outputs of PyTorch's own network, computed in float64 on the processor."""
    network = torch.nn.RNN(x.shape[2], a0.shape[1], batch_first=True, dtype=torch.float64)
    weights = (w_ax, w_aa, b, torch.zeros_like(b))
    for parameter, value in zip(network.parameters(), weights, strict=True):
        parameter.data = value.cpu().double()
    output, _ = network(x.cpu().double(), a0.cpu().double()[None])
    return output.detach().to(x)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : les deux états d'une séquence de deux mots.")
def test_by_hand(student):
    """The example of the lesson: both states of a sequence of two words."""
    x = torch.tensor([[[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]])
    w_ax = torch.tensor([[1.0, 0.0, -1.0], [0.0, 1.0, math.log(3)]])
    w_aa = torch.tensor([[0.5, 0.0], [1.0, -1.0]])
    b = torch.tensor([math.log(2), 0.0])
    second = [math.tanh(math.log(2) + 0.3), math.tanh(0.8)]
    states = student.rnn_forward(x, torch.zeros(1, 2), w_ax, w_aa, b)
    assert_close(states, torch.tensor([[[0.6, 0.8], second]]))


@pytest.mark.french("Des valeurs quelconques, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Any values, in float32 and in float64."""
    for dtype in FLOATS:
        arguments = _arguments(rng, 3, 7, 2, 5, dtype, device)
        states = student.rnn_forward(*arguments)
        assert_close(states, _oracle(*arguments), atol=ROUNDING[dtype])


@pytest.mark.french("Autant d'exemples que de pas : le temps reste la deuxième dimension.")
def test_as_many_examples_as_steps(student, rng, device):
    """As many examples as steps: time stays the second dimension."""
    arguments = _arguments(rng, 5, 5, 3, 2, device=device)
    assert_close(student.rnn_forward(*arguments), _oracle(*arguments))


@pytest.mark.french("Un seul pas, qui part de l'état initial donné.")
def test_single_step(student, rng, device):
    """A single step, from the given initial state."""
    arguments = _arguments(rng, 3, 1, 2, 7, device=device)
    assert_close(student.rnn_forward(*arguments), _oracle(*arguments))


@pytest.mark.french("Une seule séquence : le résultat garde ses trois dimensions.")
def test_single_example(student, rng, device):
    """A single sequence: the result keeps its three dimensions."""
    arguments = _arguments(rng, 1, 5, 3, 2, device=device)
    assert_close(student.rnn_forward(*arguments), _oracle(*arguments))


@pytest.mark.french("Les états sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The states are right, and the arguments are not modified."""

    def drive(module, *arguments):
        return module.rnn_forward(*arguments), arguments

    arguments = _arguments(rng, 2, 3, 7, 5, device=device)
    states, after = student.run(drive, *arguments)
    assert_close(states, _oracle(*arguments))
    for name, old, new in zip(NAMES, arguments, after, strict=True):
        assert_unchanged(old, new, name)
