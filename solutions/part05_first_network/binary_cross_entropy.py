"""Reference solution of `binary_cross_entropy`."""

import torch


def binary_cross_entropy(probability: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Return the mean, over all entries, of the binary cross-entropy.

    One entry costs -(target * log(probability) + (1 - target) * log(1 - probability)), with the
    natural logarithm. A logarithm below -100 counts as -100, so the cost of a probability of
    exactly 0 or 1 is finite.

    Args:
        probability: what the network answers, between 0 and 1 included, any shape.
        target: what it should answer, between 0 and 1 included, the shape of probability.

    Returns:
        a tensor without dimensions, with the dtype and device of probability.

    Source: slide on the cost, whose sum should run to m; what torch.nn.BCELoss computes.

    >>> binary_cross_entropy(torch.tensor([0.5, 0.25]), torch.tensor([1.0, 0.0]))
    tensor(0.4904)
    """
    ### BEGIN SOLUTION
    log_yes = torch.log(probability).clamp(min=-100)
    log_no = torch.log(1 - probability).clamp(min=-100)
    return -(target * log_yes + (1 - target) * log_no).mean()
    ### END SOLUTION
