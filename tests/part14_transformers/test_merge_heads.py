"""Hidden suite of `merge_heads`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, normal


def _check(student, x):
    """Compare one result with the heads, concatenated one after the other."""
    assert_close(student.merge_heads(x), torch.cat(x.unbind(dim=1), dim=-1))


@pytest.mark.visible
@pytest.mark.french("Deux têtes de deux nombres redonnent deux mots de quatre nombres.")
def test_by_hand(student):
    """Two heads of two numbers give two words of four numbers back."""
    x = torch.tensor([[[[1.0, 2.0], [5.0, 6.0]], [[3.0, 4.0], [7.0, 8.0]]]])
    expected = torch.tensor([[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]])
    assert_close(student.merge_heads(x), expected)


@pytest.mark.french("Des tailles toutes différentes, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Sizes that are all different, in float32 and in float64."""
    for dtype in FLOATS:
        _check(student, normal(rng, 2, 3, 7, 5, dtype=dtype, device=device))


@pytest.mark.french("Autant de têtes que de mots, autant de mots que de nombres par tête.")
def test_equal_sizes(student, rng, device):
    """As many heads as words, as many words as numbers in a head."""
    _check(student, normal(rng, 2, 5, 5, 3, device=device))
    _check(student, normal(rng, 3, 3, 3, 3, device=device))


@pytest.mark.french("Une seule phrase, un seul mot, une seule tête.")
def test_sizes_of_one(student, rng, device):
    """A single sentence, a single word, a single head."""
    for shape in [(1, 3, 7, 5), (2, 3, 1, 5), (2, 1, 3, 5)]:
        _check(student, normal(rng, *shape, device=device))


@pytest.mark.french("Des têtes qui viennent d'être coupées : on retrouve les mots de départ.")
def test_heads_cut_just_before(student, rng, device):
    """Heads that were cut just before: the words one started from come back."""

    def drive(module, x, n_heads):
        n, length, d_model = x.shape
        heads = x.reshape(n, length, n_heads, d_model // n_heads).transpose(1, 2)
        return module.merge_heads(heads)

    x = normal(rng, 2, 7, 15, device=device)
    assert_close(student.run(drive, x, 3), x)
