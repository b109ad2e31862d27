"""Reference solution of `rnn_step`."""

import torch


def rnn_step(
    x: torch.Tensor, a: torch.Tensor, w_ax: torch.Tensor, w_aa: torch.Tensor, b: torch.Tensor
) -> torch.Tensor:
    """Return the new state of a recurrent network: the tanh of w_ax x + w_aa a + b.

    One tanh of the whole sum, of which the bias is a part once. The result is finite for all
    finite sums, however large.

    Args:
        x: what is read at this step, one example per row, shape (N, F).
        a: the state before this step, shape (N, H).
        w_ax: the weights from the inputs to the state, shape (H, F).
        w_aa: the weights from the old state to the new one, shape (H, H).
        b: the biases, shape (H,).

    Returns:
        The new state, shape (N, H), with the dtype and on the device of x.

    Source: the slide formula a<t> = g(W_aa a<t-1> + W_ax x<t> + b_a) with g = tanh, for examples
    in rows.

    >>> x, a = torch.tensor([[1.0, 0.0, 1.0]]), torch.tensor([[0.5, 0.5]])
    >>> w_ax = torch.tensor([[0.0, 0.0, 0.5], [1.0, 0.0, 0.0]])
    >>> rnn_step(x, a, w_ax, torch.tensor([[1.0, 0.0], [0.0, -1.0]]), torch.tensor([-1.0, -0.5]))
    tensor([[0., 0.]])
    """
    ### BEGIN SOLUTION
    return torch.tanh(x @ w_ax.T + a @ w_aa.T + b)
    ### END SOLUTION
