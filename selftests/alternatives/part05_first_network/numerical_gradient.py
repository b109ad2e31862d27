"""Other right implementations of `numerical_gradient`: its suite must accept each of them."""

import itertools

import torch


def numerical_gradient_with_copies(function, theta, eps=1e-6):
    """Move one entry of two copies, by its index in all dimensions."""
    gradient = torch.empty_like(theta)
    for index in itertools.product(*(range(size) for size in theta.shape)):
        plus, minus = theta.clone(), theta.clone()
        plus[index] += eps
        minus[index] -= eps
        gradient[index] = (float(function(plus)) - float(function(minus))) / (2 * eps)
    return gradient


def numerical_gradient_with_restoring(function, theta, eps=1e-6):
    """Move the entries of theta itself and put each back."""
    gradient = torch.zeros_like(theta)
    flat, slopes = theta.view(-1), gradient.view(-1)
    for i in range(flat.numel()):
        value = flat[i].item()
        flat[i] = value + eps
        above = float(function(theta))
        flat[i] = value - eps
        below = float(function(theta))
        flat[i] = value
        slopes[i] = (above - below) / (2 * eps)
    return gradient


def numerical_gradient_with_identity(function, theta, eps=1e-6):
    """Build all the steps at once, as rows of a matrix."""
    steps = torch.eye(theta.numel(), dtype=theta.dtype, device=theta.device) * eps
    values = [
        (function(theta + step.reshape(theta.shape)) - function(theta - step.reshape(theta.shape)))
        for step in steps
    ]
    return (
        torch.tensor(values, dtype=theta.dtype, device=theta.device).reshape(theta.shape)
        / eps
        * 0.5
    )
