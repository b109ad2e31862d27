"""Reference solution of `dense_backward`."""

import torch


def dense_backward(
    dz: torch.Tensor, x: torch.Tensor, w: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the gradients of the cost for the inputs of a dense layer z = x wᵀ + b.

    The upstream gradient dz is used as it is: nothing is divided by m here, because the mean
    over the examples belongs to the cost and is already inside dz.

    Args:
        dz: the gradient of the cost for z, shape (m, n_out).
        x: the examples that the layer received, shape (m, n_in).
        w: its weights, shape (n_out, n_in).

    Returns:
        (dx, dw, db) in this order: shapes (m, n_in), (n_out, n_in) and (n_out,), with the dtype
        and on the device of dz.

    Source: the chain rule applied to the slide formula z = W x + b.

    >>> dz, x = torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0, 4.0], [0.0, 5.0]])
    >>> dense_backward(dz, x, torch.tensor([[10.0, 20.0]]))
    (tensor([[10., 20.],
            [20., 40.]]), tensor([[ 3., 14.]]), tensor([3.]))
    """
    ### BEGIN SOLUTION
    return dz @ w, dz.T @ x, dz.sum(dim=0)
    ### END SOLUTION
