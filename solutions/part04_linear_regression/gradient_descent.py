"""Reference solution of `gradient_descent`."""

import numpy as np


def gradient_descent(
    x: np.ndarray, y: np.ndarray, learning_rate: float, n_iter: int, w0: np.ndarray, b0: float
) -> tuple[np.ndarray, float, list[float]]:
    """Return the parameters after n_iter steps of gradient descent, and the costs on the way.

    The cost is the sum over the m examples of the squared errors of x w + b, divided by 2m. Each
    step subtracts learning_rate times its gradient from w and from b; both gradients are computed
    before either is changed. Exactly n_iter steps are made with this rate, even if the cost rises.

    Args:
        x: m examples of n values, shape (m, n).
        y: the targets, shape (m,).
        learning_rate: the learning rate α, a positive number.
        n_iter: the number of steps, 0 or more.
        w0: the weights to start from, shape (n,); they are not modified.
        b0: the bias to start from, a number.
        x, y, w0 and b0 may hold whole numbers or floats.

    Returns:
        (w, b, history) in this order: the final weights, a float64 array of shape (n,); the final
        bias, a number; and n_iter + 1 costs, a list of numbers or a float64 array: that of w0 and
        b0 first, then the cost after each step.

    Source: slide w_j := w_j - α ∂J/∂w_j, and the same for b.

    >>> x, y = np.array([[1], [2], [3]]), np.array([1, 2, 3])
    >>> w, b, history = gradient_descent(x, y, 0.3, 1, np.array([0.5]), 2)
    >>> w, round(float(b), 2), [round(float(c), 4) for c in history]
    (array([0.]), 1.7, [0.5833, 0.3783])
    """
    ### BEGIN SOLUTION
    m = len(y)
    w, b = w0, b0
    error = x @ w + b - y
    history = [error @ error / (2 * m)]
    for _ in range(n_iter):
        w = w - learning_rate * (x.T @ error) / m
        b = b - learning_rate * error.mean()
        error = x @ w + b - y
        history.append(error @ error / (2 * m))
    return w.astype(np.float64), b, history
    ### END SOLUTION
