"""Other right implementations of `normal_equation`: its suite must accept each of them."""

import numpy as np


def normal_equation_with_pinv(x, y):
    """Put the ones first; invert as far as possible."""
    a = np.hstack([np.ones((len(x), 1)), x])
    theta = np.linalg.pinv(a.T @ a) @ a.T @ y
    return theta[1:], float(theta[0])


def normal_equation_with_pinv_of_the_data(x, y):
    """Use the pseudo-inverse of the data themselves; return a list."""
    theta = np.linalg.pinv(np.c_[x, np.ones(x.shape[0])], rcond=1e-10) @ y
    return [theta[:-1], theta[-1]]


def normal_equation_of_centred_data(x, y):
    """Find the weights for centred data, then the bias."""
    x_mean, y_mean = np.mean(x, axis=0), np.mean(y)
    w, *_ = np.linalg.lstsq(x - x_mean, y - y_mean, rcond=None)
    return w, y_mean - x_mean @ w


def normal_equation_solved_where_possible(x, y):
    """Solve the normal equation if its matrix has full rank."""
    a = np.column_stack([x, np.ones(len(x))])
    if np.linalg.matrix_rank(a) == a.shape[1]:
        theta = np.linalg.solve(a.T @ a, a.T @ y)
    else:
        theta = np.linalg.lstsq(a, y, rcond=None)[0]
    return theta[:-1], theta[-1]
