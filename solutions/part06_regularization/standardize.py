"""Reference solution of `standardize`."""

import torch


def standardize(train: torch.Tensor, *others: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """Return data sets whose columns are centred and scaled by the statistics of the first.

    From each column its mean is subtracted, then it is divided by its standard deviation. Both are
    computed on train alone, and the same two numbers serve for all sets. The variance is the
    biased one (a mean: divided by m). A column that has one and the same value in all rows of
    train is centred but not divided, in every set: it becomes zeros in train.

    Args:
        train: the training examples in rows, shape (m, n), with m at least 1.
        others: further sets (dev, test), shapes (any, n), of the same dtype and on the same device.

    Returns:
        A tuple: train, then each of the others, in the order of the arguments, transformed; with
        the shapes, dtype and device that they had. With train alone, it is a tuple of one.

    Source: the slides on normalising inputs.

    >>> standardize(torch.tensor([[30.0], [30.0], [50.0], [50.0]]), torch.tensor([[70.0]]))
    (tensor([[-1.],
            [-1.],
            [ 1.],
            [ 1.]]), tensor([[3.]]))
    """
    ### BEGIN SOLUTION
    mean = train.mean(dim=0)
    deviation = (train - mean).square().mean(dim=0).sqrt()
    # Compared with its first row: the deviation of a constant column may be a rounding away from 0.
    constant = (train == train[0]).all(dim=0)
    scale = torch.where(constant, torch.ones_like(deviation), deviation)
    return tuple((data - mean) / scale for data in (train, *others))
    ### END SOLUTION
