"""Other right implementations of `mean_squared_error`: its suite must accept each of them."""

import numpy as np


def mean_squared_error_with_loop(prediction, target):
    """Add up the squares one by one."""
    if np.shape(prediction) != np.shape(target):
        raise ValueError("prediction and target must have the same shape")
    pairs = list(zip(prediction.ravel().tolist(), target.ravel().tolist(), strict=True))
    return sum((p - t) ** 2 for p, t in pairs) / len(pairs)


def mean_squared_error_with_dot(prediction, target):
    """Return a numpy scalar."""
    if prediction.shape != target.shape:
        raise ValueError("shapes differ")
    error = np.subtract(prediction, target, dtype=np.float64).ravel()
    return error @ error / error.size


def mean_squared_error_with_norm(prediction, target):
    """Square the length of the vector of errors."""
    if prediction.shape != target.shape:
        raise ValueError("shapes differ")
    return np.linalg.norm((target - prediction).ravel()) ** 2 / target.size
