"""Hidden suite of `binary_cross_entropy`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, uniform

oracle = torch.nn.functional.binary_cross_entropy


def _targets(rng, *shape, dtype=torch.float64, device="cpu"):
    """Return random zeros and ones."""
    return uniform(rng, *shape, dtype=dtype, device=device).round()


@pytest.mark.visible
@pytest.mark.french("Deux réponses, dont les coûts sont ln 2 et ln 4/3.")
def test_by_hand(student):
    """Two answers, which cost ln 2 and ln 4/3."""
    probability = torch.tensor([0.5, 0.25])
    target = torch.tensor([1.0, 0.0])
    expected = torch.tensor((math.log(2) + math.log(4 / 3)) / 2)
    assert_close(student.binary_cross_entropy(probability, target), expected)


@pytest.mark.french("Une matrice au hasard : la moyenne porte sur toutes les valeurs.")
def test_matrix(student, rng, device):
    """A random matrix: the mean is over all entries."""
    for dtype in FLOATS:
        p = uniform(rng, 5, 3, low=0.05, high=0.95, dtype=dtype, device=device)
        t = _targets(rng, 5, 3, dtype=dtype, device=device)
        assert_close(student.binary_cross_entropy(p, t), oracle(p, t))


@pytest.mark.french("D'autres formes : vecteur, une seule ligne, trois dimensions.")
def test_any_shape(student, rng, device):
    """Other shapes: a vector, a single row, three dimensions."""
    for shape in [(7,), (1, 5), (2, 3, 5)]:
        p = uniform(rng, *shape, low=0.05, high=0.95, device=device)
        t = _targets(rng, *shape, device=device)
        assert_close(student.binary_cross_entropy(p, t), oracle(p, t))


@pytest.mark.french("Des cibles entre 0 et 1 : les deux termes comptent à la fois.")
def test_targets_between_0_and_1(student, rng, device):
    """Targets between 0 and 1: both terms count at once."""
    p = uniform(rng, 11, low=0.05, high=0.95, device=device)
    t = uniform(rng, 11, device=device)
    assert_close(student.binary_cross_entropy(p, t), oracle(p, t))


@pytest.mark.french("Des probabilités de 0 et de 1 exactement : le coût reste fini.")
def test_certain_answers(student, rng, device):
    """Probabilities of exactly 0 and 1: the cost stays finite."""
    for dtype in FLOATS:
        p = uniform(rng, 11, low=0.05, high=0.95, dtype=dtype, device=device)
        t = _targets(rng, 11, dtype=dtype, device=device)
        # All four cases of a certain answer, right and wrong, among ordinary ones.
        p[:4] = torch.tensor([0.0, 0.0, 1.0, 1.0])
        t[:4] = torch.tensor([0.0, 1.0, 0.0, 1.0])
        assert_close(student.binary_cross_entropy(p, t), oracle(p, t))


@pytest.mark.french("Des probabilités minuscules mais non nulles : leur coût est exact.")
def test_tiny_probabilities(student, rng, device):
    """Tiny probabilities, but not zero: their cost is exact."""
    # From 1e-30 to 1e-10: within float32, and their logarithm stays above -100.
    for dtype in FLOATS:
        p = 10.0 ** uniform(rng, 7, low=-30, high=-10, dtype=dtype, device=device)
        t = torch.ones_like(p)
        t[0] = 0
        assert_close(student.binary_cross_entropy(p, t), oracle(p, t))


@pytest.mark.french("Le résultat est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The result is right, and the arguments are not modified."""

    def drive(module, probability, target):
        return module.binary_cross_entropy(probability, target), (probability, target)

    p, t = uniform(rng, 5, 3, device=device), _targets(rng, 5, 3, device=device)
    p[0, 0] = 0
    result, after = student.run(drive, p, t)
    assert_close(result, oracle(p, t))
    assert_unchanged(p, after[0], "probability")
    assert_unchanged(t, after[1], "target")
