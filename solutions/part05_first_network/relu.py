"""Reference solution of `relu`."""

import torch


def relu(z: torch.Tensor) -> torch.Tensor:
    """Return max(0, z), entry by entry.

    Args:
        z: finite numbers, any shape (also no dimension at all).

    Returns:
        a new tensor with the shape, dtype and device of z; z itself is not modified.

    Source: slide on activations; what torch.relu computes.

    >>> relu(torch.tensor([[1.5, -2.0, 0.0]]))
    tensor([[1.5000, 0.0000, 0.0000]])
    """
    ### BEGIN SOLUTION
    return torch.clamp(z, min=0)
    ### END SOLUTION
