"""Reference solution of `network_backward`."""

import torch


def network_backward(
    x: torch.Tensor,
    y: torch.Tensor,
    parameters: list[tuple[torch.Tensor, torch.Tensor]],
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Return the gradients of the cost for all the weights and biases of a network.

    The network has ReLU after each layer but the last, and the sigmoid after the last. The cost
    is the binary cross-entropy of its probabilities against y, averaged over all entries of y.
    The derivative of ReLU at exactly 0 is 0, as in PyTorch.

    Args:
        x: the examples, one per row, shape (m, n_in).
        y: the targets, between 0 and 1 included, shape (m, n_out).
        parameters: one pair (w, b) per layer, from the first layer to the last, at least one. w
            has the shape (number of neurons, number of inputs of the layer), b the shape
            (number of neurons,).

    Returns:
        one pair (dw, db) per layer, in the order of parameters, each gradient with the shape,
        dtype and device of what it is the gradient for. No argument is modified.

    Source: the chain rule, slides on backpropagation. torch.relu and torch.sigmoid may be used
    here.

    >>> x, y = torch.tensor([[1.0, 2.0], [3.0, 0.0]]), torch.tensor([[1.0], [1.0]])
    >>> network_backward(x, y, [(torch.tensor([[0.0, 0.0]]), torch.tensor([0.0]))])
    [(tensor([[-1.0000, -0.5000]]), tensor([-0.5000]))]
    """
    ### BEGIN SOLUTION
    inputs, sums = [], []  # what each layer received, and its weighted sums
    a = x
    for w, b in parameters:
        inputs.append(a)
        sums.append(a @ w.T + b)
        a = torch.relu(sums[-1])
    # The sigmoid and the logarithms cancel; the mean over all entries enters here, and only here.
    dz = (torch.sigmoid(sums[-1]) - y) / y.numel()
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.insert(0, (dz.T @ inputs[layer], dz.sum(dim=0)))
        if layer > 0:
            dz = (dz @ parameters[layer][0]) * (sums[layer - 1] > 0)
    return gradients
    ### END SOLUTION
