"""Hidden suite of `batch_norm_backward`."""

import pytest
import torch

from autograder.engine.comparing import (
    FLOATS,
    assert_close,
    assert_unchanged,
    normal,
    uniform,
    unpack,
)

# dx is a difference of numbers of order 1, which may cancel: its error is theirs.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
NAMES = ("dx", "dgamma", "dbeta")


def _pass(rng, m, n, dtype=torch.float64, device="cpu"):
    """Return dy, the cache of a forward pass, and the gradients of PyTorch's autograd by name."""
    # The spreads and a large eps keep std far from 1, and from the variance.
    spread = uniform(rng, n, low=1.5, high=3.0, device=device)
    x = (normal(rng, m, n, device=device) * spread).requires_grad_()
    gamma = uniform(rng, n, low=0.3, high=2.0, device=device).requires_grad_()
    beta = normal(rng, n, device=device).requires_grad_()
    dy = normal(rng, m, n, device=device)
    std = torch.sqrt(x.var(dim=0, correction=0) + 0.5)
    x_hat = (x - x.mean(dim=0)) / std
    gradients = torch.autograd.grad(gamma * x_hat + beta, (x, gamma, beta), dy)
    cache = tuple(t.detach().to(dtype) for t in (x_hat, gamma, std))
    return dy.to(dtype), cache, {n: g.to(dtype) for n, g in zip(NAMES, gradients, strict=True)}


def _check(student, rng, device, part):
    """Compare one of the three results on random values, in float32 and in float64."""
    for dtype in FLOATS:
        dy, cache, expected = _pass(rng, 5, 7, dtype, device)
        results = unpack(student.batch_norm_backward(dy, cache), NAMES)
        assert_close(
            results[NAMES.index(part)], expected[part], atol=CANCELLATION[dtype], what=part
        )


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : une colonne de quatre exemples.")
def test_by_hand(student):
    """The example of the lesson: one column of four examples."""
    x_hat = torch.tensor([[-1.2], [-0.4], [0.4], [1.2]])
    cache = (x_hat, torch.tensor([2.0]), torch.tensor([1.25]))
    dy = torch.tensor([[1.0], [0.0], [0.0], [0.0]])
    dx, dgamma, dbeta = student.batch_norm_backward(dy, cache)
    assert_close(dx, torch.tensor([[0.624], [-0.592], [-0.208], [0.176]]), what="dx")
    assert_close(dgamma, torch.tensor([-1.2]), what="dgamma")
    assert_close(dbeta, torch.tensor([1.0]), what="dbeta")


@pytest.mark.weight(2)
@pytest.mark.french("dx, le gradient pour les entrées.")
def test_input_gradient(student, rng, device):
    """The gradient for the inputs, dx."""
    _check(student, rng, device, "dx")


@pytest.mark.french("dgamma, le gradient pour les échelles.")
def test_scale_gradient(student, rng, device):
    """The gradient for the scales, dgamma."""
    _check(student, rng, device, "dgamma")


@pytest.mark.french("dbeta, le gradient pour les décalages.")
def test_shift_gradient(student, rng, device):
    """The gradient for the shifts, dbeta."""
    _check(student, rng, device, "dbeta")


@pytest.mark.french("Un seul exemple : ses entrées ne changent rien, et les formes restent.")
def test_single_example(student, rng, device):
    """A single example: its inputs change nothing, and the shapes stay."""
    dy, cache, expected = _pass(rng, 1, 5, device=device)
    results = unpack(student.batch_norm_backward(dy, cache), NAMES)
    for name, result in zip(NAMES, results, strict=True):
        assert_close(result, expected[name], atol=CANCELLATION[torch.float64], what=name)


@pytest.mark.french("Les trois gradients sont justes ; ni dy ni le cache ne sont modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The three gradients are right; neither dy nor the cache is modified."""

    def drive(module, dy, cache):
        return module.batch_norm_backward(dy, cache), (dy, *cache)

    dy, cache, expected = _pass(rng, 5, 3, device=device)
    results, after = student.run(drive, dy, cache)
    for name, result in zip(NAMES, unpack(results, NAMES), strict=True):
        assert_close(result, expected[name], atol=CANCELLATION[torch.float64], what=name)
    names = ("dy", "x_hat", "gamma", "std")
    for name, old, new in zip(names, (dy, *cache), after, strict=True):
        assert_unchanged(old, new, name)
