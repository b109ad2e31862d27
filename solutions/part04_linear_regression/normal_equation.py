"""Reference solution of `normal_equation`."""

import numpy as np


def normal_equation(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the weights and the bias that minimise the squared errors of x w + b.

    Where several pairs (w, b) are equally good, because a column is repeated or constant or because
    there are few examples, any of them will do.

    Args:
        x: m examples of n values, shape (m, n), without a column of ones.
        y: the targets, shape (m,).
        Both may hold whole numbers or floats, and m may be smaller than n.

    Returns:
        (w, b) in this order: the weights, a float64 array of shape (n,), and the bias, a number.

    Source: both derivatives of the slides' J set to zero.

    >>> w, b = normal_equation(np.array([[1], [2], [3]]), np.array([1, 3, 2]))
    >>> w.round(6), round(float(b), 6)
    (array([0.5]), 1.0)
    """
    ### BEGIN SOLUTION
    with_ones = np.column_stack([x, np.ones(len(x))])
    theta = np.linalg.lstsq(with_ones, y, rcond=None)[0]
    return theta[:-1], theta[-1]
    ### END SOLUTION
