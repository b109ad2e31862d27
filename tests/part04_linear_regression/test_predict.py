"""Hidden suite of `predict`."""

import numpy as np
import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged


def _model(rng, m, n):
    """Return random x, w and b, and the predictions that PyTorch finds."""
    x, w, b = rng.normal(size=(m, n)), rng.normal(size=n), float(rng.uniform(1, 2))
    return x, w, b, _expected(x, w, b)


def _expected(x, w, b):
    """Let PyTorch compute the dense layer with one neuron."""
    weight = torch.from_numpy(w).double()[None]
    bias = torch.tensor([b], dtype=torch.float64)
    return torch.nn.functional.linear(torch.from_numpy(x).double(), weight, bias)[:, 0].numpy()


@pytest.mark.visible
@pytest.mark.french("Deux maisons des diapositives.")
def test_two_houses(student):
    """Two houses of the slides."""
    x = np.array([[70.0, 3.0, 2010.0], [40.0, 3.0, 2015.0]])
    prices = student.predict(x, np.array([4.0, 20.0, 0.1]), -100.0)
    assert_close(prices, np.array([441.0, 321.5]))


@pytest.mark.french("Des valeurs au hasard, avec plus de colonnes que d'exemples, puis moins.")
def test_random_values(student, rng):
    """Random values, with more columns than examples, then fewer."""
    for m, n in ((5, 7), (11, 3)):
        x, w, b, expected = _model(rng, m, n)
        assert_close(student.predict(x, w, b), expected)


@pytest.mark.french("Autant d'exemples que de colonnes.")
def test_square(student, rng):
    """As many examples as columns."""
    x, w, b, expected = _model(rng, 5, 5)
    assert_close(student.predict(x, w, b), expected)


@pytest.mark.french("Une seule colonne, comme sur les diapositives.")
def test_single_column(student, rng):
    """A single column, as on the slides."""
    x, w, b, expected = _model(rng, 7, 1)
    assert_close(student.predict(x, w, b), expected)


@pytest.mark.french("Un seul exemple : un tableau d'une valeur.")
def test_single_example(student, rng):
    """A single example: an array of one value."""
    x, w, b, expected = _model(rng, 1, 5)
    assert_close(student.predict(x, w, b), expected)


@pytest.mark.french("Des nombres entiers : le résultat est en float64.")
def test_whole_numbers(student, rng):
    """Whole numbers: the result is in float64."""
    x = rng.integers(-20, 20, size=(7, 3))
    w, b = rng.normal(size=3), float(rng.uniform(0.1, 0.9))
    assert_close(student.predict(x, w, b), _expected(x, w, b))
    w, b = rng.integers(1, 9, size=3), int(rng.integers(1, 9))
    assert_close(student.predict(x, w, b), _expected(x, w, b))


@pytest.mark.french("Les prédictions sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng):
    """The predictions are right, and the arguments are not modified."""

    def drive(module, x, w, b):
        return module.predict(x, w, b), x, w

    x, w, b, expected = _model(rng, 5, 3)
    result, x_after, w_after = student.run(drive, x, w, b)
    assert_close(result, expected)
    for name, old, new in (("x", x, x_after), ("w", w, w_after)):
        assert_unchanged(torch.from_numpy(old), torch.from_numpy(new), name)
