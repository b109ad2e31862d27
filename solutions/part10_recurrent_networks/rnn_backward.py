"""Reference solution of `rnn_backward`."""

import torch


def rnn_backward(
    x: torch.Tensor,
    a0: torch.Tensor,
    a: torch.Tensor,
    da: torch.Tensor,
    w_ax: torch.Tensor,
    w_aa: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the gradients of the cost for all that a recurrent network has read.

    The network computed a[:, t] = tanh(w_ax x[:, t] + w_aa a[:, t - 1] + b), with a0 in the place
    of a[:, -1] at the first step. da is what each state receives from its own output; what it
    receives from the later steps is for this function to add. Nothing is divided by N: the mean
    belongs to the cost and is already inside da.

    Args:
        x: the sequences that were read, shape (N, T, F), with T at least 1.
        a0: the state before the first step, shape (N, H).
        a: the T states that the network computed, shape (N, T, H).
        da: the gradient of the cost for each of these states, shape (N, T, H).
        w_ax: the weights from the inputs to the state, shape (H, F).
        w_aa: the weights from the old state to the new one, shape (H, H).

    Returns:
        (dx, da0, dw_ax, dw_aa, db) in this order: shapes (N, T, F), (N, H), (H, F), (H, H) and
        (H,), with the dtype and on the device of x.

    Source: backpropagation through time, the backward arrows of the slides.

    >>> x, a0 = torch.tensor([[[2.0], [5.0]]]), torch.tensor([[0.0]])
    >>> a, da = torch.tensor([[[0.0], [0.0]]]), torch.tensor([[[3.0], [1.0]]])
    >>> rnn_backward(x, a0, a, da, torch.tensor([[1.0]]), torch.tensor([[10.0]]))[0]
    tensor([[[13.],
             [ 1.]]])
    """
    ### BEGIN SOLUTION
    before = torch.cat([a0[:, None], a[:, :-1]], dim=1)
    dz = torch.empty_like(a)
    later = torch.zeros_like(a0)
    for t in reversed(range(a.shape[1])):
        dz[:, t] = (da[:, t] + later) * (1 - a[:, t] ** 2)
        later = dz[:, t] @ w_aa
    dw_ax = torch.einsum("nth,ntf->hf", dz, x)
    dw_aa = torch.einsum("nth,ntk->hk", dz, before)
    return dz @ w_ax, later, dw_ax, dw_aa, dz.sum(dim=(0, 1))
    ### END SOLUTION
