"""Hidden suite of `split_heads`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, normal


def _expected(x, n_heads):
    """Return the heads: slices of the features, stacked."""
    return torch.stack(x.chunk(n_heads, dim=-1), dim=1)


def _check(student, x, n_heads):
    """Compare one result with the expected one."""
    assert_close(student.split_heads(x, n_heads), _expected(x, n_heads))


@pytest.mark.visible
@pytest.mark.french("Deux mots de quatre nombres, coupés en deux têtes.")
def test_by_hand(student):
    """Two words of four numbers, cut into two heads."""
    x = torch.tensor([[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]])
    expected = torch.tensor([[[[1.0, 2.0], [5.0, 6.0]], [[3.0, 4.0], [7.0, 8.0]]]])
    assert_close(student.split_heads(x, 2), expected)


@pytest.mark.french("Des tailles toutes différentes, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Sizes that are all different, in float32 and in float64."""
    for dtype in FLOATS:
        _check(student, normal(rng, 2, 7, 15, dtype=dtype, device=device), 3)


@pytest.mark.french("Autant de têtes que de mots : la forme ne trahit plus rien.")
def test_as_many_heads_as_words(student, rng, device):
    """As many heads as words: the shape gives nothing away any more."""
    _check(student, normal(rng, 2, 5, 15, device=device), 5)
    _check(student, normal(rng, 3, 3, 9, device=device), 3)


@pytest.mark.french("Une seule phrase, une seule tête, des têtes d'un seul nombre.")
def test_sizes_of_one(student, rng, device):
    """A single sentence, a single head, heads of a single number."""
    _check(student, normal(rng, 1, 3, 10, device=device), 5)
    _check(student, normal(rng, 2, 3, 5, device=device), 1)
    _check(student, normal(rng, 2, 3, 5, device=device), 5)


@pytest.mark.french("Un nombre de têtes qui ne divise pas d_model lève ValueError.")
def test_uneven_heads(student, rng, device):
    """A number of heads that does not divide d_model raises ValueError."""
    x = normal(rng, 2, 5, 14, device=device)
    _check(student, x, 7)
    for n_heads in (3, 28):
        with student.raises(ValueError):
            student.split_heads(x, n_heads)
