"""Hidden suite of `initialize_parameters`: what every draw must have in common, never one draw.

The generators are made in the drivers, on the device of the test.
"""

import itertools
import math

import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, unpack

# The mean of 2003 draws is known to 2.2e-4, their standard deviation to 1.6e-4 and the share inside
# one standard deviation to 0.01: these bounds are more than six times that. A layer has far more
# weights; 2003 is what is left when all its neurons are copies of one, which is another fault.
MEAN, DEVIATION, SHARE = 1.5e-3, 1e-3, 0.07
# Where only shapes and types are compared.
ANY = 1e6
LAYERS = ("(w1, b1)", "(w2, b2)", "(w3, b3)")


def _draw(module, sizes, seed, device):
    """Draw one network, beside the student's code."""
    return module.initialize_parameters(sizes, torch.Generator(device).manual_seed(seed))


def _seed(rng):
    return int(rng.integers(2**31))


def _layers(result, sizes, device):
    """Return the pairs (w, b) after checking everything but their values."""
    pairs = unpack(result, [f"(w{layer}, b{layer})" for layer in range(1, len(sizes))])
    layers = []
    for layer, (n_in, n_out) in enumerate(itertools.pairwise(sizes), start=1):
        w, b = unpack(pairs[layer - 1], ("w", "b"))
        assert_close(w, torch.zeros(n_out, n_in, device=device), atol=ANY, what=f"w{layer}")
        assert_close(b, torch.zeros(n_out, device=device), atol=ANY, what=f"b{layer}")
        layers.append((w, b))
    return layers


@pytest.mark.visible
@pytest.mark.french(
    "Le réseau 4-3-1 du cours : les formes, de petits poids non nuls, des biais nuls."
)
def test_by_hand(student):
    """The 4-3-1 network of the course: the shapes, small weights that are not zero, zero biases."""

    def drive(module):
        generator = torch.Generator().manual_seed(0)
        return module.initialize_parameters([4, 3, 1], generator)

    (w1, b1), (w2, b2) = student.run(drive)
    # Six standard deviations from zero: never reached in practice.
    assert_close(w1, torch.zeros(3, 4), atol=0.06, what="w1")
    assert_close(w2, torch.zeros(1, 3), atol=0.06, what="w2")
    assert w1.abs().min() > 0
    assert w2.abs().min() > 0
    assert_close(b1, torch.zeros(3), what="b1")
    assert_close(b2, torch.zeros(1), what="b2")


@pytest.mark.french("Les formes et le type, d'une couche à quatre.")
def test_shapes(student, rng, device):
    """The shapes and the type, from one layer to four."""
    for sizes in [[5, 3], [2, 7, 3], [11, 1, 5, 3, 2]]:
        _layers(student.run(_draw, sizes, _seed(rng), device), sizes, device)


@pytest.mark.french("Tous les biais sont nuls.")
def test_zero_biases(student, rng, device):
    """All biases are zero."""
    sizes = [3, 5, 5, 2]
    result = student.run(_draw, sizes, _seed(rng), device)
    for layer, pair in enumerate(unpack(result, LAYERS), start=1):
        _, b = unpack(pair, ("w", "b"))
        assert_close(b, torch.zeros(sizes[layer], device=device), what=f"b{layer}")


@pytest.mark.french("La moyenne, l'écart-type et la répartition de nombreux poids.")
def test_distribution(student, rng, device):
    """The mean, the standard deviation and the distribution of many weights."""
    result = student.run(_draw, [2003, 53, 2], _seed(rng), device)
    pairs = unpack(result, LAYERS[:2])
    w = unpack(pairs[0], ("w", "b"))[0].double()
    inside = (w.abs() < 0.01).double()
    assert_close(w.mean().item(), 0.0, atol=MEAN, what="w1")
    assert_close(w.std().item(), 0.01, atol=DEVIATION, what="w1")
    # A normal distribution has this share of its values within one standard deviation.
    assert_close(inside.mean().item(), math.erf(1 / math.sqrt(2)), atol=SHARE, what="w1")


@pytest.mark.french("Chaque poids a son propre tirage : neurones, entrées et couches diffèrent.")
def test_no_two_alike(student, rng, device):
    """Each weight has its own draw: neurons, inputs and layers differ."""
    sizes = [7, 7, 7, 7]
    layers = _layers(student.run(_draw, sizes, _seed(rng), device), sizes, device)
    rows = torch.cat([w.detach().cpu() for w, _ in layers])
    columns = torch.cat([w.detach().cpu().T for w, _ in layers])
    assert len(torch.unique(rows, dim=0)) == 21
    assert len(torch.unique(columns, dim=0)) == 21


@pytest.mark.french("Même graine, mêmes poids ; autre graine ou second tirage, autres poids.")
def test_generator_decides(student, rng, device):
    """The same seed, the same weights; another seed or a second draw, other weights."""

    def drive(module, seed, other, device):
        generator = torch.Generator(device).manual_seed(seed)
        first = module.initialize_parameters([3, 5, 2], generator)
        second = module.initialize_parameters([3, 5, 2], generator)
        again = module.initialize_parameters([3, 5, 2], torch.Generator(device).manual_seed(seed))
        another = module.initialize_parameters(
            [3, 5, 2], torch.Generator(device).manual_seed(other)
        )
        return first, again, second, another

    seed = _seed(rng)
    first, again, *others = unpack(
        student.run(drive, seed, seed + 1, device), ("first", "again", "second", "another")
    )
    for layer in (0, 1):
        w = unpack(first[layer], ("w", "b"))[0]
        assert_close(again[layer][0], w, what=f"w{layer + 1}")
        for other in others:
            assert not torch.equal(other[layer][0], w)


@pytest.mark.french("Les poids sont petits, et le générateur global de PyTorch reste intact.")
def test_global_generator_left_alone(student, rng, device):
    """The weights are small, and PyTorch's global generator is left alone."""

    def drive(module, sizes, seed, device):
        before = torch.get_rng_state()
        generator = torch.Generator(device).manual_seed(seed)
        return module.initialize_parameters(sizes, generator), before, torch.get_rng_state()

    sizes = [3, 5, 2]
    result, before, after = student.run(drive, sizes, _seed(rng), device)
    for w, _ in _layers(result, sizes, device):
        assert_close(w, torch.zeros_like(w), atol=0.07, what="w")
    assert_unchanged(before, after, "generator")
