"""Reference solution of `cost`."""

import numpy as np


def cost(w: np.ndarray, b: float, x: np.ndarray, y: np.ndarray) -> float:
    """Return the cost J of the linear model x w + b.

    J is the sum over the m examples of the squared errors, divided by 2m.

    Args:
        w: one weight per column, shape (n,).
        b: the bias, a number.
        x: m examples of n values, shape (m, n).
        y: the targets, shape (m,).
        All four may hold whole numbers or floats.

    Returns:
        The cost, a number.

    Source: slide J(0) = 1/2m [1 + 4 + 9].

    >>> x, y = np.array([[1], [2], [3]]), np.array([1, 2, 3])
    >>> cost(np.array([1]), 0.5, x, y)
    0.125
    """
    ### BEGIN SOLUTION
    error = x @ w + b - y
    return float(error @ error) / (2 * len(y))
    ### END SOLUTION
