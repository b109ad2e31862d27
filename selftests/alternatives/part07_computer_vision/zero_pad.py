"""Other right implementations of `zero_pad`: its suite must accept each of them."""

import torch


def zero_pad_by_concatenation(x, padding):
    """Put bars of zeros on the four sides."""
    bar = x.new_zeros((*x.shape[:-1], padding))
    x = torch.cat([bar, x, bar], dim=-1)
    bar = x.new_zeros((*x.shape[:-2], padding, x.shape[-1]))
    return torch.cat([bar, x, bar], dim=-2)


def zero_pad_pixel_by_pixel(x, padding):
    """Copy the rows one by one; return x itself where there is nothing to do."""
    if padding == 0:
        return x
    height, width = x.shape[-2:]
    shape = (*x.shape[:-2], height + 2 * padding, width + 2 * padding)
    result = torch.zeros(shape, dtype=x.dtype, device=x.device)
    for i in range(height):
        result[..., padding + i, padding:-padding] = x[..., i, :]
    return result
