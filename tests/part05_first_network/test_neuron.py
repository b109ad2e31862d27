"""Hidden suite of `neuron`."""

import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, normal, uniform

# A sum of a few products of order 1 may cancel: its error is that of the products, not its own.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}


def _neuron(rng, n, products, total, dtype=torch.float64, device="cpu"):
    """Return x, w, b and the weighted sum; its products sum to one sign, with the bias to another.

    The weighted sum stays away from 0.
    """
    x, w = (normal(rng, n, dtype=dtype, device=device) for _ in range(2))
    w = w * products * torch.sign((w * x).sum())
    wanted = total * uniform(rng, low=0.5, high=2.0, dtype=dtype, device=device)
    b = wanted - (w * x).sum()
    return x, w, b, (w * x).sum() + b


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : le neurone répond, puis reste muet avec un autre biais.")
def test_by_hand(student):
    """The example of the lesson: the neuron answers, then is silent with another bias."""
    x = torch.tensor([1.0, 2.0, 3.0, 4.0])
    w = torch.tensor([2.0, 0.0, -1.0, 0.5])
    assert_close(student.neuron(x, w, torch.tensor(1.0)), torch.tensor(2.0))
    assert_close(student.neuron(x, w, torch.tensor(-4.0)), torch.tensor(0.0))


@pytest.mark.french("Une somme positive sort telle quelle.")
def test_positive_sum(student, rng, device):
    """A positive sum comes out as it is."""
    for n in (17, 13):
        x, w, b, z = _neuron(rng, n, 1, 1, torch.float32, device)
        assert_close(student.neuron(x, w, b), z, atol=CANCELLATION[torch.float32])


@pytest.mark.french("Des produits négatifs au total, que le biais rend positifs.")
def test_bias_decides(student, rng, device):
    """Products that are negative in all, which the bias makes positive."""
    for n in (13, 11):
        x, w, b, z = _neuron(rng, n, -1, 1, torch.float32, device)
        assert_close(student.neuron(x, w, b), z, atol=CANCELLATION[torch.float32])


@pytest.mark.french("Une somme négative donne zéro, et son opposée sort telle quelle.")
def test_negative_sum(student, rng, device):
    """A negative sum gives zero, and its opposite comes out as it is."""
    for n in (11, 17):
        x, w, b, z = _neuron(rng, n, 1, -1, torch.float32, device)
        assert_close(student.neuron(x, w, b), torch.zeros_like(z))
        assert_close(student.neuron(x, -w, -b), -z, atol=CANCELLATION[torch.float32])


@pytest.mark.french("Des nombres en float64, sans perte de précision.")
def test_float64(student, rng, device):
    """Numbers in float64, without loss of precision."""
    x, w, b, z = _neuron(rng, 13, 1, 1, torch.float64, device)
    assert_close(student.neuron(x, w, b), z, atol=CANCELLATION[torch.float64])


@pytest.mark.french("Une seule entrée, puis quatre, puis un grand nombre.")
def test_number_of_inputs(student, rng, device):
    """A single input, then four, then a large number."""
    for n in (1, 4, 53):
        x, w, b, z = _neuron(rng, n, 1, 1, torch.float32, device)
        assert_close(student.neuron(x, w, b), z, atol=4 * CANCELLATION[torch.float32])


@pytest.mark.french("Le résultat est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The result is right, and the arguments are not modified."""

    def drive(module, x, w, b):
        return module.neuron(x, w, b), (x, w, b)

    *arguments, z = _neuron(rng, 11, 1, 1, device=device)
    result, after = student.run(drive, *arguments)
    assert_close(result, z)
    for name, old, new in zip("xwb", arguments, after, strict=True):
        assert_unchanged(old, new, name)
