"""Other right implementations of `EarlyStopping`: its suite must accept each of them."""


class EarlyStopping_with_none:
    """Start without a best loss."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best = None
        self.waited = 0

    def step(self, loss):
        """Take a loss."""
        number = loss == loss
        better = number and (self.best is None or self.best - loss > self.min_delta)
        if better:
            self.best, self.waited = loss, 0
            return False
        self.waited += 1
        return self.waited == self.patience


class EarlyStopping_by_epochs:
    """Remember the epoch of the best loss instead of a count."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.settings = patience, min_delta
        self.epoch, self.best_epoch, self.best = 0, 0, float("inf")

    def step(self, loss):
        """Take a loss."""
        patience, min_delta = self.settings
        self.epoch += 1
        if loss + min_delta < self.best:
            self.best, self.best_epoch = loss, self.epoch
        return bool(self.epoch - self.best_epoch >= patience)


class EarlyStopping_counting_down:
    """Count down from the patience."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience = self.left = patience
        self.limit = float("inf")
        self.min_delta = min_delta

    def step(self, loss):
        """Take a loss."""
        if loss < self.limit:
            self.limit = loss - self.min_delta
            self.left = self.patience
        else:
            self.left -= 1
        return self.left <= 0
