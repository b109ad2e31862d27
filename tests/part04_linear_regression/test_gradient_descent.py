"""Hidden suite of `gradient_descent`."""

import numpy as np
import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, unpack

# Some dozens of steps, each of which rounds sums that may cancel.
ROUNDING = 1e-9
NAMES = ("w", "b", "history")


def _data(rng, m, n):
    """Return inputs whose mean is not zero, so that weights and bias pull on each other."""
    return rng.normal(0.5, 1, size=(m, n)), rng.normal(0, 2, size=m)


def _start(rng, n):
    """Return weights and a bias to start from, none near zero."""
    w0 = rng.normal(size=n)
    return w0 + np.sign(w0), float(rng.uniform(2, 3))


def _expected(x, y, learning_rate, n_iter, w0, b0):
    """Return what PyTorch's gradients and its plain descent lead to, by name."""
    x, y, w = (torch.from_numpy(np.array(a, dtype=np.float64)) for a in (x, y, w0))
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w.requires_grad_(), b], lr=learning_rate)
    history = []
    for step in range(n_iter + 1):
        cost = torch.nn.functional.mse_loss(torch.mv(x, w) + b, y) / 2
        history.append(cost.item())
        if step < n_iter:
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()
    return {"w": w.detach().numpy(), "b": b.item(), "history": np.array(history)}


def _compare(results, expected, parts=NAMES):
    """Compare the named results; a history may be a list."""
    w, b, history = unpack(results, NAMES)
    listed = isinstance(history, list | tuple)
    if listed and all(isinstance(c, int | float | np.number) for c in history):
        history = np.array(history, dtype=np.float64)
    results = {"w": w, "b": b, "history": history}
    for part in parts:
        assert_close(results[part], expected[part], rtol=ROUNDING, atol=ROUNDING, what=part)


def _check(student, arguments, parts=NAMES):
    """Compare the named results of one descent."""
    _compare(student.gradient_descent(*arguments), _expected(*arguments), parts)


@pytest.mark.visible
@pytest.mark.french("Les trois points des diapositives : un pas depuis zéro, avec α = 0,1.")
def test_one_step(student):
    """The three points of the slides: one step from zero, with α = 0.1."""
    x, y = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0])
    w, b, history = student.gradient_descent(x, y, 0.1, 1, np.array([0.0]), 0.0)
    assert_close(w, np.array([7 / 15]), what="w")
    assert_close(b, 0.2, what="b")
    assert_close(np.array(history), np.array([7 / 3, 127 / 270]), what="history")


@pytest.mark.french("Les poids après plusieurs pas, depuis un départ quelconque.")
def test_weights(student, rng):
    """The weights after several steps, from any start."""
    for m, n, steps in ((7, 3, 5), (23, 5, 40)):
        _check(student, (*_data(rng, m, n), 0.1, steps, *_start(rng, n)), ["w"])


@pytest.mark.french("Le biais après plusieurs pas, depuis un départ quelconque.")
def test_bias(student, rng):
    """The bias after several steps, from any start."""
    for m, n, steps in ((7, 3, 5), (23, 5, 40)):
        _check(student, (*_data(rng, m, n), 0.1, steps, *_start(rng, n)), ["b"])


@pytest.mark.french("L'historique : le coût du départ, puis celui qui suit chaque pas.")
def test_history(student, rng):
    """The history: the cost of the start, then the one after each step."""
    for m, n, steps in ((7, 3, 5), (1, 5, 11)):
        _check(student, (*_data(rng, m, n), 0.02, steps, *_start(rng, n)), ["history"])


@pytest.mark.french("Un taux trop grand : tous les pas demandés sont faits, et le coût monte.")
def test_rate_too_large(student, rng):
    """Too large a rate: all the steps asked for are made, and the cost rises."""
    x, y = _data(rng, 11, 3)
    _check(student, (x + 2, y, 0.7, 7, *_start(rng, 3)))


@pytest.mark.french("Aucun pas : les paramètres de départ, et un seul coût.")
def test_no_step(student, rng):
    """No step: the parameters of the start, and a single cost."""
    _check(student, (*_data(rng, 7, 3), 0.1, 0, *_start(rng, 3)))
    _check(student, (*_data(rng, 7, 3), 0.1, 0, rng.integers(2, 9, size=3), 5))


@pytest.mark.french("Des nombres entiers au départ : le résultat garde ses décimales.")
def test_whole_numbers(student, rng):
    """Whole numbers at the start: the result keeps its decimals."""
    x, y = rng.integers(-3, 4, size=(11, 3)), rng.integers(10, 40, size=11)
    _check(student, (x, y, 0.05, 5, rng.integers(2, 9, size=3), 5))


@pytest.mark.french("Le résultat est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng):
    """The result is right, and the arguments are not modified."""

    def drive(module, x, y, learning_rate, n_iter, w0, b0):
        return module.gradient_descent(x, y, learning_rate, n_iter, w0, b0), x, y, w0

    x, y = _data(rng, 7, 5)
    w0, b0 = _start(rng, 5)
    results, *after = student.run(drive, x, y, 0.1, 3, w0, b0)
    _compare(results, _expected(x, y, 0.1, 3, w0, b0))
    for name, old, new in zip(("x", "y", "w0"), (x, y, w0), after, strict=True):
        assert_unchanged(torch.from_numpy(old), torch.from_numpy(new), name)
