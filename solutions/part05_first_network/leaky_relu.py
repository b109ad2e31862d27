"""Reference solution of `leaky_relu`."""

import torch


def leaky_relu(z: torch.Tensor, slope: float = 0.01) -> torch.Tensor:
    """Return z where it is positive and slope * z elsewhere, entry by entry.

    Args:
        z: finite numbers, any shape (also no dimension at all).
        slope: the slope of the negative side, any finite number, also 0 or more than 1.

    Returns:
        a new tensor with the shape, dtype and device of z; z itself is not modified.

    Source: slide on activations, whose max(a z, z) only holds for slopes up to 1; what
    torch.nn.LeakyReLU computes.

    >>> leaky_relu(torch.tensor([1.5, -2.0, 0.0]))
    tensor([ 1.5000, -0.0200,  0.0000])
    >>> leaky_relu(torch.tensor([1.5, -2.0, 0.0]), slope=0.25)
    tensor([ 1.5000, -0.5000,  0.0000])
    """
    ### BEGIN SOLUTION
    return torch.where(z > 0, z, slope * z)
    ### END SOLUTION
