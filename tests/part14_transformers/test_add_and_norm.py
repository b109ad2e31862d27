"""Hidden suite of `add_and_norm`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, uniform

# A difference of neighbours may cancel to nearly 0: its error is that of what was subtracted.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}


def _case(rng, *shape, dtype=torch.float64, device="cpu"):
    """Return x, sublayer_output, gamma, beta; gamma is away from 1, where mistakes hide."""
    x = normal(rng, *shape, dtype=dtype, device=device)
    sublayer_output = normal(rng, *shape, dtype=dtype, device=device, scale=2.0)
    gamma = uniform(rng, shape[-1], low=1.5, high=4.0, dtype=dtype, device=device)
    return x, sublayer_output, gamma, normal(rng, shape[-1], dtype=dtype, device=device)


def _expected(x, sublayer_output, gamma, beta, eps):
    """Return what PyTorch makes of the sum."""
    return torch.nn.functional.layer_norm(x + sublayer_output, gamma.shape, gamma, beta, eps)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours.")
def test_by_hand(student):
    """The example of the lesson."""
    x = torch.tensor([1.0, 0.0, 2.0, 5.0])
    sublayer_output = torch.tensor([0.0, 3.0, 3.0, 2.0])
    gamma = torch.tensor([3.0, 3.0, 3.0, 3.0])
    beta = torch.tensor([0.0, 0.0, 0.0, 0.0])
    expected = torch.tensor([-3.0, -1.0, 1.0, 3.0])
    assert_close(student.add_and_norm(x, sublayer_output, gamma, beta, 4.0), expected)


@pytest.mark.french("Des valeurs au hasard : un lot de phrases, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Random values: a batch of sentences, in float32 and in float64."""
    for dtype in FLOATS:
        arguments = _case(rng, 2, 5, 7, dtype=dtype, device=device)
        actual = student.add_and_norm(*arguments, 1e-5)
        assert_close(actual, _expected(*arguments, 1e-5), atol=CANCELLATION[dtype])


@pytest.mark.french("Une sous-couche qui ne renvoie que des zéros : il reste le chemin direct.")
def test_silent_sublayer(student, rng, device):
    """A sublayer that returns nothing but zeros: the direct path is left."""
    x, _, gamma, beta = _case(rng, 3, 11, device=device)
    zeros = torch.zeros_like(x)
    actual = student.add_and_norm(x, zeros, gamma, beta, 1e-5)
    assert_close(actual, _expected(x, zeros, gamma, beta, 1e-5))


@pytest.mark.french("Une sous-couche qui défait presque x : la somme est petite, eps compte.")
def test_small_sums(student, rng, device):
    """A sublayer that nearly undoes x: the sum is small, eps counts."""
    x, noise, gamma, beta = _case(rng, 5, 7, device=device)
    sublayer_output = 0.02 * noise - x
    expected = _expected(x, sublayer_output, gamma, beta, 0.01)
    assert_close(student.add_and_norm(x, sublayer_output, gamma, beta, 0.01), expected)


@pytest.mark.french("Un vecteur seul, un lot d'un élément, quatre dimensions.")
def test_number_of_dimensions(student, rng, device):
    """A vector alone, a batch of one, four dimensions."""
    for shape in ((11,), (1, 7), (2, 3, 5, 13)):
        arguments = _case(rng, *shape, device=device)
        assert_close(student.add_and_norm(*arguments, 1e-5), _expected(*arguments, 1e-5))


@pytest.mark.french("Le résultat est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The result is right, and the arguments are not modified."""

    def drive(module, x, sublayer_output, gamma, beta, eps):
        result = module.add_and_norm(x, sublayer_output, gamma, beta, eps)
        return result, (x, sublayer_output, gamma, beta)

    arguments = _case(rng, 3, 5, device=device)
    result, after = student.run(drive, *arguments, 1e-5)
    assert_close(result, _expected(*arguments, 1e-5))
    names = ("x", "sublayer_output", "gamma", "beta")
    for name, old, new in zip(names, arguments, after, strict=True):
        assert_unchanged(old, new, name)
