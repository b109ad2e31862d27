"""Reference solution of `correlate2d`."""

import torch


def correlate2d(image: torch.Tensor, kernel: torch.Tensor) -> torch.Tensor:
    """Return the response of one filter at every place where it fits inside the image.

    result[i, j] is the sum over u and v of image[i + u, j + v] * kernel[u, v]: the filter is laid
    on the image as it is, it is not turned round. No padding, a step of one.

    Args:
        image: shape (height, width), floating point.
        kernel: the filter, shape (kernel_height, kernel_width), not larger than the image in
            either direction, with the dtype and on the device of the image.

    Returns:
        A tensor of shape (height - kernel_height + 1, width - kernel_width + 1), with the dtype
        and on the device of the image.

    Source: the slide on filters; its "convolution" is a cross-correlation.

    >>> correlate2d(torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), torch.tensor([[1.0, 10.0]]))
    tensor([[21., 32.],
            [54., 65.]])
    """
    ### BEGIN SOLUTION
    height = image.shape[0] - kernel.shape[0] + 1
    width = image.shape[1] - kernel.shape[1] + 1
    result = image.new_zeros(height, width)
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            result += kernel[u, v] * image[u : u + height, v : v + width]
    return result
    ### END SOLUTION
