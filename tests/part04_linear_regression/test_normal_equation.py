"""Hidden suite of `normal_equation`.

Where several answers are equally good, what is compared is their predictions.
"""

import numpy as np
import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, unpack

# The matrix of the normal equation squares the errors of rounding; wrong answers are off by 1e-3.
ROUNDING = 1e-7
NAMES = ("w", "b")


def _data(rng, m, n):
    """Return inputs whose columns have different means and scales, and targets off any line."""
    x = rng.normal(size=(m, n)) * rng.uniform(0.5, 2, size=n) + rng.uniform(2, 5, size=n)
    return x, 7 + x @ rng.normal(size=n) + rng.normal(size=m)


def _expected(x, y):
    """Return the best weights and bias that PyTorch finds, for the inputs and targets centred."""
    x, y = (torch.from_numpy(np.array(a, dtype=np.float64)) for a in (x, y))
    # gelsd: the only one of the drivers that accepts columns that depend on each other.
    centred = x - x.mean(dim=0), (y - y.mean())[:, None]
    w = torch.linalg.lstsq(*centred, driver="gelsd").solution[:, 0]
    return w.numpy(), (y.mean() - x.mean(dim=0) @ w).item()


def _check(student, x, y, parts=NAMES):
    """Compare the named results."""
    results = dict(zip(NAMES, unpack(student.normal_equation(x, y), NAMES), strict=True))
    expected = dict(zip(NAMES, _expected(x, y), strict=True))
    for part in parts:
        assert_close(results[part], expected[part], rtol=ROUNDING, atol=ROUNDING, what=part)


def _fitted(module, x, y):
    """Driver: return what the parameters predict for their own examples."""
    w, b = module.normal_equation(x, y)
    return x @ w + b


def _check_fitted(student, x, y):
    """Compare the predictions for the training examples."""
    w, b = _expected(x, y)
    result = student.run(_fitted, x, y)
    assert_close(result, x @ w + b, rtol=ROUNDING, atol=ROUNDING, what="x w + b")


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : trois points, une droite entre eux.")
def test_by_hand(student):
    """The example of the lesson: three points, a line between them."""
    x, y = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 3.0, 2.0])
    w, b = student.normal_equation(x, y)
    assert_close(w, np.array([0.5]), what="w")
    assert_close(b, 1.0, what="b")


@pytest.mark.french("w, les poids, quand la solution est unique.")
def test_weights(student, rng):
    """The weights, w, where the solution is unique."""
    for m, n in ((17, 3), (23, 5)):
        _check(student, *_data(rng, m, n), ["w"])


@pytest.mark.french("b, le biais, quand la solution est unique.")
def test_bias(student, rng):
    """The bias, b, where the solution is unique."""
    for m, n in ((17, 3), (23, 5)):
        _check(student, *_data(rng, m, n), ["b"])


@pytest.mark.french("Une colonne en double : les prédictions sont les meilleures possibles.")
def test_duplicate_column(student, rng):
    """A duplicate column: the predictions are the best possible ones."""
    x, y = _data(rng, 17, 3)
    _check_fitted(student, np.column_stack([x, x[:, 1]]), y)


@pytest.mark.french("Une colonne constante, ou toute nulle : les prédictions sont les meilleures.")
def test_constant_column(student, rng):
    """A constant column, or one of zeros: the predictions are the best ones."""
    x, y = _data(rng, 13, 3)
    for value in (0.0, 3.0):
        _check_fitted(student, np.column_stack([x[:, 0], np.full(13, value), x[:, 1:]]), y)


@pytest.mark.french("Moins d'exemples que de colonnes : les prédictions sont exactes.")
def test_few_examples(student, rng):
    """Fewer examples than columns: the predictions are exact."""
    for m, n in ((3, 7), (1, 2)):
        _check_fitted(student, *_data(rng, m, n))


@pytest.mark.french("Des nombres entiers ; les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng):
    """Whole numbers; the arguments are not modified."""

    def drive(module, x, y):
        return module.normal_equation(x, y), x, y

    x, y = rng.integers(-9, 10, size=(19, 3)), rng.integers(10, 90, size=19)
    results, *after = student.run(drive, x, y)
    for name, result, right in zip(NAMES, unpack(results, NAMES), _expected(x, y), strict=True):
        assert_close(result, right, rtol=ROUNDING, atol=ROUNDING, what=name)
    for name, old, new in zip(("x", "y"), (x, y), after, strict=True):
        assert_unchanged(torch.from_numpy(old), torch.from_numpy(new), name)
