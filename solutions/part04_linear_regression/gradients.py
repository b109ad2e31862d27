"""Reference solution of `gradients`."""

import numpy as np


def gradients(x: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> tuple[np.ndarray, float]:
    """Return the derivatives of the cost for the weights and for the bias.

    The cost is the sum over the m examples of the squared errors of x w + b, divided by 2m.

    Args:
        x: m examples of n values, shape (m, n).
        y: the targets, shape (m,).
        w: one weight per column, shape (n,).
        b: the bias, a number.
        All four may hold whole numbers or floats.

    Returns:
        (dw, db) in this order: dw is a float64 array of shape (n,), db is a number.

    Source: the derivatives of the slides' J.

    >>> x, y = np.array([[1], [2], [3]]), np.array([1, 2, 3])
    >>> dw, db = gradients(x, y, np.array([0.5]), 2)
    >>> dw, float(db)
    (array([1.66666667]), 1.0)
    """
    ### BEGIN SOLUTION
    error = x @ w + b - y
    return x.T @ error / len(y), error.mean()
    ### END SOLUTION
