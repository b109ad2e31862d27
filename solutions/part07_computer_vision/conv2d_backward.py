"""Reference solution of `conv2d_backward`."""

import torch


def conv2d_backward(
    dy: torch.Tensor, x: torch.Tensor, weight: torch.Tensor, stride: int, padding: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the gradients of the cost for what went into a convolutional layer.

    The layer is the one of `conv2d`: a border of `padding` zeros, a window that moves by `stride`
    pixels, filters that are not turned round. The upstream gradient dy is used as it is: nothing
    is divided by N or by the number of positions. Pixels that no window covers have gradient 0.

    Args:
        dy: the gradient of the cost for the output, shape (N, C_out, rows, columns).
        x: the images that the layer received, without the border, shape (N, C, height, width).
        weight: its filters, shape (C_out, C, kernel_height, kernel_width).
        stride: the stride of the layer, at least 1.
        padding: the padding of the layer, at least 0.

    Returns:
        (dx, dw, db) in this order: the shapes of x, of weight and (C_out,), with the dtype and on
        the device of dy.

    Source: the chain rule applied to the sum that defines the layer.

    >>> x, weight = torch.tensor([[[[1.0, 2.0, 3.0]]]]), torch.tensor([[[[10.0, 20.0]]]])
    >>> dx, dw, db = conv2d_backward(torch.tensor([[[[1.0, 2.0]]]]), x, weight, 1, 0)
    >>> dx.flatten(), dw.flatten(), db
    (tensor([10., 40., 40.]), tensor([5., 8.]), tensor([3.]))
    """
    ### BEGIN SOLUTION
    n, channels, height, width = x.shape
    rows, columns = dy.shape[2:]
    padded = x.new_zeros(n, channels, height + 2 * padding, width + 2 * padding)
    inside = (..., slice(padding, padding + height), slice(padding, padding + width))
    padded[inside] = x
    padded_gradient, dw = torch.zeros_like(padded), torch.zeros_like(weight)
    for u in range(weight.shape[2]):
        for v in range(weight.shape[3]):
            # What the weights in row u and column v met, in all positions of the window.
            down = slice(u, u + stride * rows, stride)
            right = slice(v, v + stride * columns, stride)
            met = padded[:, :, down, right]
            dw[:, :, u, v] = torch.einsum("nohw,nchw->oc", dy, met)
            back = torch.einsum("nohw,oc->nchw", dy, weight[:, :, u, v])
            padded_gradient[:, :, down, right] += back
    return padded_gradient[inside], dw, dy.sum(dim=(0, 2, 3))
    ### END SOLUTION
