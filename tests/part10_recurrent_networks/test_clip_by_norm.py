"""Hidden suite of `clip_by_norm`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# The contract accepts 1e-6 added to the norm, which is larger than 1 in all tests.
SMALL_CONSTANT = 1e-5
NAMES = ("gradients[0]", "gradients[1]", "gradients[2]")


def _gradients(rng, dtype=torch.float64, device="cpu"):
    """Return three gradients of different shapes and sizes, the second one without dimensions."""
    kinds = {"dtype": dtype, "device": device}
    second = torch.tensor(rng.uniform(1.0, 2.0), **kinds)
    return [normal(rng, 5, 3, **kinds), second, normal(rng, 7, scale=3.0, **kinds)]


def _norm(gradients):
    """Return the norm of all entries together."""
    return torch.linalg.vector_norm(torch.cat([g.flatten() for g in gradients]))


def _check(results, expected):
    """Compare three gradients."""
    for name, result, right in zip(NAMES, unpack(results, NAMES), expected, strict=True):
        assert_close(result, right, rtol=SMALL_CONSTANT, what=name)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : 3, 0 et 4 ont pour norme 5.")
def test_by_hand(student):
    """The example of the lesson: 3, 0 and 4 have norm 5."""
    first, second = student.clip_by_norm([torch.tensor([3.0, 0.0]), torch.tensor([[4.0]])], 2.5)
    assert_close(first, torch.tensor([1.5, 0.0]))
    assert_close(second, torch.tensor([[2.0]]))


@pytest.mark.french("Des gradients trop grands : tous raccourcissent du même facteur.")
def test_large_gradients(student, rng, device):
    """Gradients that are too large: all become shorter by the same factor."""
    for dtype in FLOATS:
        gradients = _gradients(rng, dtype, device)
        expected = [g * (0.75 / _norm(gradients)) for g in gradients]
        _check(student.clip_by_norm(gradients, 0.75), expected)


@pytest.mark.french("Sous la norme permise, les gradients gardent leurs valeurs ; au-dessus, non.")
def test_on_both_sides(student, rng, device):
    """Below the allowed norm the gradients keep their values; above it they do not."""
    gradients = _gradients(rng, device=device)
    norm = _norm(gradients)
    _check(student.clip_by_norm(gradients, 1.25 * norm.item()), gradients)
    expected = [g * 0.8 for g in gradients]
    _check(student.clip_by_norm(gradients, 0.8 * norm.item()), expected)


@pytest.mark.french("Chacun est assez petit, l'ensemble est trop grand.")
def test_only_together_too_large(student, rng, device):
    """Each one is small enough, together they are too large."""
    gradients = [g / _norm([g]) for g in _gradients(rng, device=device)]
    expected = [g * (1.5 / 3**0.5) for g in gradients]
    _check(student.clip_by_norm(gradients, 1.5), expected)


@pytest.mark.french("Des gradients nuls restent nuls, à côté d'autres comme entre eux.")
def test_zero_gradients(student, rng, device):
    """Zero gradients stay zero, beside others and among themselves."""
    large = normal(rng, 5, scale=10.0, device=device)
    gradients = [torch.zeros(3, device=device).double(), large, torch.zeros_like(large[:2])]
    expected = [gradients[0], large * (2.0 / _norm([large])), gradients[2]]
    _check(student.clip_by_norm(gradients, 2.0), expected)
    zeros = [torch.zeros_like(g) for g in gradients]
    _check(student.clip_by_norm(zeros, 2.0), zeros)


@pytest.mark.french("Sous la norme permise, écrire dans le résultat ne touche pas aux arguments.")
def test_new_tensors(student, rng, device):
    """Below the allowed norm, writing into the result does not touch the arguments."""

    def drive(module, gradients, max_norm):
        results = list(module.clip_by_norm(gradients, max_norm))
        values = [result.clone() for result in results]
        for result in results:
            result.zero_()
        return values, gradients

    gradients = _gradients(rng, device=device)
    results, after = student.run(drive, gradients, 2.0 * _norm(gradients).item())
    _check(results, gradients)
    for name, old, new in zip(NAMES, gradients, after, strict=True):
        assert_unchanged(old, new, name)


@pytest.mark.french("Les gradients renvoyés sont justes, ceux que l'on a donnés n'ont pas changé.")
def test_arguments_unchanged(student, rng, device):
    """The gradients returned are right, those that were given have not changed."""

    def drive(module, gradients, max_norm):
        return module.clip_by_norm(gradients, max_norm), gradients

    gradients = _gradients(rng, device=device)
    results, after = student.run(drive, gradients, 0.5)
    _check(results, [g * (0.5 / _norm(gradients)) for g in gradients])
    for name, old, new in zip(NAMES, gradients, after, strict=True):
        assert_unchanged(old, new, name)
