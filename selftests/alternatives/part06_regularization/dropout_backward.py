"""Other right implementations of `dropout_backward`: its suite must accept each of them."""

import torch


def dropout_backward_by_multiplying(dy, mask, p):
    """Multiply by the mask and by a factor that is never infinite."""
    return dy * mask * (0.0 if p == 1 else 1 / (1 - p))


def dropout_backward_by_filling(dy, mask, p):
    """Write the kept values into zeros."""
    dx = torch.zeros_like(dy)
    dx[mask] = dy[mask] / max(1 - p, 1e-30)
    return dx


def dropout_backward_with_masked_fill(dy, mask, p):
    """Cancel what was dropped after the division."""
    return (dy / (1 - p)).masked_fill(~mask, 0.0)
