"""Reference solution of `bidirectional`."""

from collections.abc import Callable

import torch


def bidirectional(
    x: torch.Tensor,
    forward_step: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    backward_step: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    forward_state: torch.Tensor,
    backward_state: torch.Tensor,
) -> torch.Tensor:
    """Return, for each step, what has been read up to it from the left and from the right.

    One network reads x[:, 0], x[:, 1], ... up to x[:, T - 1], the other reads x[:, T - 1] first
    and x[:, 0] last, each from its own initial state. Position t of the result holds the two
    states that have just read x[:, t]: first the forward one, then the backward one.

    Args:
        x: the sequences, shape (N, T, F), with T at least 1.
        forward_step: a function of x[:, t], shape (N, F), and of the old state that returns the
            new one; it leaves its arguments as they are.
        backward_step: the same for the network that reads from right to left.
        forward_state: the initial state of the first network, shape (N, H1).
        backward_state: the initial state of the second network, shape (N, H2).

    Returns:
        The states side by side, shape (N, T, H1 + H2), with the dtype and on the device of x.

    Source: the slide on bidirectional networks; its output g(W_y [forward, backward] + b_y) is a
    dense layer that would follow.

    >>> x, zero = torch.tensor([[[1.0], [2.0], [4.0]]]), torch.tensor([[0.0]])
    >>> bidirectional(x, lambda x, a: 10 * a + x, lambda x, a: 10 * a + x, zero, zero)
    tensor([[[  1., 421.],
             [ 12.,  42.],
             [124.,   4.]]])
    """
    ### BEGIN SOLUTION
    forward, backward = [], []
    for t in range(x.shape[1]):
        forward_state = forward_step(x[:, t], forward_state)
        forward.append(forward_state)
    for t in reversed(range(x.shape[1])):
        backward_state = backward_step(x[:, t], backward_state)
        backward.insert(0, backward_state)
    return torch.cat([torch.stack(forward, dim=1), torch.stack(backward, dim=1)], dim=2)
    ### END SOLUTION
