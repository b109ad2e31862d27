"""Reference solution of `positional_encoding`."""

import torch


def positional_encoding(length: int, d_model: int) -> torch.Tensor:
    """Return the table of sines and cosines that tells a transformer where each word stands.

    Row p is the position p, counted from 0. The columns go in pairs: columns 2i and 2i + 1 hold
    the sine and the cosine of the same angle, p / 10000 ** (2i / d_model). If d_model is odd,
    the last column is a sine whose cosine is left out, and the formula is the same.

    Args:
        length: the number of positions, at least 1.
        d_model: the number of columns, at least 1, even or odd.

    Returns:
        a tensor of shape (length, d_model), float32, on the CPU.

    Source: Vaswani et al. 2017, "Attention is all you need", section 3.5.

    >>> positional_encoding(2, 4)
    tensor([[0.0000, 1.0000, 0.0000, 1.0000],
            [0.8415, 0.5403, 0.0100, 0.9999]])
    """
    ### BEGIN SOLUTION
    positions = torch.arange(length, dtype=torch.float32)[:, None]
    even_columns = torch.arange(0, d_model, 2, dtype=torch.float32)
    angles = positions / 10000 ** (even_columns / d_model)
    table = torch.empty(length, d_model)
    table[:, 0::2] = torch.sin(angles)
    table[:, 1::2] = torch.cos(angles[:, : d_model // 2])
    return table
    ### END SOLUTION
