"""Reference solution of `update_parameters`."""

import torch


def update_parameters(
    parameters: list[tuple[torch.Tensor, torch.Tensor]],
    gradients: list[tuple[torch.Tensor, torch.Tensor]],
    learning_rate: float,
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Return the parameters of a network after one step of gradient descent.

    Every weight and every bias moves against its gradient, by learning_rate times the gradient.

    Args:
        parameters: one pair (w, b) per layer, from the first layer to the last.
        gradients: one pair (dw, db) per layer, in the same order and with the same shapes.
        learning_rate: the factor of the step, not negative.

    Returns:
        a new list with one pair (w, b) per layer, in the same order, new tensors with the dtype
        and on the device of the old ones. Neither parameters nor gradients are modified.

    Source: slide on gradient descent.

    >>> parameters = [(torch.tensor([[1.0, 2.0]]), torch.tensor([3.0]))]
    >>> gradients = [(torch.tensor([[10.0, -10.0]]), torch.tensor([5.0]))]
    >>> update_parameters(parameters, gradients, 0.5)
    [(tensor([[-4.,  7.]]), tensor([0.5000]))]
    """
    ### BEGIN SOLUTION
    return [
        (w - learning_rate * dw, b - learning_rate * db)
        for (w, b), (dw, db) in zip(parameters, gradients, strict=True)
    ]
    ### END SOLUTION
