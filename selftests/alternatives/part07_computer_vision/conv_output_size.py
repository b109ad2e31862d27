"""Other right implementations of `conv_output_size`: its suite must accept each of them."""

import math


def conv_output_size_by_counting(n, kernel, padding=0, stride=1, dilation=1):
    """Count the places where the filter may start."""
    covered = (kernel - 1) * dilation + 1
    places = range(0, n + 2 * padding - covered + 1, stride)
    if not places:
        raise ValueError("no place for the filter")
    return len(places)


def conv_output_size_from_fraction(n, kernel, padding=0, stride=1, dilation=1):
    """Round the fraction down; refuse what is below one."""
    size = math.floor((n + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)
    if size < 1:
        raise ValueError("no place for the filter")
    return size
