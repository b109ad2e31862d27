"""Hidden suite of `ridge_cost`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal


def _model(rng, m, n, dtype=torch.float64, device="cpu"):
    """Return random x, y, w and b."""
    x = normal(rng, m, n, dtype=dtype, device=device)
    y = normal(rng, m, dtype=dtype, device=device, scale=2)
    w = normal(rng, n, dtype=dtype, device=device)
    return x, y, w, normal(rng, dtype=dtype, device=device) + 1


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : trois points, w = 0,5, b = 1, λ = 4.")
def test_by_hand(student):
    """The example of the lesson: three points, w = 0.5, b = 1, λ = 4."""
    x, y = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
    cost = student.ridge_cost(x, y, torch.tensor([0.5]), torch.tensor(1.0), 4)
    assert_close(cost, torch.tensor(0.25))


@pytest.mark.french("Des valeurs au hasard, en float32 et en float64.")
def test_random_values(student, reference, rng, device):
    """Random values, in float32 and in float64."""
    for dtype in FLOATS:
        for lam in (0.3, 5.0):
            arguments = (*_model(rng, 7, 5, dtype, device), lam)
            assert_close(student.ridge_cost(*arguments), reference.ridge_cost(*arguments))


@pytest.mark.french("λ = 0 : la moitié de l'erreur quadratique moyenne.")
def test_no_penalty(student, rng, device):
    """λ = 0: half the mean squared error."""
    x, y, w, b = _model(rng, 11, 3, device=device)
    expected = torch.nn.functional.mse_loss(torch.mv(x, w) + b, y) / 2
    assert_close(student.ridge_cost(x, y, w, b, 0.0), expected)


@pytest.mark.french("Un ajustement parfait : il ne reste que la pénalité.")
def test_perfect_fit(student, rng, device):
    """A perfect fit: only the penalty is left."""
    m, n, lam = 13, 5, float(rng.uniform(1, 2))
    x = normal(rng, m, n, device=device)
    # Weights of both signs, whose sum and largest value say little about their squares.
    w = normal(rng, n, device=device, scale=2)
    b = normal(rng, device=device)
    expected = lam * torch.dot(w, w) / (2 * m)
    assert_close(student.ridge_cost(x, torch.mv(x, w) + b, w, b, lam), expected)


@pytest.mark.french("Un grand biais et de petits poids.")
def test_large_bias(student, reference, rng, device):
    """A large bias and small weights."""
    x, y, w, b = _model(rng, 7, 3, device=device)
    arguments = (x, y + 50, w / 10, b + 50, 2.0)
    assert_close(student.ridge_cost(*arguments), reference.ridge_cost(*arguments))


@pytest.mark.french("Un seul exemple, puis une seule entrée : toujours un tenseur sans dimension.")
def test_single_example(student, reference, rng, device):
    """A single example, then a single input: still a tensor without dimensions."""
    for m, n in ((1, 5), (3, 1)):
        arguments = (*_model(rng, m, n, device=device), 0.7)
        assert_close(student.ridge_cost(*arguments), reference.ridge_cost(*arguments))


@pytest.mark.french("Le coût est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, reference, rng, device):
    """The cost is right, and the arguments are not modified."""

    def drive(module, x, y, w, b, lam):
        return module.ridge_cost(x, y, w, b, lam), (x, y, w, b)

    arguments = _model(rng, 5, 3, device=device)
    cost, after = student.run(drive, *arguments, 0.5)
    assert_close(cost, reference.ridge_cost(*arguments, 0.5))
    for name, old, new in zip(("x", "y", "w", "b"), arguments, after, strict=True):
        assert_unchanged(old, new, name)
