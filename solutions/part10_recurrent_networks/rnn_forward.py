"""Reference solution of `rnn_forward`."""

import torch


def rnn_forward(
    x: torch.Tensor, a0: torch.Tensor, w_ax: torch.Tensor, w_aa: torch.Tensor, b: torch.Tensor
) -> torch.Tensor:
    """Return all the states of a recurrent network that reads sequences from left to right.

    The state after step t is tanh(w_ax x[:, t] + w_aa a + b), where a is the state after step
    t - 1, and a0 for the first step. All steps use the same weights.

    Args:
        x: the sequences, shape (N, T, F), with T at least 1.
        a0: the state before the first step, shape (N, H).
        w_ax: the weights from the inputs to the state, shape (H, F).
        w_aa: the weights from the old state to the new one, shape (H, H).
        b: the biases, shape (H,).

    Returns:
        The states after each of the T steps, without a0, shape (N, T, H), with the dtype and on
        the device of x.

    Source: the unrolled network of the slides.

    >>> x, a0 = torch.tensor([[[math.log(2)], [math.log(3) - 0.3]]]), torch.tensor([[0.0]])
    >>> rnn_forward(x, a0, torch.tensor([[1.0]]), torch.tensor([[0.5]]), torch.tensor([0.0]))
    tensor([[[0.6000],
             [0.8000]]])
    """
    ### BEGIN SOLUTION
    a, states = a0, []
    for t in range(x.shape[1]):
        a = torch.tanh(x[:, t] @ w_ax.T + a @ w_aa.T + b)
        states.append(a)
    return torch.stack(states, dim=1)
    ### END SOLUTION
