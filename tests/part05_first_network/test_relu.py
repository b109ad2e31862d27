"""Hidden suite of `relu`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal


@pytest.mark.visible
@pytest.mark.french("Les valeurs positives restent, les autres deviennent zéro.")
def test_by_hand(student):
    """Positive values stay, the others become zero."""
    z = torch.tensor([[1.5, -2.0, 0.0], [0.5, 2.0, -10.0]])
    assert_close(student.relu(z), torch.tensor([[1.5, 0.0, 0.0], [0.5, 2.0, 0.0]]))


@pytest.mark.french("Des valeurs au hasard, en float32.")
def test_random_values(student, rng, device):
    """Random values, in float32."""
    for m in (1, 5):
        z = normal(rng, m, 3, dtype=torch.float32, device=device)
        assert_close(student.relu(z), torch.relu(z))


@pytest.mark.french("Un tenseur en float64 donne un tenseur en float64, sans perte de précision.")
def test_float64(student, rng, device):
    """A float64 tensor gives a float64 tensor, without loss of precision."""
    z = normal(rng, 3, 5, dtype=torch.float64, device=device)
    assert_close(student.relu(z), torch.relu(z))


@pytest.mark.french("Toutes les formes : sans dimension, vecteur, trois dimensions.")
def test_any_shape(student, rng, device):
    """Any shape: no dimension, a vector, three dimensions."""
    for shape in [(), (7,), (2, 3, 5)]:
        z = normal(rng, *shape, dtype=torch.float32, device=device)
        assert_close(student.relu(z), torch.relu(z))


@pytest.mark.french("De grands nombres entiers, positifs et négatifs.")
def test_large_whole_numbers(student, rng, device):
    """Large whole numbers, positive and negative."""
    for dtype in FLOATS:
        z = normal(rng, 5, 2, dtype=dtype, device=device, scale=1000).round()
        assert_close(student.relu(z), torch.relu(z))


@pytest.mark.french("Le résultat est juste, et l'argument z n'est pas modifié.")
def test_argument_unchanged(student, rng, device):
    """The result is right, and the argument z is not modified."""

    def drive(module, z):
        return module.relu(z), z

    z = normal(rng, 3, 5, device=device)
    result, after = student.run(drive, z)
    assert_close(result, torch.relu(z))
    assert_unchanged(z, after, "z")
