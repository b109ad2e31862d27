"""Reference solution of `collapse_linear_layers`."""

import torch


def collapse_linear_layers(
    w1: torch.Tensor, b1: torch.Tensor, w2: torch.Tensor, b2: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the only layer that computes what two linear layers in a row compute.

    Whatever the examples x, one row each, the layer (w, b) gives them the same values as the
    layer (w1, b1) followed, without activation, by the layer (w2, b2).

    Args:
        w1: the weights of the first layer, shape (n_hidden, n_in).
        b1: its biases, shape (n_hidden,).
        w2: the weights of the second layer, shape (n_out, n_hidden).
        b2: its biases, shape (n_out,).

    Returns:
        (w, b) in this order: shapes (n_out, n_in) and (n_out,), with the dtype and on the device
        of the arguments.

    Source: slide on linear activations, without the transposes that it writes; both layers are
    what torch.nn.Linear computes.

    >>> w1, b1 = torch.tensor([[1.0, 2.0], [0.0, 1.0]]), torch.tensor([1.0, -1.0])
    >>> collapse_linear_layers(w1, b1, torch.tensor([[3.0, 10.0]]), torch.tensor([5.0]))
    (tensor([[ 3., 16.]]), tensor([-2.]))
    """
    ### BEGIN SOLUTION
    return w2 @ w1, w2 @ b1 + b2
    ### END SOLUTION
