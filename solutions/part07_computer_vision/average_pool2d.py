"""Reference solution of `average_pool2d`."""

import torch


def average_pool2d(x: torch.Tensor, kernel: int, stride: int) -> torch.Tensor:
    """Return the mean value of each window, for every image and channel on its own.

    The window is a square that starts in the upper left corner and moves by `stride` pixels, down
    as well as to the right, as long as it fits: no padding, and pixels that are left over at the
    end are not used. Windows overlap when stride < kernel.

    Args:
        x: the images, shape (N, C, height, width), floating point.
        kernel: the side of the window, at least 1, not larger than the images.
        stride: the step of the window, at least 1.

    Returns:
        A tensor of shape (N, C, (height - kernel) // stride + 1, (width - kernel) // stride + 1),
        with the dtype and on the device of x.

    Source: the slide on pooling.

    >>> average_pool2d(torch.tensor([[[[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]]]), 2, 1)
    tensor([[[[3.0000, 4.2500]]]])
    """
    ### BEGIN SOLUTION
    rows = (x.shape[2] - kernel) // stride + 1
    columns = (x.shape[3] - kernel) // stride + 1
    total = x.new_zeros(*x.shape[:2], rows, columns)
    for u in range(kernel):
        for v in range(kernel):
            total += x[:, :, u : u + stride * rows : stride, v : v + stride * columns : stride]
    return total / kernel**2
    ### END SOLUTION
