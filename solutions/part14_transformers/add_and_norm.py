"""Reference solution of `add_and_norm`."""

import torch


def add_and_norm(
    x: torch.Tensor,
    sublayer_output: torch.Tensor,
    gamma: torch.Tensor,
    beta: torch.Tensor,
    eps: float,
) -> torch.Tensor:
    """Return layer_norm(x + sublayer_output): the direct path first, then the normalisation.

    The normalisation is that of the previous exercise: over the last dimension, with the biased
    variance, eps under the root.

    Args:
        x: what the sublayer received, shape (..., d).
        sublayer_output: what it made of it, of the same shape.
        gamma: the scale of each component, shape (d,).
        beta: the shift of each component, shape (d,).
        eps: a small positive number.

    Returns:
        A new tensor with the shape and the dtype of x, on its device. The arguments are not
        modified.

    Source: "Add & Norm" in figure 1 of Vaswani et al., "Attention Is All You Need", 2017.

    >>> x, sublayer_output = torch.tensor([1.0, 0.0, 2.0, 5.0]), torch.tensor([0.0, 3.0, 3.0, 2.0])
    >>> add_and_norm(x, sublayer_output, torch.full((4,), 3.0), torch.zeros(4), 4.0)
    tensor([-3., -1.,  1.,  3.])
    """
    ### BEGIN SOLUTION
    total = x + sublayer_output
    variance, mean = torch.var_mean(total, dim=-1, correction=0, keepdim=True)
    return (total - mean) * torch.rsqrt(variance + eps) * gamma + beta
    ### END SOLUTION
