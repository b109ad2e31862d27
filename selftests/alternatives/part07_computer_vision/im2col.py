"""Other right implementations of `im2col`: its suite must accept each of them."""

import torch


def im2col_window_by_window(x, kernel, stride, padding):
    """Flatten one window after the other."""
    n, c, h, w = x.shape
    kh, kw = kernel
    padded = torch.zeros(n, c, h + 2 * padding, w + 2 * padding, dtype=x.dtype, device=x.device)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    columns = []
    for top in range(0, padded.shape[2] - kh + 1, stride):
        for left in range(0, padded.shape[3] - kw + 1, stride):
            columns.append(padded[:, :, top : top + kh, left : left + kw].flatten(start_dim=1))
    return torch.stack(columns, dim=-1)


def im2col_with_unfold(x, kernel, stride, padding):
    """Slide along both dimensions, then put the window before the positions."""
    x = torch.constant_pad_nd(x, (padding, padding, padding, padding))
    windows = x.unfold(2, kernel[0], stride).unfold(3, kernel[1], stride)
    return windows.permute(0, 1, 4, 5, 2, 3).flatten(4, 5).flatten(1, 3)


def im2col_by_index(x, kernel, stride, padding):
    """Compute the indices of all pixels of all windows."""
    n, c = x.shape[:2]
    x = torch.constant_pad_nd(x, (padding, padding, padding, padding))
    rows = torch.arange(0, x.shape[2] - kernel[0] + 1, stride, device=x.device)
    columns = torch.arange(0, x.shape[3] - kernel[1] + 1, stride, device=x.device)
    down = torch.arange(kernel[0], device=x.device)[:, None, None, None] + rows[:, None]
    right = torch.arange(kernel[1], device=x.device)[:, None, None] + columns
    return x[:, :, down, right].reshape(n, c * kernel[0] * kernel[1], len(rows) * len(columns))
