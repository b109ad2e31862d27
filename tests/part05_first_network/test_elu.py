"""Hidden suite of `elu`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, uniform

oracle = torch.nn.functional.elu


@pytest.mark.visible
@pytest.mark.french("-ln 2 devient -1/2, et -1 si alpha vaut 2.")
def test_by_hand(student):
    """-ln 2 becomes -1/2, and -1 if alpha is 2."""
    z = torch.tensor([[1.5, -math.log(2), 0.0]])
    assert_close(student.elu(z), torch.tensor([[1.5, -0.5, 0.0]]))
    assert_close(student.elu(z, 2.0), torch.tensor([[1.5, -1.0, 0.0]]))


@pytest.mark.french("Des valeurs au hasard, en float32, avec la valeur par défaut de alpha.")
def test_random_values(student, rng, device):
    """Random values, in float32, with the default alpha."""
    for m in (1, 11):
        z = normal(rng, m, 13, dtype=torch.float32, device=device)
        assert_close(student.elu(z), oracle(z))


@pytest.mark.french("Un tenseur en float64 donne un tenseur en float64, sans perte de précision.")
def test_float64(student, rng, device):
    """A float64 tensor gives a float64 tensor, without loss of precision."""
    z = normal(rng, 11, 5, dtype=torch.float64, device=device)
    assert_close(student.elu(z), oracle(z))


@pytest.mark.french("D'autres valeurs de alpha, inférieures et supérieures à 1.")
def test_other_alphas(student, rng, device):
    """Other values of alpha, below and above 1."""
    for low in (0.1, 2.0):
        alpha = float(rng.uniform(low, 2 * low))
        z = normal(rng, 23, dtype=torch.float32, device=device)
        assert_close(student.elu(z, alpha=alpha), oracle(z, alpha))


@pytest.mark.french("Toutes les formes : vecteur, trois dimensions, sans dimension.")
def test_any_shape(student, rng, device):
    """Any shape: a vector, three dimensions, no dimension."""
    for shape in [(19,), (2, 3, 5), ()]:
        z = normal(rng, *shape, dtype=torch.float32, device=device)
        # A single number is made negative, where ELU does something.
        z = z if shape else -z.abs()
        assert_close(student.elu(z, 0.5), oracle(z, 0.5))


@pytest.mark.french("De grandes valeurs des deux signes : ni nan, ni inf.")
def test_large_values(student, rng, device):
    """Large values of both signs: neither nan nor inf."""
    for dtype in FLOATS:
        z = uniform(rng, 2, 7, low=800, high=2000, dtype=dtype, device=device)
        z[1] *= -1
        assert_close(student.elu(z), oracle(z))


@pytest.mark.french("Le résultat est juste, et l'argument z n'est pas modifié.")
def test_argument_unchanged(student, rng, device):
    """The result is right, and the argument z is not modified."""

    def drive(module, z):
        return module.elu(z), z

    z = normal(rng, 5, 7, dtype=torch.float32, device=device)
    result, after = student.run(drive, z)
    assert_close(result, oracle(z))
    assert_unchanged(z, after, "z")
