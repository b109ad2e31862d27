"""Hidden suite of `dropout`.

Which values are dropped is random: the tests look at what must hold for every draw.
"""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

NAMES = ("y", "mask")


def _draw(module, x, p, training, seed):
    """Driver: apply dropout with a new generator."""
    return module.dropout(x, p, training, torch.Generator(x.device).manual_seed(seed))


def _assert_consistent(result, x, p):
    """Check the mask's type, and that y is x / (1 - p) where the mask says so; return the mask."""
    y, mask = unpack(result, NAMES)
    usable = isinstance(mask, torch.Tensor) and mask.shape == x.shape
    assert_close(mask, (mask if usable else x).to(x.device, torch.bool), what="mask")
    assert_close(y, torch.where(mask, x / (1 - p), torch.zeros_like(x)), what="y")
    return mask


@pytest.mark.visible
@pytest.mark.french("p = 0,25 : ce qui est gardé est divisé par 0,75, le reste vaut 0.")
def test_by_hand(student):
    """p = 0.25: what is kept is divided by 0.75, the rest is 0."""

    def drive(module, x):
        return module.dropout(x, 0.25, True, torch.Generator().manual_seed(1))

    # Fifteen values, of which no draw can drop just a quarter.
    x = torch.tensor([3.0, 6.0, 9.0, 12.0, 15.0]) * torch.tensor([[1.0], [-1.0], [0.5]])
    y, mask = student.run(drive, x)
    assert mask.dtype == torch.bool
    assert_close(y, torch.where(mask, x / 0.75, torch.zeros_like(x)))


@pytest.mark.french("y vaut x / (1 - p) là où le masque est vrai et 0 ailleurs, en toute forme.")
def test_values(student, rng, device):
    """y is x / (1 - p) where the mask is true and 0 elsewhere, in any shape."""
    for dtype in FLOATS:
        for shape in [(31, 7), (1, 53), (97,), (3, 5, 7)]:
            x = normal(rng, *shape, dtype=dtype, device=device)
            for p in (0.3, 0.8):
                result = student.run(_draw, x, p, True, int(rng.integers(10**6)))
                _assert_consistent(result, x, p)


@pytest.mark.french("Chaque valeur est éteinte avec la probabilité p, indépendamment des autres.")
def test_probability(student, rng, device):
    """Each value is dropped with probability p, independently of the others."""

    def one_by_one(module, x, p, seed):
        generator = torch.Generator(x.device).manual_seed(seed)
        return torch.stack([module.dropout(row, p, True, generator)[1] for row in x])

    m, n = 211, 223
    # Many values are zero already, as they are behind a ReLU: they are kept with the same chances.
    x = normal(rng, m, n, device=device).clamp(min=0)
    for p in (0.3, 0.1):
        result = student.run(_draw, x, p, True, int(rng.integers(10**6)))
        kept = _assert_consistent(result, x, p).double()
        # Seven standard deviations of a mean of N draws, each of variance p (1 - p).
        bound = 7 * (p * (1 - p)) ** 0.5
        expected = torch.full_like(kept, 1 - p)
        assert_close(kept.mean(), expected.mean(), rtol=0, atol=bound / (m * n) ** 0.5)
        assert_close(kept.mean(dim=0), expected.mean(dim=0), rtol=0, atol=bound / m**0.5)
        assert_close(kept.mean(dim=1), expected.mean(dim=1), rtol=0, atol=bound / n**0.5)
    # The number of values that are dropped is random too: even a value that comes alone may be.
    few, p = normal(rng, 499, 1, device=device), 0.3
    kept = student.run(one_by_one, few, p, int(rng.integers(10**6)))
    assert_close(kept, torch.empty_like(few, dtype=torch.bool).copy_(kept), what="mask")
    bound = 7 * (p * (1 - p) / len(few)) ** 0.5
    assert_close(kept.double().mean().item(), 1 - p, rtol=0, atol=bound)


@pytest.mark.french("En évaluation, tout passe sans changement.")
def test_evaluation(student, rng, device):
    """In evaluation, everything passes unchanged."""
    for p in (0.3, 1.0):
        x = normal(rng, 5, 7, device=device)
        y, mask = unpack(student.run(_draw, x, p, False, 3), NAMES)
        assert_close(y, x, what="y")
        assert_close(mask, torch.ones_like(x, dtype=torch.bool), what="mask")


@pytest.mark.french("p = 0 garde tout, p = 1 éteint tout, sans NaN.")
def test_extreme_probabilities(student, rng, device):
    """p = 0 keeps everything, p = 1 drops everything, without NaN."""
    x = normal(rng, 11, 13, device=device)
    for p, expected in ((0.0, x), (1.0, torch.zeros_like(x))):
        y, mask = unpack(student.run(_draw, x, p, True, 5), NAMES)
        assert_close(y, expected, what="y")
        assert_close(mask, expected != 0, what="mask")


@pytest.mark.french("Tout le hasard vient du générateur donné, et le générateur global est intact.")
def test_follows_the_generator(student, rng, device):
    """All randomness comes from the given generator, and the global one is untouched."""

    def drive(module, x, p, seed):
        def states():
            cuda = [torch.cuda.get_rng_state()] if x.is_cuda else []
            return torch.cat([torch.get_rng_state(), *cuda])

        before = states()
        generator = torch.Generator(x.device).manual_seed(seed)
        first = module.dropout(x.clone(), p, True, generator)
        second = module.dropout(x.clone(), p, True, generator)
        generator = torch.Generator(x.device).manual_seed(seed)
        again = module.dropout(x.clone(), p, True, generator)
        generator = torch.Generator(x.device).manual_seed(seed + 1)
        other = module.dropout(x.clone(), p, True, generator)
        return (first, second, again, other), torch.equal(states(), before)

    x, p = normal(rng, 17, 19, device=device), 0.4
    results, untouched = student.run(drive, x, p, int(rng.integers(10**6)))
    first, second, again, other = (_assert_consistent(result, x, p) for result in results)
    assert_close(again, first, what="mask")
    assert not torch.equal(second, first)
    assert not torch.equal(other, first)
    assert untouched


@pytest.mark.french("Le résultat est juste, et l'argument x n'est pas modifié.")
def test_argument_unchanged(student, rng, device):
    """The result is right, and the argument x is not modified."""

    def drive(module, x, p):
        before = x.clone()
        generator = torch.Generator(x.device).manual_seed(2)
        y, mask = module.dropout(x, p, True, generator)
        return (y.clone(), mask.clone()), before, x

    x = normal(rng, 13, 7, device=device)
    result, before, after = student.run(drive, x, 0.6)
    _assert_consistent(result, x, 0.6)
    assert_unchanged(before, after, "x")
