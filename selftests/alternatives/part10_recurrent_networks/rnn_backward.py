"""Other right implementations of `rnn_backward`: its suite must accept each of them."""

import torch


def rnn_backward_accumulating(x, a0, a, da, w_ax, w_aa):
    """Add the contribution of each step; return a list."""
    dx = torch.zeros_like(x)
    dw_ax, dw_aa = torch.zeros_like(w_ax), torch.zeros_like(w_aa)
    db, later = torch.zeros_like(w_aa[0]), torch.zeros_like(a0)
    for t in range(x.shape[1] - 1, -1, -1):
        dz = (later + da[:, t]) * (1 + a[:, t]) * (1 - a[:, t])
        before = a0 if t == 0 else a[:, t - 1]
        dx[:, t] = dz @ w_ax
        dw_ax += dz.T @ x[:, t]
        dw_aa += dz.T @ before
        db += dz.sum(dim=0)
        later = dz @ w_aa
    return [dx, later, dw_ax, dw_aa, db]


def rnn_backward_flattened(x, a0, a, da, w_ax, w_aa):
    """Collect dz from the end, then treat all steps of all examples as one large batch."""
    collected = [da[:, -1] * (1 - a[:, -1] ** 2)]
    for state, d in zip(a.unbind(dim=1)[-2::-1], da.unbind(dim=1)[-2::-1], strict=True):
        collected.append((d + torch.einsum("nh,hk->nk", collected[-1], w_aa)) * (1 - state**2))
    dz = torch.stack(collected[::-1], dim=1)
    before = torch.roll(a, 1, dims=1)
    before[:, 0] = a0
    flat = dz.flatten(0, 1)
    return (
        (flat @ w_ax).unflatten(0, dz.shape[:2]),
        dz[:, 0] @ w_aa,
        flat.T @ x.flatten(0, 1),
        flat.T @ before.flatten(0, 1),
        flat.sum(dim=0),
    )
