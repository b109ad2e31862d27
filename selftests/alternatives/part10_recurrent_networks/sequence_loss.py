"""Other right implementations of `sequence_loss`: its suite must accept each of them."""

import torch


def sequence_loss_by_sequence(probability, target, lengths):
    """Cut each sequence to its length."""
    total = torch.zeros((), dtype=probability.dtype, device=probability.device)
    for n, length in enumerate(lengths):
        p, y = probability[n, :length], target[n, :length]
        yes, no = p.log().clamp(min=-100), torch.log1p(-p).clamp(min=-100)
        total = total - torch.sum(y * yes + (1 - y) * no)
    return total / len(probability)


def sequence_loss_with_where(probability, target, lengths):
    """Replace what padding costs by 0."""
    steps = torch.arange(probability.shape[1]).to(lengths)
    right = torch.where(target == 1, probability, 1 - probability)
    losses = -torch.maximum(torch.log(right), torch.full_like(right, -100.0))
    return torch.where(steps[None] < lengths[:, None], losses, 0.0).sum(dim=1).mean()


def sequence_loss_step_by_step(probability, target, lengths):
    """Ask at each step which sequences are still going on."""
    losses = torch.zeros_like(probability[:, 0])
    for t in range(probability.shape[1]):
        going = lengths > t
        p, y = probability[going, t], target[going, t]
        yes, no = torch.log(p).clamp(min=-100), torch.log(1 - p).clamp(min=-100)
        losses[going] -= y * yes + (1 - y) * no
    return losses.mean()
