"""Other right implementations of `elu`: its suite must accept each of them."""

import math

import torch


def elu_with_where(z, alpha=1.0):
    """Choose between the two sides; an inf that is not chosen does no harm."""
    return torch.where(z > 0, z, alpha * torch.expm1(z))


def elu_with_sum(z, alpha=1.0):
    """Add the positive part and the negative part up, as PyTorch's documentation does."""
    return z.clamp(min=0) + (alpha * (torch.exp(z) - 1)).clamp(max=0)


def elu_with_copy(z, alpha=1.0):
    """Change the negative entries of a copy."""
    a = z.clone()
    negative = z < 0
    a[negative] = alpha * torch.exp(z[negative]) - alpha
    return a


def elu_with_loop(z, alpha=1.0):
    """Compute one entry at a time."""
    values = [v if v > 0 else alpha * (math.exp(v) - 1) for v in z.flatten().tolist()]
    return torch.tensor(values, dtype=z.dtype, device=z.device).reshape(z.shape)
