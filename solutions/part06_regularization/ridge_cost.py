"""Reference solution of `ridge_cost`."""

import torch


def ridge_cost(
    x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor, lam: float
) -> torch.Tensor:
    """Return the ridge cost of the linear model x w + b.

    The cost is the sum over the examples of the squared errors, plus lam times the sum of the
    squared weights, all of it divided by 2m. The bias is not penalised.

    Args:
        x: m examples of n values, shape (m, n).
        y: the targets, shape (m,).
        w: the weights, shape (n,).
        b: the bias, a tensor without dimensions.
        lam: the strength λ of the penalty, 0 or more.

    Returns:
        The cost, a tensor without dimensions, with the dtype and on the device of x.

    Source: slides, J = 1/2m [Σ(ŷ - y)² + λ Σ w²], the second sum over the weights.

    >>> x, y = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
    >>> ridge_cost(x, y, torch.tensor([0.5]), torch.tensor(1.0), lam=4)
    tensor(0.2500)
    """
    ### BEGIN SOLUTION
    error = x @ w + b - y
    return ((error**2).sum() + lam * (w**2).sum()) / (2 * len(y))
    ### END SOLUTION
