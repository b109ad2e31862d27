"""Other right implementations of `judge_learning_rate`: its suite must accept each of them."""

import math

import numpy as np


def judge_learning_rate_with_array(history):
    """Look for anything that is not finite, then compare shares of the fall."""
    costs = np.asarray(history, dtype=np.float64)
    if not np.isfinite(costs).all() or costs[-1] > costs[0]:
        return "diverges"
    if costs[0] - costs[len(costs) // 2] >= 0.99 * (costs[0] - costs[-1]):
        return "converges"
    return "slow"


def judge_learning_rate_with_division(history):
    """Deal with the flat curve first, then divide."""
    n = len(history)
    first, middle, last = float(history[0]), float(history[n // 2]), float(history[n - 1])
    if math.isnan(last) or math.isinf(last) or first < last:
        return "diverges"
    if first == last:
        return "converges" if middle <= last else "slow"
    return "slow" if (middle - last) / (first - last) > 0.01 else "converges"


def judge_learning_rate_by_negation(history):
    """Everything that is not at most the first cost diverges, NaN included."""
    start, end = history[0], history[-1]
    if not end <= start:
        return "diverges"
    if 100 * (history[len(history) // 2] - end) > start - end:
        return "slow"
    return "converges"
