"""Reference solution of `batch_norm_forward`."""

import torch


def batch_norm_forward(
    x: torch.Tensor, gamma: torch.Tensor, beta: torch.Tensor, eps: float
) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Return the batch x normalised, scaled and shifted, and what the backward pass will need.

    Each column is normalised by itself, over the m examples of the batch: its mean is subtracted,
    the result x_hat is divided by std, the square root of (variance + eps), then multiplied by
    gamma and shifted by beta. The variance is the mean of the squared deviations (divided by m).
    Columns far from zero, such as values around 1e8 in float64, keep their digits.

    Args:
        x: the batch, shape (m, n), m at least 1.
        gamma: the scales, shape (n,).
        beta: the shifts, shape (n,).
        eps: a positive number, which keeps the square root away from zero.

    Returns:
        (y, cache): y has shape (m, n); cache is the tuple (x_hat, gamma, std), in this order,
        of shapes (m, n), (n,) and (n,). All have the dtype and the device of x.

    Source: the slides on batch normalisation, with +eps under the root (they print -eps).

    >>> y, (x_hat, gamma, std) = batch_norm_forward(
    ...     torch.tensor([[1.0], [3.0]]), torch.tensor([10.0]), torch.tensor([5.0]), eps=3.0
    ... )
    >>> y, x_hat, std
    (tensor([[ 0.],
            [10.]]), tensor([[-0.5000],
            [ 0.5000]]), tensor([2.]))
    """
    ### BEGIN SOLUTION
    centered = x - x.mean(dim=0)
    std = torch.sqrt((centered**2).mean(dim=0) + eps)
    x_hat = centered / std
    return gamma * x_hat + beta, (x_hat, gamma, std)
    ### END SOLUTION
