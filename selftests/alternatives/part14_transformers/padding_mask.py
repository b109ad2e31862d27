"""Other right implementations of `padding_mask`: its suite must accept each of them."""

import torch


def padding_mask_by_sentence(lengths, max_length):
    """Fill a mask of False, sentence by sentence."""
    mask = torch.zeros(len(lengths), 1, max_length, dtype=torch.bool, device=lengths.device)
    for sentence, length in enumerate(lengths.tolist()):
        mask[sentence, :, :length] = True
    return mask


def padding_mask_by_triangle(lengths, max_length):
    """Choose one row of a strict lower triangle for each length."""
    square = torch.ones(max_length + 1, max_length, dtype=torch.bool, device=lengths.device)
    return square.tril(diagonal=-1)[lengths].unsqueeze(1)


def padding_mask_by_counting(lengths, max_length):
    """Number the places from 1 in every sentence, then compare."""
    places = torch.ones(len(lengths), max_length, device=lengths.device).cumsum(dim=1)
    return (places <= lengths.unsqueeze(1))[:, None, :]
