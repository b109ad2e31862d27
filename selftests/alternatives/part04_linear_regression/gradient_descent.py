"""Other right implementations of `gradient_descent`: its suite must accept each of them."""

import numpy as np


def gradient_descent_with_an_array(x, y, learning_rate, n_iter, w0, b0):
    """Fill an array of costs; update a copy in place."""
    m = x.shape[0]
    w, b = np.array(w0, dtype=np.float64), float(b0)
    history = np.empty(n_iter + 1)
    for step in range(n_iter + 1):
        error = x @ w + b - y
        history[step] = np.mean(error**2) / 2
        if step == n_iter:
            break
        w -= learning_rate / m * (error @ x)
        b -= learning_rate * np.mean(error)
    return w, b, history


def gradient_descent_with_a_column_of_ones(x, y, learning_rate, n_iter, w0, b0):
    """Treat the bias as one more weight; return a list."""
    a = np.column_stack([x, np.ones(len(x))])
    theta = np.append(w0, b0).astype(float)
    costs = [0.5 * np.mean((a @ theta - y) ** 2)]
    while len(costs) < n_iter + 1:
        theta = theta - learning_rate * (a.T @ (a @ theta - y)) / len(y)
        costs.append(0.5 * np.mean((a @ theta - y) ** 2))
    return [theta[:-1], theta[-1], costs]


def gradient_descent_with_functions(x, y, learning_rate, n_iter, w0, b0):
    """Separate the cost, the gradients and the loop."""

    def cost(w, b):
        return float(sum((x @ w + b - y) ** 2)) / (2 * len(y))

    def gradients(w, b):
        error = x @ w + b - y
        return np.array([(error * column).mean() for column in x.T]), error.mean()

    w, b = w0 + 0.0, b0 + 0.0
    history = [cost(w, b)]
    for _ in range(n_iter):
        dw, db = gradients(w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        history.append(cost(w, b))
    return w, b, tuple(history)
