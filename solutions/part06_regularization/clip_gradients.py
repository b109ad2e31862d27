"""Reference solution of `clip_gradients`."""

import torch


def clip_gradients(gradients: list[torch.Tensor], max_norm: float) -> list[torch.Tensor]:
    """Return the gradients, shortened together if together they are longer than max_norm.

    The norm is that of all entries of all tensors put into one long vector: the square root of the
    sum of their squares. If it is greater than max_norm, every tensor is multiplied by the same
    number, max_norm / norm, so that the norm becomes max_norm; otherwise the values stay as they
    are.

    Args:
        gradients: at least one tensor, of any shapes, all of the same dtype and device, with
            finite values, possibly all zero.
        max_norm: the greatest norm allowed, a positive number.

    Returns:
        a list of tensors in the same order, with the same shapes, dtype and device.

    Source: the slides on exploding gradients.

    >>> clip_gradients([torch.tensor([3.0]), torch.tensor([[-4.0]])], max_norm=1.0)
    [tensor([0.6000]), tensor([[-0.8000]])]
    """
    ### BEGIN SOLUTION
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in gradients]
    ### END SOLUTION
