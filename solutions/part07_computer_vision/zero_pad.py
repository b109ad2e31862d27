"""Reference solution of `zero_pad`."""

import torch


def zero_pad(x: torch.Tensor, padding: int) -> torch.Tensor:
    """Return the images with a border of zeros around each of them.

    The border is added on all four sides of the two last dimensions; all others stay as they are.

    Args:
        x: one image or many, shape (..., height, width) with any number of leading dimensions,
            none included; of any numeric dtype.
        padding: the width of the border, 0 or more, the same on each side.

    Returns:
        A tensor of shape (..., height + 2 * padding, width + 2 * padding), with the dtype and on
        the device of x.

    >>> zero_pad(torch.tensor([[1, 2]]), 1)
    tensor([[0, 0, 0, 0],
            [0, 1, 2, 0],
            [0, 0, 0, 0]])
    """
    ### BEGIN SOLUTION
    *leading, height, width = x.shape
    result = x.new_zeros(*leading, height + 2 * padding, width + 2 * padding)
    result[..., padding : padding + height, padding : padding + width] = x
    return result
    ### END SOLUTION
