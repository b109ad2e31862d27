"""Hidden suite of `dropout_backward`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, uniform


def _layer(rng, shape, p, dtype=torch.float64, device="cpu"):
    """Return dy, a mask, and the gradient that PyTorch's autograd finds for x."""
    dy = normal(rng, *shape, dtype=dtype, device=device)
    mask = uniform(rng, *shape, device=device) >= p
    x = normal(rng, *shape, dtype=dtype, device=device).requires_grad_()
    y = torch.where(mask, x / (1 - p), torch.zeros_like(x))
    return dy, mask, torch.autograd.grad(y, x, dy)[0]


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours, p = 0,25, et deux autres lignes.")
def test_by_hand(student):
    """The example of the lesson, p = 0.25, and two more rows."""
    dy = torch.tensor([[3.0, 6.0, -3.0, 1.5], [6.0, 9.0, 3.0, -6.0], [1.5, -3.0, 6.0, 3.0]])
    mask = torch.tensor([[1, 0, 1, 1], [0, 1, 0, 1], [1, 1, 0, 0]]) == 1
    dx = torch.tensor([[4.0, 0.0, -4.0, 2.0], [0.0, 12.0, 0.0, -8.0], [2.0, -4.0, 0.0, 0.0]])
    assert_close(student.dropout_backward(dy, mask, 0.25), dx)


@pytest.mark.french("Des valeurs au hasard, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Random values, in float32 and in float64."""
    for dtype in FLOATS:
        for p in (0.3, 0.8):
            dy, mask, expected = _layer(rng, (11, 7), p, dtype, device)
            assert_close(student.dropout_backward(dy, mask, p), expected)


@pytest.mark.french("Toutes les formes : un seul exemple, un vecteur, trois dimensions.")
def test_any_shape(student, rng, device):
    """Any shape: a single example, a vector, three dimensions."""
    for shape in [(1, 29), (31,), (3, 5, 7)]:
        dy, mask, expected = _layer(rng, shape, 0.4, device=device)
        assert_close(student.dropout_backward(dy, mask, 0.4), expected)


@pytest.mark.french("p = 0 : dx vaut dy ; p = 1 : des zéros, sans NaN.")
def test_extreme_probabilities(student, rng, device):
    """p = 0: dx is dy; p = 1: zeros, without NaN."""
    dy = normal(rng, 5, 7, device=device)
    everything = torch.ones_like(dy, dtype=torch.bool)
    assert_close(student.dropout_backward(dy, ~everything, 1.0), torch.zeros_like(dy))
    assert_close(student.dropout_backward(dy, everything, 0.0), dy)
    dy, mask, expected = _layer(rng, (5, 7), 0.3, device=device)
    assert_close(student.dropout_backward(dy, mask, 0.3), expected)


@pytest.mark.french("Le gradient est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The gradient is right, and the arguments are not modified."""

    def drive(module, dy, mask, p):
        return module.dropout_backward(dy, mask, p).clone(), dy, mask

    dy, mask, expected = _layer(rng, (7, 5), 0.35, device=device)
    dx, dy_after, mask_after = student.run(drive, dy, mask, 0.35)
    assert_close(dx, expected)
    assert_unchanged(dy, dy_after, "dy")
    assert_unchanged(mask, mask_after, "mask")
