"""Reference solution of `softmax`."""

import torch


def softmax(z: torch.Tensor, dim: int) -> torch.Tensor:
    """Return the softmax of the scores z along one dimension, for scores of any size.

    Along dim, each entry becomes exp(z) divided by the sum of the exp(z).

    Args:
        z: finite scores, any shape with at least one dimension.
        dim: the dimension along which the probabilities sum to 1; negative counts from the end.

    Returns:
        a new tensor with the shape, dtype and device of z, without nan or inf even when the
        scores are in the thousands.

    Source: slide on activations; what torch.softmax computes.

    >>> softmax(torch.tensor([[0.0, math.log(2), math.log(5)]]), dim=1)
    tensor([[0.1250, 0.2500, 0.6250]])
    """
    ### BEGIN SOLUTION
    # The largest score along dim becomes 0: no exponential exceeds 1 and one of them is 1.
    powers = torch.exp(z - z.amax(dim=dim, keepdim=True))
    return powers / powers.sum(dim=dim, keepdim=True)
    ### END SOLUTION
