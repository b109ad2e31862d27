"""Hidden suite of `conv2d_backward`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# A value of dw is a sum of up to 70 products of order 1, which may cancel.
CANCELLATION = {torch.float32: 2e-5, torch.float64: 1e-11}
NAMES = ("dx", "dw", "db")


def _layer(rng, device, x_shape, weight_shape, stride, padding, dtype=torch.float32):
    """Return dy, x, weight and the gradients that PyTorch's autograd finds in float64, by name."""
    x = normal(rng, *x_shape, dtype=dtype, device=device)
    weight = normal(rng, *weight_shape, dtype=dtype, device=device)
    exact = [t.cpu().double() for t in (x, weight, weight[:, 0, 0, 0])]
    leaves = [t.detach().clone().requires_grad_() for t in exact]
    y = torch.nn.functional.conv2d(*leaves, stride=stride, padding=padding)
    dy = normal(rng, *y.shape, dtype=dtype, device=device)
    gradients = torch.autograd.grad(y, leaves, dy.cpu().double())
    return dy, x, weight, {n: g.to(x) for n, g in zip(NAMES, gradients, strict=True)}


def _check(student, rng, device, x_shape, weight_shape, stride, padding, parts, dtype=None):
    """Compare the named parts of the results on random values."""
    dtype = dtype or torch.float32
    layer = _layer(rng, device, x_shape, weight_shape, stride, padding, dtype)
    dy, x, weight, expected = layer
    results = unpack(student.conv2d_backward(dy, x, weight, stride, padding), NAMES)
    for name, result in zip(NAMES, results, strict=True):
        if name in parts:
            assert_close(result, expected[name], atol=CANCELLATION[dtype], what=name)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : une image 3 × 3, un filtre 2 × 2.")
def test_by_hand(student):
    """The example of the lesson: a 3 × 3 image, a 2 × 2 filter."""
    x = torch.tensor([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]]])
    weight = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
    dy = torch.tensor([[[[1.0, 0.0], [0.0, 2.0]]]])
    dx, dw, db = student.conv2d_backward(dy, x, weight, 1, 0)
    expected_dx = torch.tensor([[[[1.0, 2.0, 0.0], [3.0, 6.0, 4.0], [0.0, 6.0, 8.0]]]])
    assert_close(dx, expected_dx, what="dx")
    assert_close(dw, torch.tensor([[[[11.0, 14.0], [20.0, 23.0]]]]), what="dw")
    assert_close(db, torch.tensor([3.0]), what="db")


@pytest.mark.french("dx, le gradient pour les images, sans bordure et avec un pas de 1.")
def test_input_gradient(student, rng, device):
    """The gradient for the images, dx, without a border and with a stride of 1."""
    for dtype in FLOATS:
        _check(student, rng, device, (2, 3, 5, 7), (5, 3, 2, 3), 1, 0, ["dx"], dtype)


@pytest.mark.french("dw, le gradient pour les filtres, sans bordure et avec un pas de 1.")
def test_weight_gradient(student, rng, device):
    """The gradient for the filters, dw, without a border and with a stride of 1."""
    for dtype in FLOATS:
        _check(student, rng, device, (2, 3, 5, 7), (5, 3, 2, 3), 1, 0, ["dw"], dtype)


@pytest.mark.french("db, le gradient pour les biais.")
def test_bias_gradient(student, rng, device):
    """The gradient for the biases, db."""
    for dtype in FLOATS:
        _check(student, rng, device, (2, 3, 5, 7), (5, 3, 2, 3), 1, 0, ["db"], dtype)


@pytest.mark.french("dx et dw quand l'image a reçu une bordure de zéros.")
def test_padding(student, rng, device):
    """The gradients dx and dw when the image was given a border of zeros."""
    for padding in (1, 2):
        _check(student, rng, device, (1, 2, 5, 7), (3, 2, 3, 2), 1, padding, ["dx", "dw"])


@pytest.mark.french("dx et dw avec un pas de 2 ou 3, qui ne tombe pas toujours juste au bord.")
def test_stride(student, rng, device):
    """The gradients dx and dw with a stride of 2 or 3 that may not come out even at the edge."""
    _check(student, rng, device, (2, 3, 8, 11), (2, 3, 3, 2), 3, 0, ["dx", "dw"])
    _check(student, rng, device, (2, 3, 7, 6), (2, 3, 2, 3), 2, 1, ["dx", "dw"])


@pytest.mark.french("Les trois gradients sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The three gradients are right, and the arguments are not modified."""

    def drive(module, dy, x, weight):
        return module.conv2d_backward(dy, x, weight, 1, 0), (dy, x, weight)

    *arguments, expected = _layer(rng, device, (1, 2, 5, 7), (3, 2, 3, 2), 1, 0)
    results, after = student.run(drive, *arguments)
    for name, result in zip(NAMES, unpack(results, NAMES), strict=True):
        assert_close(result, expected[name], atol=CANCELLATION[torch.float32], what=name)
    for name, old, new in zip(("dy", "x", "weight"), arguments, after, strict=True):
        assert_unchanged(old, new, name)
