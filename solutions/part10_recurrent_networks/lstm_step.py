"""Reference solution of `lstm_step`."""

import torch


def lstm_step(
    x: torch.Tensor,
    h: torch.Tensor,
    c: torch.Tensor,
    w_x: torch.Tensor,
    w_h: torch.Tensor,
    b: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the new hidden state and the new memory of an LSTM.

    The rows of the weights are four blocks of H, in PyTorch's order: i, f, g, o. Each block makes
    one sum w_x x + w_h h + b; i, f and o are the sigmoid of theirs, g the tanh of its own. With *
    element by element:

        new c = f * c + i * g
        new h = o * tanh(new c)

    Args:
        x: what is read at this step, one example per row, shape (N, F).
        h: the hidden state before this step, shape (N, H).
        c: the memory before this step, shape (N, H).
        w_x: the weights of the inputs, shape (4H, F), blocks i, f, g, o.
        w_h: the weights of the hidden state, shape (4H, H), the same blocks.
        b: the biases, shape (4H,), the same blocks.

    Returns:
        (new h, new c) in this order, both of shape (N, H), with the dtype and on the device of x.

    Source: the slide on the LSTM, with the hidden state, not the memory, in all the gates.

    >>> x, h, c = torch.tensor([[1.0]]), torch.tensor([[0.5]]), torch.tensor([[8.0]])
    >>> w_x, w_h = torch.tensor([[0.0]] * 4), torch.tensor([[0.0]] * 4)
    >>> lstm_step(x, h, c, w_x, w_h, torch.zeros(4))[1]
    tensor([[4.]])
    """
    ### BEGIN SOLUTION
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c
    ### END SOLUTION
