"""Reference solution of `dense_forward`."""

import torch


def dense_forward(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Return the weighted sums of a dense layer, before any activation.

    Neuron j gives example i the sum over k of w[j, k] * x[i, k], plus b[j].

    Args:
        x: the examples, one per row, shape (m, n_in).
        w: the weights, one neuron per row, shape (n_out, n_in).
        b: the biases, one per neuron, shape (n_out,).

    Returns:
        z, shape (m, n_out), with the dtype and on the device of x. m may be 1.

    Source: slide formula z = W x + b, without the transpose that the slide writes by mistake;
    what torch.nn.Linear computes.

    >>> w = torch.tensor([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, -1.0]])
    >>> dense_forward(torch.tensor([[1.0, 2.0, 3.0, 4.0]]), w, torch.tensor([0.5, 0.0]))
    tensor([[ 1.5000, -2.0000]])
    """
    ### BEGIN SOLUTION
    return x @ w.T + b
    ### END SOLUTION
