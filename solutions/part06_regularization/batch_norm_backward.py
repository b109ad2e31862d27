"""Reference solution of `batch_norm_backward`."""

import torch


def batch_norm_backward(
    dy: torch.Tensor, cache: tuple[torch.Tensor, torch.Tensor, torch.Tensor]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the gradients of the cost for x, gamma and beta of y = gamma x_hat + beta.

    x_hat = (x - mean) / std, where mean and std = sqrt(variance + eps) are those of the columns
    of x, over the examples: they depend on x too. Nothing else is divided by m: the mean over
    the examples that belongs to the cost is already inside dy.

    Args:
        dy: the gradient of the cost for y, shape (m, n), m at least 1.
        cache: the tuple (x_hat, gamma, std) that the forward pass has kept, of shapes (m, n),
            (n,) and (n,). std already is the square root, with eps inside.

    Returns:
        (dx, dgamma, dbeta) in this order: shapes (m, n), (n,) and (n,), with the dtype and on the
        device of dy.

    Source: the chain rule applied to the slide formulas of batch normalisation.

    >>> x_hat = torch.tensor([[-0.5], [0.5]])  # of x = [[1.0], [3.0]], with eps = 3
    >>> cache = (x_hat, torch.tensor([10.0]), torch.tensor([2.0]))
    >>> batch_norm_backward(torch.tensor([[1.0], [0.0]]), cache)
    (tensor([[ 1.8750],
            [-1.8750]]), tensor([-0.5000]), tensor([1.]))
    """
    ### BEGIN SOLUTION
    x_hat, gamma, std = cache
    indirect = dy.mean(dim=0) + x_hat * (dy * x_hat).mean(dim=0)
    return gamma / std * (dy - indirect), (dy * x_hat).sum(dim=0), dy.sum(dim=0)
    ### END SOLUTION
