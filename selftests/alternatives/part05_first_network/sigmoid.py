"""Other right implementations of `sigmoid`: its suite must accept each of them."""

import math

import torch


def sigmoid_with_tanh(z):
    """Shift and shrink the hyperbolic tangent."""
    return (1 + torch.tanh(z / 2)) / 2


def sigmoid_with_two_forms(z):
    """Take the exponential of negative numbers only."""
    small = torch.exp(-z.abs())
    return torch.where(z > 0, 1 / (1 + small), small / (1 + small))


def sigmoid_with_pairs(z):
    """Share a probability of 1 between z and 0."""
    return torch.softmax(torch.stack([z, torch.zeros_like(z)]), dim=0)[0]


def sigmoid_with_reciprocal(z):
    """Invert the denominator."""
    return (1 + torch.exp(-z)).reciprocal()


def sigmoid_with_loop(z):
    """Compute one entry at a time, from the exponential that cannot overflow."""
    values = []
    for value in z.flatten().tolist():
        small = math.exp(-abs(value))
        values.append((1 if value > 0 else small) / (1 + small))
    return torch.tensor(values, dtype=z.dtype, device=z.device).reshape(z.shape)
