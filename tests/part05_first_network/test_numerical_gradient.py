"""Hidden suite of `numerical_gradient`.

The functions to differentiate are written in the drivers: they run beside the student's code.
"""

import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, normal

# With steps of 1e-6 the rounding of a value of order 1 costs about 1e-16 / 1e-6 = 1e-10, a few
# times more for a sum; a one-sided difference is wrong by about 5e-7, half a step.
ROUNDING = 2e-8
# With a step of 0.1 or more, rounding costs nothing; only the formula matters.
FORMULA = 1e-10


@pytest.mark.visible
@pytest.mark.french("θ₀² θ₁ au point (3, 2) : le gradient est (12, 9).")
def test_by_hand(student):
    """θ₀² θ₁ at the point (3, 2): the gradient is (12, 9)."""

    def drive(module):
        def function(theta):
            return theta[0] ** 2 * theta[1]

        theta = torch.tensor([3.0, 2.0], dtype=torch.float64)
        return module.numerical_gradient(function, theta)

    gradient = student.run(drive)
    # A one-sided difference is wrong by more than 1e-7 here.
    assert_close(gradient, torch.tensor([12.0, 9.0], dtype=torch.float64), atol=1e-7)


@pytest.mark.french("Un vecteur au hasard ; la fonction renvoie un tenseur sans dimension.")
def test_vector(student, rng, device):
    """A random vector; the function returns a tensor without dimensions."""

    def drive(module, theta, a):
        def function(theta):
            return (a * torch.sin(theta)).sum()

        return module.numerical_gradient(function, theta)

    theta, a = normal(rng, 7, device=device), normal(rng, 7, device=device)
    assert_close(student.run(drive, theta, a), a * torch.cos(theta), atol=ROUNDING)


@pytest.mark.french("Toutes les formes ; la fonction renvoie un nombre Python.")
def test_any_shape(student, rng, device):
    """Any shape; the function returns a Python number."""

    def drive(module, theta, a):
        def function(theta):
            return float(torch.sin((a * theta).sum()))

        return module.numerical_gradient(function, theta)

    for shape in [(), (1,), (3, 5), (2, 3, 5)]:
        theta, a = normal(rng, *shape, device=device), normal(rng, *shape, device=device)
        expected = a * torch.cos((a * theta).sum())
        assert_close(student.run(drive, theta, a), expected, atol=ROUNDING)


@pytest.mark.weight(2)
@pytest.mark.french("Un grand pas eps : différences centrées, une variable à la fois.")
def test_large_step(student, reference, rng, device):
    """A large step eps: central differences, one variable at a time."""

    def drive(module, theta, a, eps):
        def function(theta):
            return (a * theta**3).sum() + theta.prod()

        return module.numerical_gradient(function, theta, eps)

    theta, a = normal(rng, 5, device=device), normal(rng, 5, device=device)
    eps = float(rng.uniform(0.2, 0.4))
    expected = drive(reference, theta, a, eps)
    assert_close(student.run(drive, theta, a, eps), expected, rtol=FORMULA, atol=FORMULA)


@pytest.mark.french("De grandes valeurs entières de θ.")
def test_large_whole_numbers(student, rng, device):
    """Large whole values of θ."""

    def drive(module, theta, a):
        def function(theta):
            return (a * theta**2).sum()

        return module.numerical_gradient(function, theta, eps=0.5)

    theta = normal(rng, 3, 2, device=device, scale=1000).round()
    a = normal(rng, 3, 2, device=device, scale=5).round() + 0.5
    assert_close(student.run(drive, theta, a), 2 * a * theta, rtol=FORMULA)


@pytest.mark.french(
    "Le gradient est juste, et theta a après l'appel les valeurs qu'il avait avant."
)
def test_theta_unchanged(student, rng, device):
    """The gradient is right, and after the call theta has the values that it had before."""

    def drive(module, theta):
        def function(theta):
            return (theta**2).sum()

        # Whole numbers and half steps: adding and then removing a step leaves no rounding.
        return module.numerical_gradient(function, theta, eps=0.5), theta

    theta = normal(rng, 5, 3, device=device, scale=10).round()
    gradient, after = student.run(drive, theta)
    assert_close(gradient, 2 * theta, rtol=FORMULA)
    assert_unchanged(theta, after, "theta")
