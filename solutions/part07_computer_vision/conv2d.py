"""Reference solution of `conv2d`."""

import torch


def conv2d(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor,
    stride: int = 1,
    padding: int = 0,
) -> torch.Tensor:
    """Return what a convolutional layer makes of a batch of images, before the activation.

    Each filter covers all channels of the image, its products are added up over the window and
    over the channels, and its bias is added once: that is one channel of the output. The images
    are first given a border of `padding` zeros on each side; the window then moves by `stride`
    pixels, down as well as to the right, as long as it fits. Filters are not turned round.

    Args:
        x: the images, shape (N, C, height, width), floating point.
        weight: the filters, shape (C_out, C, kernel_height, kernel_width), not larger than the
            padded images.
        bias: one per filter, shape (C_out,).
        stride: the step of the window, at least 1, the same in both directions.
        padding: the width of the border of zeros, at least 0.

    Returns:
        A tensor of shape (N, C_out, rows, columns), with the dtype and on the device of x, where
        rows = (height + 2 * padding - kernel_height) // stride + 1, and columns likewise.

    Source: the slides on several channels and several filters; `torch.nn.Conv2d`.

    >>> x = torch.tensor([[[[1.0, 2.0]], [[3.0, 4.0]]]])
    >>> conv2d(x, torch.tensor([[[[1.0]], [[10.0]]]]), torch.tensor([0.5]))
    tensor([[[[31.5000, 42.5000]]]])
    """
    ### BEGIN SOLUTION
    n, channels, height, width = x.shape
    kernel_height, kernel_width = weight.shape[2:]
    padded = x.new_zeros(n, channels, height + 2 * padding, width + 2 * padding)
    padded[:, :, padding : padding + height, padding : padding + width] = x
    rows = (height + 2 * padding - kernel_height) // stride + 1
    columns = (width + 2 * padding - kernel_width) // stride + 1
    y = bias[:, None, None].repeat(n, 1, rows, columns)
    for u in range(kernel_height):
        for v in range(kernel_width):
            # What the weights in row u and column v meet, in all positions of the window.
            met = padded[:, :, u : u + stride * rows : stride, v : v + stride * columns : stride]
            y += torch.einsum("nchw,oc->nohw", met, weight[:, :, u, v])
    return y
    ### END SOLUTION
