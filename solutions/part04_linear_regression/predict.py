"""Reference solution of `predict`."""

import numpy as np


def predict(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Return the predictions of the linear model w₁ x₁ + ... + wₙ xₙ + b, one per example.

    Args:
        x: m examples of n values, shape (m, n), whole numbers or floats.
        w: one weight per column, shape (n,), whole numbers or floats.
        b: the bias, a number.

    Returns:
        The predictions, shape (m,), float64 even if all arguments are whole numbers.

    Source: slide ŷ = w x + b, with as many columns as one likes.

    >>> x = np.array([[70, 3, 2010], [40, 3, 2015]])
    >>> predict(x, np.array([4, 20, 0.1]), -100)
    array([441. , 321.5])
    """
    ### BEGIN SOLUTION
    return x.astype(np.float64) @ w + b
    ### END SOLUTION
