"""Hidden suite of `cost`."""

import numpy as np
import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged


def _expected(w, b, x, y):
    """Let PyTorch compute half the mean squared error."""
    w, x, y = (torch.from_numpy(a).double() for a in (w, x, y))
    return torch.nn.functional.mse_loss(torch.mv(x, w) + b, y).item() / 2


def _model(rng, m, n):
    """Return random w, b, x and y."""
    w, b = rng.normal(size=n), float(rng.uniform(1, 2))
    return w, b, rng.normal(size=(m, n)), rng.normal(0, 2, size=m)


@pytest.mark.visible
@pytest.mark.french("Les trois points des diapositives, pour w = 0, w = 1 et w = 0,5.")
def test_slide_points(student):
    """The three points of the slides, for w = 0, w = 1 and w = 0.5."""
    x, y = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0])
    assert_close(student.cost(np.array([0.0]), 0.0, x, y), 7 / 3)
    assert_close(student.cost(np.array([1.0]), 0.0, x, y), 0.0)
    assert_close(student.cost(np.array([0.5]), 0.0, x, y), 7 / 12)


@pytest.mark.french("Des valeurs au hasard, avec plusieurs colonnes.")
def test_random_values(student, rng):
    """Random values, with several columns."""
    for m, n in ((7, 5), (3, 11)):
        arguments = _model(rng, m, n)
        assert_close(student.cost(*arguments), _expected(*arguments))


@pytest.mark.french("Un biais qui fait presque tout le coût.")
def test_large_bias(student, rng):
    """A bias that makes almost all of the cost."""
    w, b, x, y = _model(rng, 7, 3)
    assert_close(student.cost(w / 10, b + 50, x, y), _expected(w / 10, b + 50, x, y))


@pytest.mark.french("Un ajustement parfait, puis les mêmes points décalés de 1 et de -1.")
def test_perfect_fit(student, rng):
    """A perfect fit, then the same points shifted by 1 and by -1."""
    w, b, x, _ = _model(rng, 12, 5)
    y = x @ w + b
    assert_close(student.cost(w, b, x, y), 0.0)
    shifted = y + np.tile([1.0, -1.0], 6)
    assert_close(student.cost(w, b, x, shifted), _expected(w, b, x, shifted))


@pytest.mark.french("Un seul exemple, puis une seule colonne : toujours un nombre.")
def test_single_example(student, rng):
    """A single example, then a single column: still a number."""
    for m, n in ((1, 5), (7, 1)):
        arguments = _model(rng, m, n)
        assert_close(student.cost(*arguments), _expected(*arguments))


@pytest.mark.french("Des nombres entiers.")
def test_whole_numbers(student, rng):
    """Whole numbers."""
    x, y = rng.integers(1, 40, size=(7, 3)), rng.integers(1, 200, size=7)
    for w, b in ((rng.integers(1, 5, size=3), 3), (rng.normal(size=3), 0.5)):
        assert_close(student.cost(w, b, x, y), _expected(w, b, x, y))


@pytest.mark.french("Le coût est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng):
    """The cost is right, and the arguments are not modified."""

    def drive(module, w, b, x, y):
        return module.cost(w, b, x, y), w, x, y

    w, b, x, y = _model(rng, 5, 3)
    result, *after = student.run(drive, w, b, x, y)
    assert_close(result, _expected(w, b, x, y))
    for name, old, new in zip(("w", "x", "y"), (w, x, y), after, strict=True):
        assert_unchanged(torch.from_numpy(old), torch.from_numpy(new), name)
