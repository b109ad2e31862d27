"""Other right implementations of `lstm_step`: its suite must accept each of them."""

import torch


def lstm_step_block_by_block(x, h, c, w_x, w_h, b):
    """Cut the weights instead of the sums; return a list."""
    size = c.shape[1]

    def total(k):
        rows = slice(k * size, (k + 1) * size)
        return x @ w_x[rows].T + h @ w_h[rows].T + b[rows]

    new_c = torch.sigmoid(total(1)) * c
    new_c += torch.sigmoid(total(0)) * torch.tanh(total(2))
    return [torch.sigmoid(total(3)) * torch.tanh(new_c), new_c]


def lstm_step_concatenated(x, h, c, w_x, w_h, b):
    """Put [h, x] side by side; write the sigmoids with exponentials."""
    sums = torch.cat([h, x], dim=1) @ torch.cat([w_h, w_x], dim=1).T + b
    i, f, g, o = sums.unflatten(1, (4, -1)).unbind(dim=1)
    c = c / (1 + torch.exp(-f)) + torch.tanh(g) / (1 + torch.exp(-i))
    return torch.tanh(c) / (1 + torch.exp(-o)), c


def lstm_step_by_example(x, h, c, w_x, w_h, b):
    """One example at a time, in columns."""
    new_h, new_c = torch.empty_like(h), torch.empty_like(c)
    for n in range(len(x)):
        i, f, g, o = (w_x @ x[n] + w_h @ h[n] + b).reshape(4, -1)
        new_c[n] = f.sigmoid() * c[n] + i.sigmoid() * g.tanh()
        new_h[n] = o.sigmoid() * new_c[n].tanh()
    return new_h, new_c
