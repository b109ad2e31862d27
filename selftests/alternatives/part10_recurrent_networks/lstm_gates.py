"""Other right implementations of `lstm_gates`: its suite must accept each of them."""

import torch


def lstm_gates_block_by_block(x, h, w_x, w_h, b):
    """Cut the weights instead of the sums; return a list."""
    results = []
    for w_1, w_2, bias, act in zip(
        w_x.chunk(4),
        w_h.chunk(4),
        b.chunk(4),
        (torch.sigmoid, torch.sigmoid, torch.tanh, torch.sigmoid),
        strict=True,
    ):
        results.append(act(x @ w_1.T + h @ w_2.T + bias))
    return results


def lstm_gates_concatenated(x, h, w_x, w_h, b):
    """Put [h, x] side by side; write the sigmoid with an exponential that cannot hurt."""
    w = torch.cat([w_h, w_x], dim=1).reshape(4, h.shape[1], -1)
    sums = torch.einsum("nk,ghk->gnh", torch.cat([h, x], dim=1), w) + b.reshape(4, 1, -1)
    i, f, g, o = sums
    return 1 / (1 + torch.exp(-i)), 1 / (1 + torch.exp(-f)), torch.tanh(g), 1 / (1 + torch.exp(-o))


def lstm_gates_with_slices(x, h, w_x, w_h, b):
    """Slice the sums; write each sigmoid with tanh."""
    size = h.shape[1]
    sums = torch.addmm(b, x, w_x.T).addmm(h, w_h.T)
    gates = (1 + torch.tanh(sums / 2)) / 2
    g = torch.tanh(sums[:, 2 * size : 3 * size])
    return gates[:, :size], gates[:, size : 2 * size], g, gates[:, 3 * size :]
