"""Other right implementations of `conv2d`: its suite must accept each of them."""

import torch


def conv2d_by_window(x, weight, bias, stride=1, padding=0):
    """Multiply each window by each filter."""
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    padded = torch.zeros(n, c, h + 2 * padding, w + 2 * padding, dtype=x.dtype, device=x.device)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    rows = (h + 2 * padding - kh) // stride + 1
    columns = (w + 2 * padding - kw) // stride + 1
    y = torch.empty(n, o, rows, columns, dtype=x.dtype, device=x.device)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + kh, left : left + kw]
            for f in range(o):
                y[:, f, i, j] = (window * weight[f]).sum(dim=(1, 2, 3)) + bias[f]
    return y


def conv2d_with_unfold(x, weight, bias, stride=1, padding=0):
    """Lay the windows out in six dimensions; the result is a permuted view."""
    kh, kw = weight.shape[2:]
    x = torch.constant_pad_nd(x, (padding, padding, padding, padding))
    windows = x.unfold(2, kh, stride).unfold(3, kw, stride)
    y = torch.tensordot(windows, weight, dims=((1, 4, 5), (1, 2, 3))) + bias
    return y.permute(0, 3, 1, 2)


def conv2d_then_subsampled(x, weight, bias, stride=1, padding=0):
    """Compute every position, then keep one in `stride`."""
    x = torch.constant_pad_nd(x, (padding, padding, padding, padding))
    kh, kw = weight.shape[2:]
    rows, columns = x.shape[2] - kh + 1, x.shape[3] - kw + 1
    windows = torch.stack(
        [x[:, :, u : u + rows, v : v + columns] for u in range(kh) for v in range(kw)], dim=2
    )
    flat = weight.reshape(len(weight), -1)
    y = flat @ windows.reshape(len(x), flat.shape[1], rows * columns) + bias[:, None]
    return y.reshape(len(x), len(weight), rows, columns)[:, :, ::stride, ::stride]
