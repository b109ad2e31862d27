"""Reference solution of `EarlyStopping`."""


class EarlyStopping:
    """Say when to stop training: the dev loss has not improved for a while.

    A loss is an improvement if it is less than the best one so far minus min_delta; it then becomes
    the best one, and the count starts again. Any other loss leaves the best one as it is, and
    counts: an equal loss, one that is better by min_delta or less, and NaN too. The first loss
    that is not NaN is an improvement.

    Args:
        patience: how many losses in a row without improvement lead to the stop, 1 or more.
        min_delta: what a loss must gain on the best one, and more, to be an improvement; 0 or more.

    Source: slides on early stopping.

    >>> stopping = EarlyStopping(patience=3)
    >>> [stopping.step(loss) for loss in (0.9, 0.7, 0.8, 0.75, 0.72)]
    [False, False, False, False, True]
    """

    def __init__(self, patience: int, min_delta: float = 0.0) -> None:
        """Remember the two settings, and that no loss has been seen yet."""
        ### BEGIN SOLUTION
        self.patience = patience
        self.min_delta = min_delta
        self.best = float("inf")
        self.count = 0
        ### END SOLUTION

    def step(self, loss: float) -> bool:
        """Take the dev loss of one more epoch and return True to stop now, False to go on.

        What happens in calls after the first True is not defined.
        """
        ### BEGIN SOLUTION
        if loss < self.best - self.min_delta:
            self.best = loss
            self.count = 0
        else:
            self.count += 1
        return self.count >= self.patience
        ### END SOLUTION
