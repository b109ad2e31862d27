"""Reference solution of `lstm_gates`."""

import torch


def lstm_gates(
    x: torch.Tensor, h: torch.Tensor, w_x: torch.Tensor, w_h: torch.Tensor, b: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the three gates of an LSTM and the candidate for its memory.

    The rows of the weights are four blocks of H, in PyTorch's order: input gate i, forget gate f,
    candidate g, output gate o. Each block makes one sum w_x x + w_h h + b. Then i, f and o are
    the sigmoid of their sums, g the tanh of its own. All are finite for all finite sums, however
    large.

    Args:
        x: what is read at this step, one example per row, shape (N, F).
        h: the hidden state before this step, shape (N, H).
        w_x: the weights of the inputs, shape (4H, F), blocks i, f, g, o.
        w_h: the weights of the hidden state, shape (4H, H), the same blocks.
        b: the biases, shape (4H,), the same blocks.

    Returns:
        (i, f, g, o) in this order, four tensors of shape (N, H), with the dtype and on the device
        of x.

    Source: the slide on the LSTM; the order of the blocks is that of torch.nn.LSTM.

    >>> x, h = torch.tensor([[1.0]]), torch.tensor([[0.5]])
    >>> w_x, w_h = torch.tensor([[0.0], [9.0], [2.0], [-9.0]]), torch.tensor([[0.0]] * 4)
    >>> i, f, g, o = lstm_gates(x, h, w_x, w_h, torch.tensor([0.0, 0.0, -2.0, 9.0]))
    >>> i, g, o
    (tensor([[0.5000]]), tensor([[0.]]), tensor([[0.5000]]))
    """
    ### BEGIN SOLUTION
    i, f, g, o = (x @ w_x.T + h @ w_h.T + b).chunk(4, dim=1)
    return torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    ### END SOLUTION
