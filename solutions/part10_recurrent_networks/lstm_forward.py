"""Reference solution of `lstm_forward`."""

import torch


def lstm_forward(
    x: torch.Tensor,
    h0: torch.Tensor,
    c0: torch.Tensor,
    w_x: torch.Tensor,
    w_h: torch.Tensor,
    b: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return all the hidden states and memories of an LSTM that reads sequences.

    At step t, with the h and c of the step before (h0 and c0 for the first one), each of the four
    blocks of weights makes one sum w_x x[:, t] + w_h h + b; i, f and o are the sigmoid of theirs,
    g the tanh of its own. Then new c = f * c + i * g, and new h = o * tanh(new c). All steps use
    the same weights.

    Args:
        x: the sequences, shape (N, T, F), with T at least 1.
        h0: the hidden state before the first step, shape (N, H).
        c0: the memory before the first step, shape (N, H).
        w_x: the weights of the inputs, shape (4H, F), blocks i, f, g, o.
        w_h: the weights of the hidden state, shape (4H, H), the same blocks.
        b: the biases, shape (4H,), the same blocks.

    Returns:
        (h, c) in this order: the hidden states and the memories after each of the T steps,
        without h0 and c0, both of shape (N, T, H), with the dtype and on the device of x.

    Source: the slide on the LSTM, unrolled.

    >>> x, zero = torch.tensor([[[1.0], [0.0], [3.0]]]), torch.tensor([[0.0]])
    >>> w_x, w_h = torch.tensor([[0.0], [0.0], [9.0], [0.0]]), torch.tensor([[0.0]] * 4)
    >>> h, c = lstm_forward(x, zero, zero, w_x, w_h, torch.zeros(4))
    >>> c
    tensor([[[0.5000],
             [0.2500],
             [0.6250]]])
    """
    ### BEGIN SOLUTION
    h, c = h0, c0
    hidden, memory = [], []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hidden.append(h)
        memory.append(c)
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)
    ### END SOLUTION
