"""Reference solution of `layer_norm`."""

import torch


def layer_norm(
    x: torch.Tensor, gamma: torch.Tensor, beta: torch.Tensor, eps: float
) -> torch.Tensor:
    """Return x with every vector of its last dimension normalised, then scaled and shifted.

    gamma (x - mean) / sqrt(variance + eps) + beta, where each vector has its own mean and its own
    variance, over the last dimension alone. The variance is the biased one: it divides by d.

    Args:
        x: shape (..., d), with any number of dimensions before the last, none included. A vector
            may lie far from zero: values around 1000 that differ by about 1 must still give three
            right decimals in float32.
        gamma: the scale of each component, shape (d,).
        beta: the shift of each component, shape (d,).
        eps: a small positive number.

    Returns:
        A new tensor with the shape and the dtype of x, on its device.

    Source: Ba, Kiros and Hinton, "Layer Normalization", 2016.

    >>> x = torch.tensor([[1.0, 3.0, 5.0, 7.0]])
    >>> layer_norm(x, torch.tensor([3.0, 3.0, 6.0, 3.0]), torch.tensor([0.0, 0.0, 0.0, 1.0]), 4.0)
    tensor([[-3., -1.,  2.,  4.]])
    """
    ### BEGIN SOLUTION
    centred = x - x.mean(dim=-1, keepdim=True)
    variance = (centred**2).mean(dim=-1, keepdim=True)
    return gamma * centred / torch.sqrt(variance + eps) + beta
    ### END SOLUTION
