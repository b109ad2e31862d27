"""Reference solution of `ridge_gradients`."""

import torch


def ridge_gradients(
    x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor, lam: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the gradients of the ridge cost for the weights and the bias.

    The cost is that of `ridge_cost`: the sum of the squared errors of x w + b plus lam times the
    sum of the squared weights, divided by 2m.

    Args:
        x: m examples of n values, shape (m, n).
        y: the targets, shape (m,).
        w: the weights, shape (n,).
        b: the bias, a tensor without dimensions.
        lam: the strength λ of the penalty, 0 or more.

    Returns:
        (dw, db) in this order: shapes (n,) and (), with the dtype and on the device of x.

    Source: the derivatives of the slides' J = 1/2m [Σ(ŷ - y)² + λ Σ w²].

    >>> x, y = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
    >>> ridge_gradients(x, y, torch.tensor([0.5]), torch.tensor(2.0), lam=2)
    (tensor([2.]), tensor(1.))
    """
    ### BEGIN SOLUTION
    error = x @ w + b - y
    return (x.T @ error + lam * w) / len(y), error.mean()
    ### END SOLUTION
