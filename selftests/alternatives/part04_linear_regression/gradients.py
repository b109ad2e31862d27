"""Other right implementations of `gradients`: its suite must accept each of them."""

import numpy as np


def gradients_with_loops(x, y, w, b):
    """Add up the contributions of the examples; return a list."""
    m, n = x.shape
    dw, db = np.zeros(n), 0.0
    for row, target in zip(x, y, strict=True):
        error = row @ w + b - target
        dw += error * row / m
        db += error / m
    return [dw, db]


def gradients_by_broadcasting(x, y, w, b):
    """Average a matrix of products over its rows."""
    error = np.sum(x * w, axis=1) + b - y
    return np.mean(error[:, None] * x, axis=0), np.mean(error)


def gradients_with_einsum(x, y, w, b):
    """Name the dimensions."""
    error = np.einsum("ij,j->i", x, w) + b - y
    return np.einsum("ij,i->j", x, error) / y.size, np.sum(error) / y.size


def gradients_with_a_column_of_ones(x, y, w, b):
    """Treat the bias as one more weight; the gradient of the weights is a view."""
    a = np.column_stack([x, np.ones(len(x))])
    gradient = a.T @ (a @ np.append(w, b) - y) / len(y)
    return gradient[:-1], gradient[-1]
