"""Hidden suite of `clip_gradients`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# Dividing by norm + 1e-6, as PyTorch does, is as good: with norms above 1, it changes this little.
PYTORCH = 1e-5
SHAPES = [(3, 5), (7,), (), (2, 1, 3)]
NAMES = ("dw1", "db1", "dw2", "db2")


def _gradients(rng, dtype=torch.float64, device="cpu", scale=3.0):
    """Return gradients of different shapes, with all their values put into one vector."""
    gradients = [normal(rng, *shape, dtype=dtype, device=device, scale=scale) for shape in SHAPES]
    return gradients, torch.cat([g.flatten() for g in gradients])


def _check(results, expected):
    """Compare the tensors of a list one by one."""
    for name, result, value in zip(NAMES, unpack(results, NAMES), expected, strict=True):
        assert_close(result, value, rtol=PYTORCH, what=name)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : la norme 5 est ramenée à 1, ou laissée sous 10.")
def test_by_hand(student):
    """The example of the lesson: the norm 5 is brought down to 1, or left alone below 10."""
    gradients = [torch.tensor([3.0]), torch.tensor([[-4.0]])]
    first, second = student.clip_gradients(gradients, 1.0)
    assert_close(first, torch.tensor([0.6]), what="g1")
    assert_close(second, torch.tensor([[-0.8]]), what="g2")
    first, second = student.clip_gradients(gradients, 10.0)
    assert_close(first, torch.tensor([3.0]), what="g1")
    assert_close(second, torch.tensor([[-4.0]]), what="g2")


@pytest.mark.french("Une norme trop grande : tous les tenseurs sont réduits du même facteur.")
def test_above(student, rng, device):
    """Too large a norm: all tensors are reduced by the same factor."""
    for dtype in FLOATS:
        gradients, values = _gradients(rng, dtype, device)
        max_norm = float(rng.uniform(0.3, 0.6)) * float(values.norm())
        expected = [g * (max_norm / values.norm()) for g in gradients]
        _check(student.clip_gradients(gradients, max_norm), expected)


@pytest.mark.french("Juste au-dessus de la limite, tout est réduit ; en dessous, rien ne change.")
def test_near_the_limit(student, rng, device):
    """Just above the limit, everything is reduced; below, nothing changes."""
    for dtype in FLOATS:
        gradients, values = _gradients(rng, dtype, device)
        norm = float(values.norm())
        _check(student.clip_gradients(gradients, norm / 1.01), [g / 1.01 for g in gradients])
        _check(student.clip_gradients(gradients, norm * 1.01), gradients)
        small = [g / 1000 for g in gradients]
        _check(student.clip_gradients(small, norm), small)


@pytest.mark.french("Chaque tenseur est assez petit, mais pas tous ensemble.")
def test_together(student, rng, device):
    """Each tensor is small enough, but not all of them together."""
    gradients = []
    for shape in SHAPES:
        g = normal(rng, *shape, device=device)
        gradients.append(2 * g / g.norm())  # four tensors of norm 2: their joint norm is 4
    _check(student.clip_gradients(gradients, 2.5), [0.625 * g for g in gradients])
    _check(student.clip_gradients(gradients, 4.5), gradients)


@pytest.mark.french("Des gradients nuls restent nuls, seuls ou parmi d'autres.")
def test_zeros(student, rng, device):
    """Gradients of zero stay zero, alone or among others."""
    gradients, _ = _gradients(rng, device=device)
    gradients[1] = torch.zeros_like(gradients[1])
    norm = torch.cat([g.flatten() for g in gradients]).norm()
    _check(student.clip_gradients(gradients, 1.5), [g * (1.5 / norm) for g in gradients])
    zeros = [torch.zeros_like(g) for g in gradients]
    _check(student.clip_gradients(zeros, 1.5), zeros)


@pytest.mark.french("Le résultat est juste, et les gradients donnés ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The result is right, and the gradients given are not modified."""

    def drive(module, gradients, max_norm):
        return module.clip_gradients(gradients, max_norm), gradients

    gradients, values = _gradients(rng, device=device)
    results, after = student.run(drive, gradients, 2.0)
    _check(results, [g * (2.0 / values.norm()) for g in gradients])
    for name, old, new in zip(NAMES, gradients, after, strict=True):
        assert_unchanged(old, new, name)
