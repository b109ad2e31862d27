"""Hidden suite of `dense_backward`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# A sum of a few products of order 1 may cancel: its error is that of the products, not its own.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
NAMES = ("dx", "dw", "db")


def _layer(rng, m, n_in, n_out, dtype=torch.float64, device="cpu"):
    """Return dz, x, w and the gradients that PyTorch's autograd finds, by name."""
    dz = normal(rng, m, n_out, dtype=dtype, device=device)
    x = normal(rng, m, n_in, dtype=dtype, device=device).requires_grad_()
    w = normal(rng, n_out, n_in, dtype=dtype, device=device).requires_grad_()
    b = normal(rng, n_out, dtype=dtype, device=device).requires_grad_()
    z = torch.nn.functional.linear(x, w, b)
    gradients = torch.autograd.grad(z, (x, w, b), dz)
    return dz, x.detach(), w.detach(), dict(zip(NAMES, gradients, strict=True))


def _check(student, rng, device, part):
    """Compare one of the three results on random values, in float32 and in float64."""
    for dtype in FLOATS:
        dz, x, w, expected = _layer(rng, 5, 7, 3, dtype, device)
        results = dict(zip(NAMES, unpack(student.dense_backward(dz, x, w), NAMES), strict=True))
        assert_close(results[part], expected[part], atol=CANCELLATION[dtype], what=part)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : deux exemples, quatre entrées, trois neurones.")
def test_by_hand(student):
    """The example of the lesson: two examples, four inputs, three neurons."""
    dz = torch.tensor([[1.0, 0.0, -1.0], [0.0, 2.0, 0.0]])
    x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 0.0, -1.0]])
    w = torch.tensor([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, -1.0], [1.0, 1.0, 1.0, 1.0]])
    dx, dw, db = student.dense_backward(dz, x, w)
    expected_dx = torch.tensor([[0.0, -1.0, -1.0, -1.0], [0.0, 2.0, 0.0, -2.0]])
    assert_close(dx, expected_dx, what="dx")
    expected_dw = [[1.0, 2.0, 3.0, 4.0], [0.0, 2.0, 0.0, -2.0], [-1.0, -2.0, -3.0, -4.0]]
    assert_close(dw, torch.tensor(expected_dw), what="dw")
    assert_close(db, torch.tensor([1.0, 2.0, -1.0]), what="db")


@pytest.mark.french("dx, le gradient pour les entrées.")
def test_input_gradient(student, rng, device):
    """The gradient for the inputs, dx."""
    _check(student, rng, device, "dx")


@pytest.mark.french("dw, le gradient pour les poids.")
def test_weight_gradient(student, rng, device):
    """The gradient for the weights, dw."""
    _check(student, rng, device, "dw")


@pytest.mark.french("db, le gradient pour les biais.")
def test_bias_gradient(student, rng, device):
    """The gradient for the biases, db."""
    _check(student, rng, device, "db")


@pytest.mark.french("Un seul exemple : les trois formes restent celles du contrat.")
def test_single_example(student, rng, device):
    """A single example: the three shapes stay those of the contract."""
    dz, x, w, expected = _layer(rng, 1, 5, 2, device=device)
    results = unpack(student.dense_backward(dz, x, w), NAMES)
    for name, result in zip(NAMES, results, strict=True):
        assert_close(result, expected[name], what=name)


@pytest.mark.french("Les trois gradients sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The three gradients are right, and the arguments are not modified."""

    def drive(module, dz, x, w):
        return module.dense_backward(dz, x, w), (dz, x, w)

    *arguments, expected = _layer(rng, 5, 3, 2, device=device)
    results, after = student.run(drive, *arguments)
    for name, result in zip(NAMES, unpack(results, NAMES), strict=True):
        assert_close(result, expected[name], what=name)
    for name, old, new in zip(("dz", "x", "w"), arguments, after, strict=True):
        assert_unchanged(old, new, name)
