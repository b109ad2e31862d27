"""Reference solution of `elu`."""

import torch


def elu(z: torch.Tensor, alpha: float = 1.0) -> torch.Tensor:
    """Return z where it is positive and alpha * (exp(z) - 1) elsewhere, entry by entry.

    Args:
        z: finite numbers, any shape (also no dimension at all).
        alpha: how far the negative side goes down, a positive number.

    Returns:
        a new tensor with the shape, dtype and device of z, without nan or inf even when the
        entries are in the thousands; z itself is not modified.

    Source: slide on activations; what torch.nn.ELU computes.

    >>> elu(torch.tensor([1.5, -math.log(2), 0.0]))
    tensor([ 1.5000, -0.5000,  0.0000])
    >>> elu(torch.tensor([1.5, -math.log(2), 0.0]), alpha=2.0)
    tensor([ 1.5000, -1.0000,  0.0000])
    """
    ### BEGIN SOLUTION
    negative_side = alpha * (torch.exp(z.clamp(max=0)) - 1)
    return torch.where(z > 0, z, negative_side)
    ### END SOLUTION
