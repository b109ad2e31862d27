"""Reference solution of `network_forward`."""

import torch


def network_forward(
    x: torch.Tensor, parameters: list[tuple[torch.Tensor, torch.Tensor]]
) -> torch.Tensor:
    """Return what a network of dense layers answers: ReLU in between, sigmoid at the end.

    Each layer takes the answers of the layer before it (the first one takes x), computes its
    weighted sums, then applies ReLU; the last layer applies the sigmoid instead, to each of its
    values apart.

    Args:
        x: the examples, one per row, shape (m, n_in).
        parameters: one pair (w, b) per layer, from the first layer to the last, as many layers
            as there are pairs, at least one. w has the shape (number of neurons, number of
            inputs of the layer), b the shape (number of neurons,).

    Returns:
        the probabilities, shape (m, n_out) also when m or n_out is 1, with the dtype and on the
        device of x. Neither x nor the list and tensors of parameters are modified.

    Source: slide on forward propagation, without its transposes. torch.relu and torch.sigmoid
    may be used here.

    >>> hidden = (torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([0.0, 0.0]))
    >>> output = (torch.tensor([[1.0, 1.0]]), torch.tensor([-1.0]))
    >>> network_forward(torch.tensor([[1.0, -2.0], [0.0, 3.0]]), [hidden, output])
    tensor([[0.5000],
            [0.8808]])
    """
    ### BEGIN SOLUTION
    a = x
    *hidden, (w, b) = parameters
    for w_hidden, b_hidden in hidden:
        a = torch.relu(a @ w_hidden.T + b_hidden)
    return torch.sigmoid(a @ w.T + b)
    ### END SOLUTION
