"""Reference solution of `gru_step`."""

import torch


def gru_step(
    x: torch.Tensor,
    h: torch.Tensor,
    w_x: torch.Tensor,
    w_h: torch.Tensor,
    b_x: torch.Tensor,
    b_h: torch.Tensor,
) -> torch.Tensor:
    """Return the new state of a gated recurrent unit (GRU).

    The rows of the weights are three blocks of H: reset, update, candidate. With the sigmoid s
    and * element by element:

        r = s(w_xr x + b_xr + w_hr h + b_hr)
        u = s(w_xu x + b_xu + w_hu h + b_hu)
        candidate = tanh(w_xc x + b_xc + w_hc (r * h) + b_hc)
        new h = u * candidate + (1 - u) * h

    The reset comes before the product with w_hc, and does not touch b_hc.

    Args:
        x: what is read at this step, one example per row, shape (N, F).
        h: the state before this step, shape (N, H).
        w_x: the weights of the inputs, shape (3H, F), blocks r, u, candidate.
        w_h: the weights of the state, shape (3H, H), the same blocks.
        b_x: the biases added to the products with w_x, shape (3H,), the same blocks.
        b_h: the biases added to the products with w_h, shape (3H,), the same blocks.

    Returns:
        The new state, shape (N, H), with the dtype and on the device of x.

    Source: the slide on the full GRU, after Cho et al., 2014.

    >>> x, h = torch.tensor([[1.0]]), torch.tensor([[1.0]])
    >>> w_x, w_h = torch.tensor([[0.0], [0.0], [1.0]]), torch.tensor([[0.0], [0.0], [4.0]])
    >>> gru_step(x, h, w_x, w_h, torch.tensor([0.0, 0.0, -3.0]), torch.zeros(3))
    tensor([[0.5000]])
    """
    ### BEGIN SOLUTION
    size = h.shape[1]
    from_x = x @ w_x.T + b_x
    gates = torch.sigmoid(from_x[:, : 2 * size] + h @ w_h[: 2 * size].T + b_h[: 2 * size])
    r, u = gates.chunk(2, dim=1)
    from_h = (r * h) @ w_h[2 * size :].T + b_h[2 * size :]
    candidate = torch.tanh(from_x[:, 2 * size :] + from_h)
    return u * candidate + (1 - u) * h
    ### END SOLUTION
