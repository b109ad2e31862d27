"""Reference solution of `im2col`."""

import torch


def im2col(x: torch.Tensor, kernel: tuple[int, int], stride: int, padding: int) -> torch.Tensor:
    """Return all windows that a filter sees in each image, one window per column.

    The images are given a border of `padding` zeros on each side, then the window moves by
    `stride` pixels as long as it fits. Columns are in reading order: along a row of positions,
    then down to the next. Within a column come all pixels of the first channel, row by row, then
    those of the second channel, and so on: the order of the weights of a filter.

    Args:
        x: the images, shape (N, C, height, width), floating point.
        kernel: (kernel_height, kernel_width), not larger than the padded images.
        stride: the step of the window, at least 1, the same in both directions.
        padding: the width of the border of zeros, at least 0.

    Returns:
        A tensor of shape (N, C * kernel_height * kernel_width, rows * columns), with the dtype and
        on the device of x, where rows = (height + 2 * padding - kernel_height) // stride + 1, and
        columns likewise.

    Source: `torch.nn.Unfold`, which has the same layout.

    >>> im2col(torch.tensor([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]]), (1, 2), 1, 0)
    tensor([[[1., 2., 4., 5.],
             [2., 3., 5., 6.]]])
    """
    ### BEGIN SOLUTION
    n, channels, height, width = x.shape
    kernel_height, kernel_width = kernel
    padded = x.new_zeros(n, channels, height + 2 * padding, width + 2 * padding)
    padded[:, :, padding : padding + height, padding : padding + width] = x
    rows = (height + 2 * padding - kernel_height) // stride + 1
    columns = (width + 2 * padding - kernel_width) // stride + 1
    pixels = [
        padded[:, :, u : u + stride * rows : stride, v : v + stride * columns : stride]
        for u in range(kernel_height)
        for v in range(kernel_width)
    ]
    return torch.stack(pixels, dim=2).reshape(n, -1, rows * columns)
    ### END SOLUTION
