"""Reference solution of `clip_by_norm`."""

from collections.abc import Sequence

import torch


def clip_by_norm(gradients: Sequence[torch.Tensor], max_norm: float) -> list[torch.Tensor]:
    """Return the gradients, made shorter together if their common norm exceeds max_norm.

    The norm is that of all entries of all gradients, as if they were one long vector: the square
    root of the sum of their squares. If it is larger than max_norm, all gradients are multiplied
    by max_norm / norm; otherwise they keep their values. A constant of at most 1e-6, added to the
    norm against divisions by 0, is accepted.

    Args:
        gradients: one or more tensors of any shapes, with the same dtype and device.
        max_norm: the largest norm allowed, a positive number.

    Returns:
        New tensors, one for each gradient and in the same order, with its shape, dtype and device.

    Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural
    networks", 2013.

    >>> clip_by_norm([torch.tensor([3.0, 0.0]), torch.tensor([[4.0]])], 2.5)
    [tensor([1.5000, 0.0000]), tensor([[2.]])]
    """
    ### BEGIN SOLUTION
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    scale = max_norm / norm if norm > max_norm else 1.0
    return [g * scale for g in gradients]
    ### END SOLUTION
