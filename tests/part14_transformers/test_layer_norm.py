"""Hidden suite of `layer_norm`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, uniform

# A difference of neighbours may cancel to nearly 0: its error is that of what was subtracted.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
# The mean of eleven float32 values around 1000, added one by one, is off by 3e-4 at worst.
FAR = 2e-3


def _case(rng, *shape, dtype=torch.float64, device="cpu", scale=1.0):
    """Return x, gamma, beta; no scale is near 0 or 1, where a mistake would not show."""
    x = normal(rng, *shape, dtype=dtype, device=device, scale=scale)
    gamma = uniform(rng, shape[-1], low=1.5, high=4.0, dtype=dtype, device=device)
    return x, gamma, normal(rng, shape[-1], dtype=dtype, device=device)


def _expected(x, gamma, beta, eps):
    """Return what PyTorch makes of the same numbers."""
    return torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta, eps)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours, et un vecteur constant.")
def test_by_hand(student):
    """The example of the lesson, and a constant vector."""
    x = torch.tensor([[1.0, 3.0, 5.0, 7.0], [5.0, 5.0, 5.0, 5.0]])
    gamma = torch.tensor([3.0, 3.0, 6.0, 3.0])
    beta = torch.tensor([0.0, 0.0, 0.0, 1.0])
    expected = torch.tensor([[-3.0, -1.0, 2.0, 4.0], [0.0, 0.0, 0.0, 1.0]])
    assert_close(student.layer_norm(x, gamma, beta, 4.0), expected)


@pytest.mark.french("Des valeurs au hasard : un lot de phrases, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Random values: a batch of sentences, in float32 and in float64."""
    for dtype in FLOATS:
        x, gamma, beta = _case(rng, 2, 5, 7, dtype=dtype, device=device)
        expected = _expected(x, gamma, beta, 1e-5)
        actual = student.layer_norm(x, gamma, beta, 1e-5)
        assert_close(actual, expected, atol=CANCELLATION[dtype])


@pytest.mark.french("Un vecteur seul, un lot d'un élément, quatre dimensions.")
def test_number_of_dimensions(student, rng, device):
    """A vector alone, a batch of one, four dimensions."""
    for shape in ((11,), (1, 7), (2, 3, 5, 13)):
        x, gamma, beta = _case(rng, *shape, device=device)
        assert_close(student.layer_norm(x, gamma, beta, 1e-5), _expected(x, gamma, beta, 1e-5))


@pytest.mark.french("Le rôle de eps : des vecteurs presque constants.")
def test_nearly_constant_vectors(student, rng, device):
    """The part of eps: vectors that are nearly constant."""
    x, gamma, beta = _case(rng, 5, 7, device=device, scale=0.03)
    assert_close(student.layer_norm(x, gamma, beta, 0.01), _expected(x, gamma, beta, 0.01))


@pytest.mark.french("Une seule composante : la variance est nulle.")
def test_single_component(student, rng, device):
    """A single component: the variance is zero."""
    x, gamma, beta = _case(rng, 3, 1, device=device)
    assert_close(student.layer_norm(x, gamma, beta, 1e-5), beta.expand(3, 1).clone())


@pytest.mark.french("Des vecteurs loin de zéro, en float32.")
def test_far_from_zero(student, rng, device):
    """Vectors far from zero, in float32."""
    x, gamma, beta = _case(rng, 7, 11, dtype=torch.float32, device=device)
    x += 1000
    expected = _expected(x.double(), gamma.double(), beta.double(), 1e-5).float()
    assert_close(student.layer_norm(x, gamma, beta, 1e-5), expected, rtol=FAR, atol=FAR)


@pytest.mark.french("Le résultat est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The result is right, and the arguments are not modified."""

    def drive(module, x, gamma, beta, eps):
        return module.layer_norm(x, gamma, beta, eps), (x, gamma, beta)

    arguments = _case(rng, 3, 5, device=device)
    result, after = student.run(drive, *arguments, 1e-5)
    assert_close(result, _expected(*arguments, 1e-5))
    for name, old, new in zip(("x", "gamma", "beta"), arguments, after, strict=True):
        assert_unchanged(old, new, name)
