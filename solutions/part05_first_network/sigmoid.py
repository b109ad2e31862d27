"""Reference solution of `sigmoid`."""

import torch


def sigmoid(z: torch.Tensor) -> torch.Tensor:
    """Return 1 / (1 + exp(-z)), entry by entry, for numbers of any size.

    Args:
        z: finite numbers, any shape (also no dimension at all).

    Returns:
        a new tensor with the shape, dtype and device of z, without nan or inf even when the
        entries are in the thousands; z itself is not modified.

    Source: slide on activations; what torch.sigmoid computes.

    >>> sigmoid(torch.tensor([0.0, math.log(3), -math.log(3)]))
    tensor([0.5000, 0.7500, 0.2500])
    """
    ### BEGIN SOLUTION
    # For z far below zero the exponential becomes inf, and 1 / inf is the 0 that is wanted.
    return 1 / (1 + torch.exp(-z))
    ### END SOLUTION
