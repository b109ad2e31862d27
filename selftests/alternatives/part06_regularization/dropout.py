"""Other right implementations of `dropout`: its suite must accept each of them."""

import torch


def dropout_with_bernoulli(x, p, training, generator):
    """Let PyTorch draw the mask; return a list and x itself in evaluation."""
    if not training:
        return [x, torch.ones(x.shape, dtype=torch.bool, device=x.device)]
    mask = torch.bernoulli(torch.full_like(x, 1 - p), generator=generator).bool()
    scale = 0.0 if p == 1 else 1 / (1 - p)
    return [x * mask * scale, mask]


def dropout_by_filling(x, p, training, generator):
    """Copy x, then cancel what is dropped."""
    p = p if training else 0.0
    draws = torch.empty_like(x).uniform_(generator=generator)
    dropped = draws < p
    y = x.clone()
    y[dropped] = 0
    if p < 1:
        y = y / (1 - p)
    return y, ~dropped


def dropout_in_float64(x, p, training, generator):
    """Compute in float64 and come back to the dtype of x."""
    if not training:
        return x.clone(), x == x
    kept = torch.rand(x.shape, generator=generator, device=x.device, dtype=torch.float64) > p
    kept = kept | (p == 0)
    factor = kept.double() / max(1 - p, 1e-300)
    return (x.double() * factor).to(x.dtype), kept
