"""Hidden suite of `rnn_backward`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# A sum over steps and examples may cancel: its error is that of the terms, not its own.
CANCELLATION = {torch.float32: 3e-5, torch.float64: 1e-12}
NAMES = ("dx", "da0", "dw_ax", "dw_aa", "db")
ARGUMENTS = ("x", "a0", "a", "da", "w_ax", "w_aa")


def _network(rng, n, t, f, h, dtype=torch.float64, device="cpu"):
    """Return the arguments and, by name, the gradients that PyTorch's own network finds.

    PyTorch's are computed in float64 on the processor, from values that dtype can hold.
    """

    def draw(*shape, scale=1.0):
        return normal(rng, *shape, dtype=dtype, scale=scale).double().requires_grad_()

    x, a0, da = draw(n, t, f), draw(n, h), draw(n, t, h)
    weights = draw(h, f, scale=0.5), draw(h, h, scale=0.5), draw(h, scale=0.5)
    network = torch.nn.RNN(f, h, batch_first=True, dtype=torch.float64)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0")
    values = dict(zip(names, weights, strict=True)) | {"bias_hh_l0": torch.zeros(h).double()}
    a, _ = torch.func.functional_call(network, values, (x, a0[None]))
    gradients = torch.autograd.grad(a, (x, a0, *weights), da)
    arguments = [v.detach().to(device, dtype) for v in (x, a0, a, da, *weights[:2])]
    expected = [g.to(device, dtype) for g in gradients]
    return arguments, dict(zip(NAMES, expected, strict=True))


def _check(student, rng, device, *parts):
    """Compare some of the results on random values, in float32 and in float64."""
    for dtype in FLOATS:
        arguments, expected = _network(rng, 3, 5, 7, 2, dtype, device)
        results = unpack(student.rnn_backward(*arguments), NAMES)
        named = dict(zip(NAMES, results, strict=True))
        for part in parts:
            assert_close(named[part], expected[part], atol=CANCELLATION[dtype], what=part)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : deux pas, une entrée, une unité.")
def test_by_hand(student):
    """The example of the lesson: two steps, one input, one unit."""
    x = torch.tensor([[[math.log(2)], [math.log(3) - 0.3]]])
    a0, a = torch.tensor([[0.0]]), torch.tensor([[[0.6], [0.8]]])
    da = torch.tensor([[[0.32], [1.0]]])
    w_ax, w_aa = torch.tensor([[1.0]]), torch.tensor([[0.5]])
    dx, da0, dw_ax, dw_aa, db = student.rnn_backward(x, a0, a, da, w_ax, w_aa)
    assert_close(dx, torch.tensor([[[0.32], [0.36]]]), what="dx")
    assert_close(da0, torch.tensor([[0.16]]), what="da0")
    expected = 0.32 * math.log(2) + 0.36 * (math.log(3) - 0.3)
    assert_close(dw_ax, torch.tensor([[expected]]), what="dw_ax")
    assert_close(dw_aa, torch.tensor([[0.216]]), what="dw_aa")
    assert_close(db, torch.tensor([0.68]), what="db")


@pytest.mark.french("dx, le gradient pour les entrées de chaque pas.")
def test_input_gradient(student, rng, device):
    """The gradient for the inputs of each step, dx."""
    _check(student, rng, device, "dx")


@pytest.mark.french("da0, le gradient pour l'état initial.")
def test_initial_state_gradient(student, rng, device):
    """The gradient for the initial state, da0."""
    _check(student, rng, device, "da0")


@pytest.mark.french("dw_ax et dw_aa, les gradients pour les poids.")
def test_weight_gradients(student, rng, device):
    """The gradients for the weights, dw_ax and dw_aa."""
    _check(student, rng, device, "dw_ax", "dw_aa")


@pytest.mark.french("db, le gradient pour les biais.")
def test_bias_gradient(student, rng, device):
    """The gradient for the biases, db."""
    _check(student, rng, device, "db")


@pytest.mark.french("Un seul exemple et un seul pas : les formes restent celles du contrat.")
def test_single_step(student, rng, device):
    """A single example and a single step: the shapes stay those of the contract."""
    arguments, expected = _network(rng, 1, 1, 3, 5, device=device)
    results = unpack(student.rnn_backward(*arguments), NAMES)
    for name, result in zip(NAMES, results, strict=True):
        assert_close(result, expected[name], what=name)


@pytest.mark.french("Les cinq gradients sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The five gradients are right, and the arguments are not modified."""

    def drive(module, *arguments):
        return module.rnn_backward(*arguments), arguments

    # As many steps, inputs and units as examples: no shape gives a mistake away.
    arguments, expected = _network(rng, 3, 3, 3, 3, device=device)
    results, after = student.run(drive, *arguments)
    for name, result in zip(NAMES, unpack(results, NAMES), strict=True):
        assert_close(result, expected[name], atol=CANCELLATION[torch.float64], what=name)
    for name, old, new in zip(ARGUMENTS, arguments, after, strict=True):
        assert_unchanged(old, new, name)
