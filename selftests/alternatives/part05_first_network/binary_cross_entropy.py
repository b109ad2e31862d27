"""Other right implementations of `binary_cross_entropy`: its suite must accept each of them."""

import math

import torch


def binary_cross_entropy_with_log1p(probability, target):
    """Compute log(1 - p) as PyTorch does."""
    log_yes = torch.log(probability).clamp(min=-100)
    log_no = torch.log1p(-probability).clamp(min=-100)
    return torch.mean((target - 1) * log_no - target * log_yes)


def binary_cross_entropy_with_maximum(probability, target):
    """Bound the logarithms with `maximum`, divide the sum by the number of entries."""
    floor = torch.full_like(probability, -100)
    log_yes = torch.maximum(torch.log(probability), floor)
    log_no = torch.maximum(torch.log(1 - probability), floor)
    return -(target * log_yes + (1 - target) * log_no).sum() / target.numel()


def binary_cross_entropy_with_loop(probability, target):
    """Compute one entry at a time, from Python numbers."""

    def bounded_log(p):
        return max(math.log(p), -100.0) if p > 0 else -100.0

    pairs = list(zip(probability.flatten().tolist(), target.flatten().tolist(), strict=True))
    total = sum(t * bounded_log(p) + (1 - t) * bounded_log(1 - p) for p, t in pairs)
    return torch.tensor(-total / len(pairs), dtype=probability.dtype, device=probability.device)
