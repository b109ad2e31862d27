"""Reference solution of `mean_squared_error`."""

import numpy as np


def mean_squared_error(prediction: np.ndarray, target: np.ndarray) -> float:
    """Return the mean of the squared differences between predictions and targets.

    Nothing is halved, and no root is taken: the sum of the squares is divided by their number.

    Args:
        prediction: one value or more, any shape, whole numbers or floats.
        target: what should have been predicted, in the same shape.

    Returns:
        The mean squared error, a number.

    Raises:
        ValueError: if the two shapes differ, even where numpy could broadcast them.

    Source: slide (1/m) Σ (ŷ - y)².

    >>> mean_squared_error(np.array([500, 350]), np.array([520, 320]))
    650.0
    """
    ### BEGIN SOLUTION
    if prediction.shape != target.shape:
        raise ValueError(f"shapes {prediction.shape} and {target.shape} differ")
    return float(np.mean((prediction - target) ** 2))
    ### END SOLUTION
