"""Reference solution of `diagnose_fit`."""


def diagnose_fit(
    train_error: float, test_error: float, acceptable: float = 0.1, gap: float = 0.05
) -> str:
    """Return what the errors of a model say about its fit.

    The training error is judged first: a model that has not learnt its own examples underfits,
    whatever its test error.

    Args:
        train_error: the share of training examples that the model gets wrong, between 0 and 1.
        test_error: the same on examples that it has never seen.
        acceptable: the largest training error that is still good enough.
        gap: the largest test error minus training error that is still good enough.

    Returns:
        "underfits" if train_error is greater than acceptable; otherwise "overfits" if test_error
        minus train_error is greater than gap; otherwise "fits". A value that equals its limit is
        good enough, and so is a test error below the training error.

    Raises:
        ValueError: if one of the two errors is NaN or not between 0 and 1 (15 for 15%).

    Source: the three cases of the slides (high and high, zero and medium, low and low).

    >>> diagnose_fit(0.01, 0.2)
    'overfits'
    """
    ### BEGIN SOLUTION
    for error in (train_error, test_error):
        if not 0 <= error <= 1:
            raise ValueError(f"an error lies between 0 and 1, not {error}")
    if train_error > acceptable:
        return "underfits"
    return "overfits" if test_error - train_error > gap else "fits"
    ### END SOLUTION
