"""Reference solution of `convolution_matrix`."""

import torch


def convolution_matrix(kernel: torch.Tensor, height: int, width: int) -> torch.Tensor:
    """Return the matrix that does to a flattened image what the filter does to the image.

    Multiplied by an image of shape (height, width) that was flattened row by row, it gives the
    response of the filter (not turned round, no padding, a step of one) at all positions, also
    row by row. So each row of the matrix belongs to one position of the filter, and each column to
    one pixel.

    Args:
        kernel: the filter, shape (kernel_height, kernel_width), floating point.
        height: the number of rows of the image, at least kernel_height.
        width: the number of columns of the image, at least kernel_width.

    Returns:
        A dense tensor of shape (rows * columns, height * width), with the dtype and on the device
        of kernel, where rows = height - kernel_height + 1 and columns = width - kernel_width + 1.

    Source: the slide with the matrix of 4 rows and 16 columns.

    >>> convolution_matrix(torch.tensor([[1.0, 2.0]]), 1, 4)
    tensor([[1., 2., 0., 0.],
            [0., 1., 2., 0.],
            [0., 0., 1., 2.]])
    """
    ### BEGIN SOLUTION
    kernel_height, kernel_width = kernel.shape
    rows, columns = height - kernel_height + 1, width - kernel_width + 1
    matrix = kernel.new_zeros(rows, columns, height, width)
    for i in range(rows):
        for j in range(columns):
            matrix[i, j, i : i + kernel_height, j : j + kernel_width] = kernel
    return matrix.reshape(rows * columns, height * width)
    ### END SOLUTION
