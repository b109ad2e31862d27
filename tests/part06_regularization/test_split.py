"""Hidden suite of `split`.

Which example goes where is random: the tests look at what must hold for every draw.
"""

import pytest
import torch

from autograder.engine.comparing import assert_close, unpack

NAMES = ("train", "dev", "test")


def _draw(module, n, train, dev, seed, device):
    """Driver: split with a new generator."""
    return module.split(n, train, dev, torch.Generator(device).manual_seed(seed))


def _assert_partition(parts, n, device):
    """Check that every example from 0 to n - 1 comes into one set."""
    for name, part in zip(NAMES, parts, strict=True):
        like = part if isinstance(part, torch.Tensor) else torch.zeros(1)
        assert_close(part, like.to(device, torch.int64).reshape(-1), what=name)
    assert_close(torch.cat(parts).sort().values, torch.arange(n, device=device))


@pytest.mark.visible
@pytest.mark.french("Dix exemples, 60 % et 20 % : des ensembles de 6, 2 et 2 exemples.")
def test_ten_examples(student):
    """Ten examples, 60% and 20%: sets of 6, 2 and 2 examples."""

    def drive(module):
        return module.split(10, 0.6, 0.2, torch.Generator().manual_seed(0))

    train, dev, test = student.run(drive)
    assert (len(train), len(dev), len(test)) == (6, 2, 2)
    assert_close(torch.cat([train, dev, test]).sort().values, torch.arange(10))


@pytest.mark.french("Chaque exemple est dans un ensemble, et dans un seul.")
def test_every_example_once(student, rng, device):
    """Each example is in one set, and in one only."""
    for n, train, dev in ((29, 0.6, 0.2), (97, 0.5, 0.3), (7, 0.3, 0.3)):
        seed = int(rng.integers(10**6))
        parts = unpack(student.run(_draw, n, train, dev, seed, device), NAMES)
        _assert_partition(parts, n, device)


@pytest.mark.french("La taille de chaque ensemble, arrondie ; le reste va au test.")
def test_sizes(student, rng, device):
    """The size of each set, rounded; the rest goes to the test set."""
    cases = (
        (97, 0.7, 0.1, (68, 10, 19)),
        (29, 0.5625, 0.25, (16, 7, 6)),
        (11, 0.6, 0.4, (7, 4, 0)),
        (13, 0.0, 0.2, (0, 3, 10)),
        (13, 0.8, 0.0, (10, 0, 3)),
        (1, 0.6, 0.2, (1, 0, 0)),
    )
    for n, train, dev, sizes in cases:
        seed = int(rng.integers(10**6))
        parts = unpack(student.run(_draw, n, train, dev, seed, device), NAMES)
        assert tuple(len(part) for part in parts) == sizes


@pytest.mark.french("Tout exemple a les mêmes chances d'aller dans chaque ensemble.")
def test_equal_chances(student, rng, device):
    """Every example has the same chances to come into each set."""

    def drive(module, n, draws, device):
        generator = torch.Generator(device).manual_seed(1)
        counts = torch.zeros(3, n, dtype=torch.float64)
        for _ in range(draws):
            parts = module.split(n, 0.45, 0.27, generator)
            for row, part in zip(counts, parts, strict=True):
                row[part.cpu()] += 1
        return counts

    n, draws, sizes = 11, 400, (5, 3, 3)
    counts = student.run(drive, n, draws, device)
    expected = torch.tensor(sizes, dtype=torch.float64).reshape(3, 1).expand(3, n) * draws / n
    # Binomial counts: their standard deviation is at most sqrt(400 / 4) = 10.
    assert_close(counts, expected, rtol=0, atol=65)


@pytest.mark.french("Même graine, même découpage ; autre graine ou second appel, autre découpage.")
def test_follows_the_generator(student, rng, device):
    """Same seed, same split; another seed or a second call, another split."""

    def drive(module, n, seed, device):
        generator = torch.Generator(device).manual_seed(seed)
        first = module.split(n, 0.5, 0.3, generator)
        second = module.split(n, 0.5, 0.3, generator)
        again = module.split(n, 0.5, 0.3, torch.Generator(device).manual_seed(seed))
        other = module.split(n, 0.5, 0.3, torch.Generator(device).manual_seed(seed + 1))
        return [torch.cat(list(parts)) for parts in (first, second, again, other)]

    n = 97
    first, second, again, other = student.run(drive, n, int(rng.integers(10**6)), device)
    assert_close(first.sort().values, torch.arange(n, device=device))
    assert_close(again, first)
    assert not torch.equal(second, first)
    assert not torch.equal(other, first)


@pytest.mark.french("Le découpage est juste, et le générateur global de PyTorch n'a pas servi.")
def test_global_generator_untouched(student, rng, device):
    """The split is right, and PyTorch's global generator was not used."""

    def drive(module, n, seed, device):
        def states():
            cuda = [torch.cuda.get_rng_state()] if device == "cuda" else []
            return torch.cat([torch.get_rng_state(), *cuda])

        before = states()
        parts = module.split(n, 0.5, 0.25, torch.Generator(device).manual_seed(seed))
        return parts, torch.equal(states(), before)

    n = 37
    parts, untouched = student.run(drive, n, int(rng.integers(10**6)), device)
    _assert_partition(unpack(parts, NAMES), n, device)
    assert untouched


@pytest.mark.french("ValueError pour des parts négatives ou de somme supérieure à 1.")
def test_impossible_shares(student, rng, device):
    """ValueError for shares that are negative or whose sum is greater than 1."""
    for train, dev in ((60, 20), (0.8, 0.5), (-0.2, 0.5), (0.5, -0.2)):
        with student.raises(ValueError):
            student.run(_draw, 23, train, dev, 0, device)
    n = 4 * int(rng.integers(5, 10))  # no halves to round
    _assert_partition(unpack(student.run(_draw, n, 0.75, 0.25, 0, device), NAMES), n, device)
