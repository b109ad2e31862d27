"""Hidden suite of `sigmoid`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, uniform


@pytest.mark.visible
@pytest.mark.french("0, ln 3 et -ln 3 donnent 1/2, 3/4 et 1/4.")
def test_by_hand(student):
    """0, ln 3 and -ln 3 give 1/2, 3/4 and 1/4."""
    z = torch.tensor([[0.0, math.log(3), -math.log(3)]])
    assert_close(student.sigmoid(z), torch.tensor([[1 / 2, 3 / 4, 1 / 4]]))


@pytest.mark.french("Des valeurs au hasard, en float32.")
def test_random_values(student, rng, device):
    """Random values, in float32."""
    for m in (1, 5):
        z = normal(rng, m, 3, dtype=torch.float32, device=device, scale=2)
        assert_close(student.sigmoid(z), torch.sigmoid(z))


@pytest.mark.french("Un tenseur en float64 donne un tenseur en float64, sans perte de précision.")
def test_float64(student, rng, device):
    """A float64 tensor gives a float64 tensor, without loss of precision."""
    z = normal(rng, 7, 5, dtype=torch.float64, device=device)
    assert_close(student.sigmoid(z), torch.sigmoid(z))


@pytest.mark.french("Toutes les formes : vecteur, trois dimensions, sans dimension.")
def test_any_shape(student, rng, device):
    """Any shape: a vector, three dimensions, no dimension."""
    for shape in [(7,), (2, 3, 5), ()]:
        z = normal(rng, *shape, dtype=torch.float32, device=device)
        assert_close(student.sigmoid(z), torch.sigmoid(z))


@pytest.mark.french("Des valeurs de l'ordre de 15 : des probabilités petites, mais exactes.")
def test_small_probabilities(student, rng, device):
    """Values of about 15: probabilities that are small, but exact."""
    z = uniform(rng, 2, 5, low=12, high=18, device=device)
    z[1] *= -1
    assert_close(student.sigmoid(z), torch.sigmoid(z))


@pytest.mark.french("De très grandes valeurs des deux signes : ni nan, ni inf, ni erreur.")
def test_large_values(student, rng, device):
    """Very large values of both signs: neither nan nor inf nor an error."""
    for dtype in FLOATS:
        z = uniform(rng, 2, 5, low=800, high=2000, dtype=dtype, device=device)
        z[1] *= -1
        assert_close(student.sigmoid(z), torch.sigmoid(z))


@pytest.mark.french("Le résultat est juste, et l'argument z n'est pas modifié.")
def test_argument_unchanged(student, rng, device):
    """The result is right, and the argument z is not modified."""

    def drive(module, z):
        return module.sigmoid(z), z

    z = normal(rng, 5, 7, dtype=torch.float32, device=device)
    result, after = student.run(drive, z)
    assert_close(result, torch.sigmoid(z))
    assert_unchanged(z, after, "z")
