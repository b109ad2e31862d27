"""Other right implementations of `leaky_relu`: its suite must accept each of them."""

import torch


def leaky_relu_with_clamps(z, slope=0.01):
    """Add the two sides up; zeros may carry a minus sign."""
    return z.clamp(min=0) + slope * z.clamp(max=0)


def leaky_relu_with_factors(z, slope=0.01):
    """Multiply each entry by the slope of its side."""
    positive = (z > 0).to(z.dtype)
    return z * (positive + slope * (1 - positive))


def leaky_relu_with_copy(z, slope=0.01):
    """Change the negative entries of a copy."""
    a = z.clone()
    a[z < 0] = slope * z[z < 0]
    return a


def leaky_relu_with_absolute_value(z, slope=0.01):
    """Combine z and its absolute value."""
    return 0.5 * (1 + slope) * z + 0.5 * (1 - slope) * z.abs()


def leaky_relu_with_loop(z, slope=0.01):
    """Compute one entry at a time."""
    values = [value if value > 0 else slope * value for value in z.flatten().tolist()]
    return torch.tensor(values, dtype=z.dtype, device=z.device).reshape(z.shape)
