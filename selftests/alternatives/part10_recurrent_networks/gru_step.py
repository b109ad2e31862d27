"""Other right implementations of `gru_step`: its suite must accept each of them."""

import torch


def gru_step_with_chunks(x, h, w_x, w_h, b_x, b_h):
    """Cut the weights into blocks; move from h towards the candidate."""
    x_r, x_u, x_c = (x @ w_x.T + b_x).chunk(3, dim=1)
    w_r, w_u, w_c = w_h.chunk(3)
    b_r, b_u, b_c = b_h.chunk(3)
    r = torch.sigmoid(x_r + h @ w_r.T + b_r)
    u = 1 / (1 + torch.exp(-(x_u + h @ w_u.T + b_u)))
    candidate = torch.tanh(x_c + (r * h) @ w_c.T + b_c)
    return h + u * (candidate - h)


def gru_step_concatenated(x, h, w_x, w_h, b_x, b_h):
    """Put [h, x] side by side, as the slides do, with one bias."""
    w, b = torch.cat([w_h, w_x], dim=1), b_x + b_h
    w_r, w_u, w_c = w.reshape(3, h.shape[1], -1)
    b_r, b_u, b_c = b.reshape(3, -1)
    both = torch.cat([h, x], dim=1)
    r, u = torch.sigmoid(both @ w_r.T + b_r), torch.sigmoid(both @ w_u.T + b_u)
    candidate = torch.tanh(torch.cat([r * h, x], dim=1) @ w_c.T + b_c)
    return torch.lerp(h, candidate, u)


def gru_step_unit_by_unit(x, h, w_x, w_h, b_x, b_h):
    """Compute one number at a time."""
    size = h.shape[1]
    new = torch.empty_like(h)

    def gate(n, row):
        return torch.sigmoid(w_x[row] @ x[n] + b_x[row] + w_h[row] @ h[n] + b_h[row])

    for n in range(len(x)):
        reset = torch.stack([gate(n, j) for j in range(size)])
        for j in range(size):
            row = 2 * size + j
            inner = w_x[row] @ x[n] + b_x[row] + w_h[row] @ (reset * h[n]) + b_h[row]
            u = gate(n, size + j)
            new[n, j] = u * torch.tanh(inner) + (1 - u) * h[n, j]
    return new
