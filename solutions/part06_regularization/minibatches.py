"""Reference solution of `minibatches`."""

from collections.abc import Iterator

import torch


def minibatches(
    x: torch.Tensor, y: torch.Tensor, batch_size: int, generator: torch.Generator
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Yield the mini-batches of one epoch, in random order.

    The examples are shuffled, then dealt out batch_size at a time. Each example is in exactly one
    mini-batch, next to its own target. The last mini-batch holds what remains: it may be smaller,
    never empty.

    Args:
        x: the examples, shape (m, ...), m at least 1.
        y: their targets, shape (m, ...), on the device of x, often of another dtype.
        batch_size: a whole number, at least 1; it may be larger than m.
        generator: where all randomness comes from, on the device of x. All orders are equally
            likely, and each call draws a new one. The global generator is neither used nor moved.

    Yields:
        pairs (x_batch, y_batch) of tensors whose rows are rows of x and y, with their dtypes.

    Source: the slides on mini-batches.

    >>> x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
    >>> [len(x_batch) for x_batch, y_batch in minibatches(x, 10 * x, 2, torch.Generator())]
    [2, 2, 1]
    """
    ### BEGIN SOLUTION
    order = torch.randperm(len(x), generator=generator, device=x.device)
    for chosen in order.split(batch_size):
        yield x[chosen], y[chosen]
    ### END SOLUTION
