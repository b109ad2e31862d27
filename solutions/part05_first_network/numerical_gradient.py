"""Reference solution of `numerical_gradient`."""

from collections.abc import Callable

import torch


def numerical_gradient(
    function: Callable[[torch.Tensor], float | torch.Tensor],
    theta: torch.Tensor,
    eps: float = 1e-6,
) -> torch.Tensor:
    """Return the gradient of a function at theta, estimated by central differences.

    For each entry of theta, and for it alone: the value of the function with that entry
    increased by eps, minus its value with that entry decreased by eps, divided by 2 eps.

    Args:
        function: takes a tensor of the shape of theta and returns a number, a Python float or a
            tensor without dimensions.
        theta: where the gradient is wanted, float64, any shape (also no dimension at all).
        eps: the size of the step.

    Returns:
        the gradient, with the shape, dtype and device of theta. After the call theta has the
        values that it had before.

    Source: the central difference, whose error is of order eps².

    >>> theta = torch.tensor([3.0, 2.0], dtype=torch.float64)
    >>> numerical_gradient(lambda theta: theta[0] ** 2 * theta[1], theta)
    tensor([12.0000,  9.0000], dtype=torch.float64)
    """
    ### BEGIN SOLUTION
    slopes = torch.zeros_like(theta).flatten()
    for i in range(theta.numel()):
        step = torch.zeros_like(slopes)
        step[i] = eps
        step = step.reshape(theta.shape)
        slopes[i] = (function(theta + step) - function(theta - step)) / (2 * eps)
    return slopes.reshape(theta.shape)
    ### END SOLUTION
