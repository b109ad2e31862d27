"""Other right implementations of `predict`: its suite must accept each of them."""

import numpy as np


def predict_with_loops(x, w, b):
    """Add up the products one by one."""
    predictions = np.zeros(len(x))
    for i, row in enumerate(x):
        for value, weight in zip(row, w, strict=True):
            predictions[i] += value * weight
        predictions[i] += b
    return predictions


def predict_with_einsum(x, w, b):
    """Name the dimensions."""
    return np.einsum("ij,j->i", x, w) + float(b)


def predict_with_a_column_of_ones(x, w, b):
    """Treat the bias as one more weight."""
    return np.column_stack([np.ones(len(x)), x]) @ np.concatenate([[b], w])


def predict_by_broadcasting(x, w, b):
    """Multiply entry by entry, then sum."""
    return np.sum(x * w, axis=1, dtype=np.float64) + b
