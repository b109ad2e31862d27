"""Other right implementations of `split_heads`: its suite must accept each of them."""

import torch


def split_heads_by_slices(x, n_heads):
    """Cut slices of the features and stack them."""
    if x.shape[-1] % n_heads:
        raise ValueError("n_heads must divide d_model")
    size = x.shape[-1] // n_heads
    return torch.stack([x[:, :, h * size : (h + 1) * size] for h in range(n_heads)], dim=1)


def split_heads_by_unflatten(x, n_heads):
    """Divide the last dimension, permute, and make the result contiguous."""
    if x.shape[-1] % n_heads != 0:
        raise ValueError("n_heads must divide d_model")
    return x.unflatten(-1, (n_heads, -1)).permute(0, 2, 1, 3).contiguous()


def split_heads_word_by_word(x, n_heads):
    """Fill the result word by word."""
    n, length, d_model = x.shape
    size, rest = divmod(d_model, n_heads)
    if rest:
        raise ValueError("n_heads must divide d_model")
    heads = torch.zeros(n, n_heads, length, size, dtype=x.dtype, device=x.device)
    for word in range(length):
        heads[:, :, word] = x[:, word].view(n, n_heads, size)
    return heads
