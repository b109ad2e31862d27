"""Reference solution of `split`."""

import torch


def split(
    n: int, train: float, dev: float, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return which of n examples go to the training, dev and test sets.

    The examples are shuffled with the generator: any example may come into any set, with the same
    chances as the others. Each one comes into exactly one set.

    Args:
        n: the number of examples, at least 1; they are numbered from 0 to n - 1.
        train: the share of the training set, between 0 and 1.
        dev: the share of the dev set; the rest of the examples is the test set.
        generator: where all the randomness comes from; PyTorch's global one is not touched.

    Returns:
        (train, dev, test) in this order: the numbers of the examples of each set, in any order, as
        int64 tensors of one dimension on the device of the generator. The first two sets hold
        train * n and dev * n examples, rounded to the nearest whole number (an exact half may be
        rounded either way); the test set holds all the others. A set may be empty.

    Raises:
        ValueError: if train or dev is negative, or if their sum is greater than 1.

    Source: the slides on training, dev and test sets.

    >>> [len(part) for part in split(10, 0.6, 0.2, torch.Generator().manual_seed(0))]
    [6, 2, 2]
    """
    ### BEGIN SOLUTION
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError(f"shares of {train} and {dev} do not make up a whole")
    order = torch.randperm(n, generator=generator, device=generator.device)
    first = round(train * n)
    second = first + round(dev * n)
    return order[:first], order[first:second], order[second:]
    ### END SOLUTION
