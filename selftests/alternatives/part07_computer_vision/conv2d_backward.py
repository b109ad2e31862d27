"""Other right implementations of `conv2d_backward`: its suite must accept each of them."""

import torch


def conv2d_backward_by_window(dy, x, weight, stride, padding):
    """Send each value of dy back to the window that it came from."""
    n, _, rows, columns = dy.shape
    h, w = x.shape[2:]
    kh, kw = weight.shape[2:]
    padded = torch.constant_pad_nd(x, (padding, padding, padding, padding))
    dpadded, dw = torch.zeros_like(padded), torch.zeros_like(weight)
    db = torch.zeros_like(weight[:, 0, 0, 0])
    for e in range(n):
        for i in range(rows):
            for j in range(columns):
                place = (
                    e,
                    slice(None),
                    *(slice(s * stride, s * stride + k) for s, k in ((i, kh), (j, kw))),
                )
                g = dy[e, :, i, j]
                dpadded[place] += torch.einsum("o,ochw->chw", g, weight)
                dw += g[:, None, None, None] * padded[place]
                db += g
    return dpadded[:, :, padding : padding + h, padding : padding + w], dw, db


def conv2d_backward_as_convolutions(dy, x, weight, stride, padding):
    """Spread dy out, then correlate: with the turned filters for dx, with the images for dw."""
    n, o, rows, columns = dy.shape
    h, w = x.shape[2:]
    kh, kw = weight.shape[2:]
    padded = torch.constant_pad_nd(x, (padding, padding, padding, padding))
    height, width = padded.shape[2] - kh + 1, padded.shape[3] - kw + 1
    spread = dy.new_zeros(n, o, height, width)
    spread[:, :, : rows * stride : stride, : columns * stride : stride] = dy
    dw = torch.einsum("nohw,ncuvhw->ocuv", spread, padded.unfold(2, height, 1).unfold(3, width, 1))
    full = torch.constant_pad_nd(spread, (kw - 1, kw - 1, kh - 1, kh - 1))
    windows = full.unfold(2, kh, 1).unfold(3, kw, 1)
    dx = torch.einsum("noijuv,ocuv->ncij", windows, weight.flip(2, 3))
    return [dx[:, :, padding : padding + h, padding : padding + w], dw, dy.flatten(2).sum((0, 2))]
