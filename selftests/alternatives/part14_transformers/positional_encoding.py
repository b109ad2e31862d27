"""Other right implementations of `positional_encoding`: its suite must accept each of them."""

import math

import torch


def positional_encoding_by_entry(length, d_model):
    """Fill the table entry by entry with the functions of `math`."""
    table = torch.zeros(length, d_model)
    for p in range(length):
        for j in range(d_model):
            angle = p / 10000 ** ((j - j % 2) / d_model)
            table[p, j] = math.cos(angle) if j % 2 else math.sin(angle)
    return table


def positional_encoding_with_logarithm(length, d_model):
    """Compute the frequencies as exponentials, for one column more than needed."""
    half = torch.exp(torch.arange(0, d_model, 2) * (-math.log(10000.0) / d_model))
    angles = torch.outer(torch.arange(length).float(), half)
    pairs = torch.stack((angles.sin(), angles.cos()), dim=-1)
    return pairs.reshape(length, -1)[:, :d_model]


def positional_encoding_by_choice(length, d_model):
    """Compute both functions everywhere in double precision and choose by column."""
    columns = torch.arange(d_model)
    exponents = (columns - columns % 2).double() / d_model
    angles = torch.arange(length)[:, None] / torch.pow(10000.0, exponents)
    return torch.where(columns % 2 == 0, angles.sin(), angles.cos()).float()
