"""Reference solution of `max_pool2d`."""

import torch


def max_pool2d(x: torch.Tensor, kernel: int, stride: int) -> torch.Tensor:
    """Return the largest value of each window, for every image and channel on its own.

    The window is a square that starts in the upper left corner and moves by `stride` pixels, down
    as well as to the right, as long as it fits: no padding, and pixels that are left over at the
    end are not used. Windows overlap when stride < kernel.

    Args:
        x: the images, shape (N, C, height, width), floating point; values may be negative.
        kernel: the side of the window, at least 1, not larger than the images.
        stride: the step of the window, at least 1.

    Returns:
        A tensor of shape (N, C, (height - kernel) // stride + 1, (width - kernel) // stride + 1),
        with the dtype and on the device of x.

    Source: the slide on pooling.

    >>> max_pool2d(torch.tensor([[[[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]]]), 2, 1)
    tensor([[[[5., 5.]]]])
    """
    ### BEGIN SOLUTION
    rows = (x.shape[2] - kernel) // stride + 1
    columns = (x.shape[3] - kernel) // stride + 1
    pixels = [
        x[:, :, u : u + stride * rows : stride, v : v + stride * columns : stride]
        for u in range(kernel)
        for v in range(kernel)
    ]
    return torch.stack(pixels).amax(dim=0)
    ### END SOLUTION
