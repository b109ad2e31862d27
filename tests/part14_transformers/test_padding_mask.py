"""Hidden suite of `padding_mask`."""

import pytest
import torch

from autograder.engine.comparing import assert_close, normal


def _lengths(values, device):
    return torch.tensor(values, dtype=torch.int64, device=device)


def _expected(lengths, max_length):
    """Return the mask, built from Python lists."""
    rows = [[[True] * n + [False] * (max_length - n)] for n in lengths.tolist()]
    return torch.tensor(rows, device=lengths.device)


@pytest.mark.visible
@pytest.mark.french("Deux phrases de 3 et 1 mots, sur 4 places.")
def test_by_hand(student):
    """Two sentences of 3 words and 1 word, in 4 places."""
    expected = [[[True, True, True, False]], [[True, False, False, False]]]
    assert_close(student.padding_mask(torch.tensor([3, 1]), 4), torch.tensor(expected))


@pytest.mark.french("Des longueurs au hasard, dont celle d'une phrase sans remplissage.")
def test_random_lengths(student, rng, device):
    """Random lengths, among them that of a sentence without padding."""
    for n, max_length in [(5, 7), (3, 11)]:
        values = rng.integers(1, max_length, n).tolist()
        values[1:3] = [max_length, 1]
        lengths = _lengths(values, device)
        assert_close(student.padding_mask(lengths, max_length), _expected(lengths, max_length))


@pytest.mark.french("Plus de places que n'en remplit la plus longue phrase, et une phrase vide.")
def test_more_places(student, device):
    """More places than the longest sentence fills, and an empty sentence."""
    lengths = _lengths([2, 0, 5], device)
    assert_close(student.padding_mask(lengths, 13), _expected(lengths, 13))


@pytest.mark.french("Une seule phrase : les trois dimensions restent.")
def test_single_sentence(student, device):
    """A single sentence: the three dimensions stay."""
    for length in (3, 5):
        lengths = _lengths([length], device)
        assert_close(student.padding_mask(lengths, 5), _expected(lengths, 5))


@pytest.mark.french("Dans une attention, autant de phrases que de requêtes : chacune son masque.")
def test_each_sentence_its_mask(student, rng, device):
    """In an attention, as many sentences as queries: to each sentence its own mask."""

    def drive(module, scores, lengths):
        mask = module.padding_mask(lengths, scores.shape[-1])
        return torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)

    scores = normal(rng, 3, 3, 7, device=device)
    lengths = _lengths([5, 2, 7], device)
    expected = torch.zeros_like(scores)
    for sentence, length in enumerate([5, 2, 7]):
        words = scores[sentence, :, :length]
        expected[sentence, :, :length] = torch.softmax(words, dim=-1)
    assert_close(student.run(drive, scores, lengths), expected)
