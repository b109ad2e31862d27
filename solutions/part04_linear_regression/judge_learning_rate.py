"""Reference solution of `judge_learning_rate`."""

import numpy as np


def judge_learning_rate(history: list[float] | np.ndarray) -> str:
    """Return what a learning curve says about the learning rate.

    Three costs decide: the first one, the last one, and the middle one, which is
    `history[len(history) // 2]`.

    Args:
        history: the costs of a gradient descent, a list or an array of three numbers or more. The
            first one is finite.

    Returns:
        "diverges" if the last cost is NaN, infinite or greater than the first one; otherwise
        "converges" if the fall from the middle to the end is at most 1 % of the fall from the first
        cost to the last one; otherwise "slow". If the cost rises from the middle to the end, its
        fall is negative. A history that always stays at its first cost "converges".

    Source: the slides on learning rates that are too small or too large.

    >>> judge_learning_rate([8.0, 0.5, 0.25, 0.25, 0.25])
    'converges'
    >>> judge_learning_rate([8.0, 7.0, 6.0, 5.0, 4.0])
    'slow'
    """
    ### BEGIN SOLUTION
    first, middle, last = history[0], history[len(history) // 2], history[-1]
    if np.isnan(last) or last > first:
        return "diverges"
    return "converges" if middle - last <= 0.01 * (first - last) else "slow"
    ### END SOLUTION
