"""Other right implementations of `causal_mask`: its suite must accept each of them."""

import torch


def causal_mask_by_comparison(length):
    """Compare the number of the row with that of the column."""
    words = torch.arange(length)
    return words[:, None] >= words


def causal_mask_by_loops(length):
    """Fill lists of Python booleans, entry by entry."""
    return torch.tensor([[j <= i for j in range(length)] for i in range(length)])


def causal_mask_by_complement(length):
    """Negate the strict upper triangle of ones; the result is a transposed view."""
    return (torch.ones(length, length).tril(diagonal=-1) == 0).T
