"""Reference solution of `neuron`."""

import torch


def neuron(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Return what one neuron answers to one example: ReLU of its weighted sum.

    The weighted sum is the sum over k of w[k] * x[k], plus b; ReLU turns it into 0 if it is
    negative.

    Args:
        x: one example, shape (n_in,).
        w: the weights of the neuron, shape (n_in,).
        b: its bias, a tensor without dimensions.

    Returns:
        a tensor without dimensions, with the dtype and on the device of x.

    Source: slide on the neuron, a = g(wᵀ x + b), with ReLU as g.

    >>> x, w = torch.tensor([1.0, 2.0, 3.0, 4.0]), torch.tensor([2.0, 0.0, -1.0, 0.5])
    >>> neuron(x, w, torch.tensor(1.0)), neuron(x, w, torch.tensor(-4.0))
    (tensor(2.), tensor(0.))
    """
    ### BEGIN SOLUTION
    return torch.clamp(torch.dot(w, x) + b, min=0)
    ### END SOLUTION
