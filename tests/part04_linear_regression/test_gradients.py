"""Hidden suite of `gradients`."""

import numpy as np
import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, unpack

# A sum of products of order 10 may cancel: its error is that of the products, not its own.
CANCELLATION = 1e-11
NAMES = ("dw", "db")


def _model(rng, m, n):
    """Return random x, y, w and b."""
    x, y = rng.normal(0.5, 1, size=(m, n)), rng.normal(0, 2, size=m)
    return x, y, rng.normal(size=n), float(rng.uniform(1, 2))


def _expected(x, y, w, b):
    """Return the gradients that PyTorch's autograd finds: an array and a number."""
    x, y = torch.from_numpy(x).double(), torch.from_numpy(y).double()
    w = torch.from_numpy(w).double().requires_grad_()
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    cost = torch.nn.functional.mse_loss(torch.mv(x, w) + b, y) / 2
    dw, db = torch.autograd.grad(cost, (w, b))
    return dw.numpy(), db.item()


def _check(student, arguments, parts=NAMES):
    """Compare the named results."""
    results = dict(zip(NAMES, unpack(student.gradients(*arguments), NAMES), strict=True))
    expected = dict(zip(NAMES, _expected(*arguments), strict=True))
    for part in parts:
        assert_close(results[part], expected[part], atol=CANCELLATION, what=part)


@pytest.mark.visible
@pytest.mark.french("Les trois points des diapositives, en w = 0 et b = 0.")
def test_slide_points(student):
    """The three points of the slides, at w = 0 and b = 0."""
    x, y = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0])
    dw, db = student.gradients(x, y, np.array([0.0]), 0.0)
    assert_close(dw, np.array([-14 / 3]), what="dw")
    assert_close(db, -2.0, what="db")


@pytest.mark.french("dw, le gradient pour les poids.")
def test_weight_gradient(student, rng):
    """The gradient for the weights, dw."""
    for m, n in ((7, 5), (3, 11)):
        _check(student, _model(rng, m, n), ["dw"])


@pytest.mark.french("db, le gradient pour le biais.")
def test_bias_gradient(student, rng):
    """The gradient for the bias, db."""
    for m, n in ((7, 5), (3, 11)):
        _check(student, _model(rng, m, n), ["db"])


@pytest.mark.french("Autant d'exemples que de colonnes.")
def test_square(student, rng):
    """As many examples as columns."""
    _check(student, _model(rng, 5, 5))


@pytest.mark.french("Un seul exemple, puis une seule colonne : les formes du contrat.")
def test_single_example(student, rng):
    """A single example, then a single column: the shapes of the contract."""
    for m, n in ((1, 5), (7, 1)):
        _check(student, _model(rng, m, n))


@pytest.mark.french("Des nombres entiers, poids compris : les gradients gardent leurs décimales.")
def test_whole_numbers(student, rng):
    """Whole numbers, weights included: the gradients keep their decimals."""
    x, y = rng.integers(1, 9, size=(7, 3)), rng.integers(1, 40, size=7)
    _check(student, (x, y, rng.integers(1, 5, size=3), 2))


@pytest.mark.french("Les deux gradients sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng):
    """Both gradients are right, and the arguments are not modified."""

    def drive(module, x, y, w, b):
        return module.gradients(x, y, w, b), x, y, w

    x, y, w, b = _model(rng, 5, 3)
    results, *after = student.run(drive, x, y, w, b)
    expected = _expected(x, y, w, b)
    for name, result, right in zip(NAMES, unpack(results, NAMES), expected, strict=True):
        assert_close(result, right, atol=CANCELLATION, what=name)
    for name, old, new in zip(("x", "y", "w"), (x, y, w), after, strict=True):
        assert_unchanged(torch.from_numpy(old), torch.from_numpy(new), name)
