"""Hidden suite of `ridge_gradients`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# A sum of a few products of order 1 may cancel: its error is that of the products, not its own.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-11}
NAMES = ("dw", "db")


def _model(rng, m, n, dtype=torch.float64, device="cpu"):
    """Return random x, y, w and b; no weight and no bias is near 0, where a penalty is unseen."""
    x = normal(rng, m, n, dtype=dtype, device=device)
    y = normal(rng, m, dtype=dtype, device=device, scale=2)
    w = normal(rng, n, dtype=dtype, device=device)
    w = w + 0.5 * torch.sign(w)
    return x, y, w, normal(rng, dtype=dtype, device=device).abs() + 1


def _expected(x, y, w, b, lam):
    """Return the gradients that PyTorch's autograd finds."""
    w, b = w.clone().requires_grad_(), b.clone().requires_grad_()
    errors = torch.nn.functional.mse_loss(torch.mv(x, w) + b, y, reduction="sum")
    cost = (errors + lam * torch.dot(w, w)) / (2 * len(y))
    return torch.autograd.grad(cost, (w, b))


def _check(student, arguments, part):
    """Compare one of the two results."""
    results = dict(zip(NAMES, unpack(student.ridge_gradients(*arguments), NAMES), strict=True))
    expected = dict(zip(NAMES, _expected(*arguments), strict=True))
    dtype = arguments[0].dtype
    assert_close(results[part], expected[part], atol=CANCELLATION[dtype], what=part)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : trois points, w = 0,5, b = 2, λ = 2.")
def test_by_hand(student):
    """The example of the lesson: three points, w = 0.5, b = 2, λ = 2."""
    x, y = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
    dw, db = student.ridge_gradients(x, y, torch.tensor([0.5]), torch.tensor(2.0), 2)
    assert_close(dw, torch.tensor([2.0]), what="dw")
    assert_close(db, torch.tensor(1.0), what="db")


@pytest.mark.french("dw, le gradient pour les poids, en float32 et en float64.")
def test_weight_gradient(student, rng, device):
    """The gradient for the weights, dw, in float32 and in float64."""
    for dtype in FLOATS:
        _check(student, (*_model(rng, 7, 5, dtype, device), 1.5), "dw")


@pytest.mark.french("db, le gradient pour le biais, en float32 et en float64.")
def test_bias_gradient(student, rng, device):
    """The gradient for the bias, db, in float32 and in float64."""
    for dtype in FLOATS:
        _check(student, (*_model(rng, 7, 5, dtype, device), 1.5), "db")


@pytest.mark.french("λ = 0 : les gradients de la régression sans pénalité.")
def test_no_penalty(student, rng, device):
    """λ = 0: the gradients of the regression without a penalty."""
    arguments = (*_model(rng, 11, 3, device=device), 0.0)
    for part in NAMES:
        _check(student, arguments, part)


@pytest.mark.french("Un ajustement parfait : il ne reste que la pénalité, sur les poids seuls.")
def test_perfect_fit(student, rng, device):
    """A perfect fit: only the penalty is left, on the weights alone."""
    x, _, w, b = _model(rng, 13, 5, device=device)
    arguments = (x, torch.mv(x, w) + b, w, b, float(rng.uniform(2, 3)))
    for part in NAMES:
        _check(student, arguments, part)


@pytest.mark.french("Un seul exemple, puis une seule entrée : les formes du contrat.")
def test_single_example(student, rng, device):
    """A single example, then a single input: the shapes of the contract."""
    for m, n in ((1, 5), (3, 1)):
        arguments = (*_model(rng, m, n, device=device), 0.7)
        for part in NAMES:
            _check(student, arguments, part)


@pytest.mark.french("Les deux gradients sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """Both gradients are right, and the arguments are not modified."""

    def drive(module, x, y, w, b, lam):
        return module.ridge_gradients(x, y, w, b, lam), (x, y, w, b)

    arguments = _model(rng, 5, 3, device=device)
    results, after = student.run(drive, *arguments, 0.5)
    expected = _expected(*arguments, 0.5)
    for name, result, right in zip(NAMES, unpack(results, NAMES), expected, strict=True):
        assert_close(result, right, atol=CANCELLATION[torch.float64], what=name)
    for name, old, new in zip(("x", "y", "w", "b"), arguments, after, strict=True):
        assert_unchanged(old, new, name)
