"""Other right implementations of `cost`: its suite must accept each of them."""

import numpy as np


def cost_with_loop(w, b, x, y):
    """Add up the examples one by one."""
    total = 0.0
    for row, target in zip(x, y, strict=True):
        total += (np.sum(row * w) + b - target) ** 2
    return total / len(y) / 2


def cost_with_mean(w, b, x, y):
    """Halve a mean."""
    return 0.5 * np.mean(np.square(y - b - x.dot(w)))


def cost_with_a_column_of_ones(w, b, x, y):
    """Treat the bias as one more weight."""
    a = np.hstack([x, np.ones((x.shape[0], 1))])
    residual = a @ np.append(w, b) - y
    return np.linalg.norm(residual) ** 2 / (2 * x.shape[0])
