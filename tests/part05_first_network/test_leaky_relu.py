"""Hidden suite of `leaky_relu`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal

oracle = torch.nn.functional.leaky_relu


@pytest.mark.visible
@pytest.mark.french("La pente par défaut réduit les valeurs négatives au centième.")
def test_by_hand(student):
    """The default slope reduces negative values to a hundredth."""
    z = torch.tensor([[1.5, -2.0, 0.0], [0.5, 2.0, -10.0]])
    expected = torch.tensor([[1.5, -0.02, 0.0], [0.5, 2.0, -0.1]])
    assert_close(student.leaky_relu(z), expected)


@pytest.mark.french("Des valeurs au hasard, en float32, avec la pente par défaut.")
def test_random_values(student, rng, device):
    """Random values, in float32, with the default slope."""
    for m in (1, 11):
        z = normal(rng, m, 13, dtype=torch.float32, device=device, scale=3)
        assert_close(student.leaky_relu(z), oracle(z))


@pytest.mark.french("Un tenseur en float64 donne un tenseur en float64, sans perte de précision.")
def test_float64(student, rng, device):
    """A float64 tensor gives a float64 tensor, without loss of precision."""
    z = normal(rng, 11, 5, dtype=torch.float64, device=device)
    assert_close(student.leaky_relu(z), oracle(z))


@pytest.mark.french("D'autres pentes, entre 0 et 1.")
def test_other_slopes(student, rng, device):
    """Other slopes, between 0 and 1."""
    for slope in (0.0, 0.3, 1.0, float(rng.uniform(0.4, 0.9))):
        z = normal(rng, 17, dtype=torch.float32, device=device)
        assert_close(student.leaky_relu(z, slope), oracle(z, slope))


@pytest.mark.french("Des pentes plus raides que celle du côté positif.")
def test_steep_slopes(student, rng, device):
    """Slopes steeper than that of the positive side."""
    for slope in (2, float(rng.uniform(3.0, 5.0))):
        z = normal(rng, 17, dtype=torch.float32, device=device)
        assert_close(student.leaky_relu(z, slope=slope), oracle(z, slope))


@pytest.mark.french("Toutes les formes : sans dimension, vecteur, trois dimensions.")
def test_any_shape(student, rng, device):
    """Any shape: no dimension, a vector, three dimensions."""
    for dtype in FLOATS:
        for shape in [(19,), (2, 3, 5), ()]:
            z = normal(rng, *shape, dtype=dtype, device=device)
            # A single number is made negative, where the slope shows.
            z = z if shape else -z.abs()
            assert_close(student.leaky_relu(z, 0.2), oracle(z, 0.2))


@pytest.mark.french("Le résultat est juste, et l'argument z n'est pas modifié.")
def test_argument_unchanged(student, rng, device):
    """The result is right, and the argument z is not modified."""

    def drive(module, z):
        return module.leaky_relu(z), z

    z = normal(rng, 5, 7, dtype=torch.float32, device=device)
    result, after = student.run(drive, z)
    assert_close(result, oracle(z))
    assert_unchanged(z, after, "z")
