"""Hidden suite of `causal_mask`."""

import pytest
import torch

from autograder.engine.comparing import assert_close, normal


@pytest.mark.visible
@pytest.mark.french("Le masque de trois mots.")
def test_by_hand(student):
    """The mask of three words."""
    expected = [[True, False, False], [True, True, False], [True, True, True]]
    assert_close(student.causal_mask(3), torch.tensor(expected))


@pytest.mark.french("Des phrases d'autres longueurs.")
def test_other_lengths(student):
    """Sentences of other lengths."""
    for length in (2, 5, 13):
        expected = torch.arange(length)[:, None] >= torch.arange(length)
        assert_close(student.causal_mask(length), expected)


@pytest.mark.french("Le masque choisit parmi les valeurs d'un autre, de forme (N, 1, length).")
def test_combined(student, rng):
    """The mask chooses among the values of another one, of shape (N, 1, length)."""

    def drive(module, other):
        return torch.where(module.causal_mask(other.shape[-1]), other, False)

    other = torch.from_numpy(rng.random((3, 1, 7)) < 0.7)
    past = torch.arange(7)[:, None] >= torch.arange(7)
    assert_close(student.run(drive, other), torch.where(past, other, False))


@pytest.mark.french("Changer les mots suivants ne change rien aux poids d'un mot.")
def test_future_changes_nothing(student, rng):
    """Changing the words that follow changes nothing in the weights of a word."""

    def drive(module, scores):
        mask = module.causal_mask(scores.shape[-1])
        return torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)

    scores = normal(rng, 2, 11, 11)
    expected = torch.zeros_like(scores)
    for word in range(11):
        past = scores[:, word, : word + 1]
        expected[:, word, : word + 1] = torch.softmax(past, dim=-1)
    assert_close(student.run(drive, scores), expected)
