"""Hidden suite of `softmax`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal


@pytest.mark.visible
@pytest.mark.french("Les scores 0, ln 2 et ln 5 donnent 1/8, 2/8 et 5/8.")
def test_by_hand(student):
    """The scores 0, ln 2 and ln 5 give 1/8, 2/8 and 5/8."""
    z = torch.tensor([[0.0, math.log(2), math.log(5)]])
    assert_close(student.softmax(z, dim=1), torch.tensor([[1 / 8, 2 / 8, 5 / 8]]))


@pytest.mark.french("Une distribution par ligne (dim=1), en float32 et en float64.")
def test_rows(student, rng, device):
    """One distribution per row (dim=1), in float32 and in float64."""
    for dtype in FLOATS:
        for m in (1, 5):
            z = normal(rng, m, 3, dtype=dtype, device=device, scale=2)
            assert_close(student.softmax(z, 1), torch.softmax(z, 1))


@pytest.mark.french("Une distribution par colonne (dim=0), et un simple vecteur.")
def test_columns(student, rng, device):
    """One distribution per column (dim=0), and a plain vector."""
    for shape in [(5, 3), (7,)]:
        z = normal(rng, *shape, device=device)
        assert_close(student.softmax(z, 0), torch.softmax(z, 0))


@pytest.mark.french("Trois dimensions, dim au milieu ou négatif.")
def test_three_dimensions(student, rng, device):
    """Three dimensions, dim in the middle or negative."""
    z = normal(rng, 2, 3, 5, device=device)
    for dim in (1, -1, -2, -3):
        assert_close(student.softmax(z, dim), torch.softmax(z, dim))


@pytest.mark.french("Des scores autour de 1000 puis de -1000 : ni nan, ni inf.")
def test_large_scores(student, rng, device):
    """Scores around 1000, then around -1000: neither nan nor inf."""
    for centre in (1000, -1000):
        z = normal(rng, 5, 3, device=device) + centre
        assert_close(student.softmax(z, 1), torch.softmax(z, 1))


@pytest.mark.french("Des lignes très éloignées l'une de l'autre, dans le même tenseur.")
def test_distant_rows(student, rng, device):
    """Rows very far from each other, in the same tensor."""
    offsets = torch.tensor([[0.0], [-2000.0]], dtype=torch.float64, device=device)
    z = normal(rng, 2, 5, device=device) + offsets
    assert_close(student.softmax(z, 1), torch.softmax(z, 1))


@pytest.mark.french("Des scores de -1000 et de 1000 dans une même ligne.")
def test_distant_scores(student, rng, device):
    """Scores of -1000 and of 1000 in the same row."""
    offsets = torch.tensor([-1000.0, 0.0, 1000.0, 1000.0, -1000.0], dtype=torch.float64)
    z = normal(rng, 3, 5, device=device) + offsets.to(device)
    assert_close(student.softmax(z, 1), torch.softmax(z, 1))


@pytest.mark.french("Le résultat est juste, et l'argument z n'est pas modifié.")
def test_argument_unchanged(student, rng, device):
    """The result is right, and the argument z is not modified."""

    def drive(module, z):
        return module.softmax(z, 1), z

    z = normal(rng, 5, 3, device=device)
    result, after = student.run(drive, z)
    assert_close(result, torch.softmax(z, 1))
    assert_unchanged(z, after, "z")
