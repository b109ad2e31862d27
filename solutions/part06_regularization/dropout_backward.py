"""Reference solution of `dropout_backward`."""

import torch


def dropout_backward(dy: torch.Tensor, mask: torch.Tensor, p: float) -> torch.Tensor:
    """Return the gradient of the cost for the input x of a dropout layer in training.

    Args:
        dy: the gradient of the cost for the output y of the layer, any shape.
        mask: which values the layer kept, a bool tensor of the same shape.
        p: the probability to drop a value with which it was called, from 0 to 1, both included.

    Returns:
        dx, with the shape, dtype and device of dy: never NaN, and zeros if p = 1, where no value
        was kept.

    Source: the chain rule applied to y = x / (1 - p) where x was kept, y = 0 elsewhere.

    >>> dropout_backward(torch.tensor([3.0, 6.0]), torch.tensor([True, False]), 0.25)
    tensor([4., 0.])
    """
    ### BEGIN SOLUTION
    # With p = 1 the division gives infinities, none of which is chosen.
    return torch.where(mask, dy / (1 - p), 0.0)
    ### END SOLUTION
