"""Other right implementations of `lstm_forward`: its suite must accept each of them."""

import torch


def lstm_forward_inputs_first(x, h0, c0, w_x, w_h, b):
    """Multiply all inputs at once; fill two buffers; return a list."""
    n, steps, _ = x.shape
    size = h0.shape[1]
    inputs = x @ w_x.T + b
    hidden, memory = x.new_empty(n, steps, size), x.new_empty(n, steps, size)
    h, c = h0, c0
    for t in range(steps):
        sums = inputs[:, t] + h @ w_h.T
        gates = torch.sigmoid(sums)
        c = gates[:, size : 2 * size] * c
        c = c + gates[:, :size] * torch.tanh(sums[:, 2 * size : 3 * size])
        h = gates[:, 3 * size :] * torch.tanh(c)
        hidden[:, t], memory[:, t] = h, c
    return [hidden, memory]


def lstm_forward_step_function(x, h0, c0, w_x, w_h, b):
    """Write the step as a function; return transposed views."""

    def step(x_t, h, c):
        both, w = torch.cat([x_t, h], dim=1), torch.cat([w_x, w_h], dim=1)
        i, f, g, o = (both @ w.T + b).chunk(4, dim=-1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c

    states = [(h0, c0)]
    for x_t in x.transpose(0, 1):
        states.append(step(x_t, *states[-1]))
    hidden, memory = zip(*states[1:], strict=True)
    return torch.stack(hidden).transpose(0, 1), torch.stack(memory).transpose(0, 1)
