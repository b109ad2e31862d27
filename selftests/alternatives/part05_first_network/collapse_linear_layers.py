"""Other right implementations of `collapse_linear_layers`: its suite must accept each of them."""

import torch


def collapse_linear_layers_with_einsum(w1, b1, w2, b2):
    """Name the dimensions; return a list."""
    return [torch.einsum("oh,hi->oi", w2, w1), torch.einsum("oh,h->o", w2, b1) + b2]


def collapse_linear_layers_by_asking(w1, b1, w2, b2):
    """Send zeros, then each unit input, through both layers."""

    def both(x):
        return (x @ w1.T + b1) @ w2.T + b2

    b = both(torch.zeros_like(w1[:1]))[0]
    identity = torch.eye(w1.shape[1], dtype=w1.dtype, device=w1.device)
    return (both(identity) - b).T, b


def collapse_linear_layers_with_rows(w1, b1, w2, b2):
    """Transpose the product of the transposed weights; results are views."""
    return (w1.T @ w2.T).T, (b1[None, :] @ w2.T + b2)[0]


def collapse_linear_layers_with_loops(w1, b1, w2, b2):
    """Add up the paths through the hidden neurons."""
    w = torch.zeros(w2.shape[0], w1.shape[1], dtype=w1.dtype, device=w1.device)
    b = b2.clone()
    for j in range(w2.shape[0]):
        for h in range(w1.shape[0]):
            w[j] += w2[j, h] * w1[h]
            b[j] += w2[j, h] * b1[h]
    return w, b
