"""Hidden suite of `mean_squared_error`."""

import numpy as np
import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged


def _expected(prediction, target):
    """Let PyTorch compute the error."""
    pair = (torch.from_numpy(a).double() for a in (prediction, target))
    return torch.nn.functional.mse_loss(*pair).item()


def _pair(rng, *shape):
    """Return predictions and targets whose errors are of both signs, and too large on average."""
    target = rng.normal(3, 2, size=shape)
    return target + rng.normal(0.5, 2, size=shape), target


@pytest.mark.visible
@pytest.mark.french("Les deux maisons des diapositives.")
def test_two_houses(student):
    """The two houses of the slides."""
    error = student.mean_squared_error(np.array([500.0, 350.0]), np.array([520.0, 320.0]))
    assert_close(error, 650.0)


@pytest.mark.french("Des valeurs au hasard.")
def test_random_values(student, rng):
    """Random values."""
    for m in (7, 23):
        prediction, target = _pair(rng, m)
        error = student.mean_squared_error(prediction, target)
        assert_close(error, _expected(prediction, target))


@pytest.mark.french("Des erreurs de signes contraires, dont la somme est nulle.")
def test_errors_that_cancel(student, rng):
    """Errors of opposite signs, whose sum is zero."""
    target, errors = rng.normal(size=12), rng.uniform(1, 3, size=6)
    prediction = target + np.concatenate([errors, -errors])
    error = student.mean_squared_error(prediction, target)
    assert_close(error, _expected(prediction, target))


@pytest.mark.french("Un seul exemple.")
def test_single_example(student, rng):
    """A single example."""
    prediction, target = rng.uniform(2, 3, size=1), rng.uniform(5, 7, size=1)
    error = student.mean_squared_error(prediction, target)
    assert_close(error, _expected(prediction, target))


@pytest.mark.french("Des prédictions entières et des cibles décimales, puis l'inverse.")
def test_whole_numbers(student, rng):
    """Whole predictions and decimal targets, then the other way round."""
    whole, decimal = rng.integers(-50, 50, size=13), rng.normal(0, 20, size=13)
    for prediction, target in ((whole, decimal), (decimal, whole)):
        error = student.mean_squared_error(prediction, target)
        assert_close(error, _expected(prediction, target))


@pytest.mark.french("Deux tableaux à deux dimensions, de même forme : la moyenne de tout.")
def test_two_dimensions(student, rng):
    """Two arrays of two dimensions, of the same shape: the mean over everything."""
    for shape in ((5, 1), (3, 7)):
        prediction, target = _pair(rng, *shape)
        error = student.mean_squared_error(prediction, target)
        assert_close(error, _expected(prediction, target))


@pytest.mark.french("Des formes différentes lèvent une ValueError ; les mêmes, non.")
def test_different_shapes(student, rng):
    """Different shapes raise a ValueError; equal ones do not."""
    prediction, target = _pair(rng, 5)
    assert_close(student.mean_squared_error(prediction, target), _expected(prediction, target))
    for other in (target[:, None], target[None], target[:1]):
        with student.raises(ValueError):
            student.mean_squared_error(prediction, other)


@pytest.mark.french("L'erreur est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng):
    """The error is right, and the arguments are not modified."""

    def drive(module, prediction, target):
        return module.mean_squared_error(prediction, target), prediction, target

    pair = _pair(rng, 11)
    error, *after = student.run(drive, *pair)
    assert_close(error, _expected(*pair))
    for name, old, new in zip(("prediction", "target"), pair, after, strict=True):
        assert_unchanged(torch.from_numpy(old), torch.from_numpy(new), name)
