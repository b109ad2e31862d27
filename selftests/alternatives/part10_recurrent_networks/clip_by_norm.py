"""Other right implementations of `clip_by_norm`: its suite must accept each of them."""

import math

import torch


def clip_by_norm_like_pytorch(gradients, max_norm):
    """Norm of the norms, and a small constant; return a tuple."""
    norm = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(g) for g in gradients]))
    factor = torch.clamp(max_norm / (norm + 1e-6), max=1.0)
    return tuple(g * factor for g in gradients)


def clip_by_norm_in_python(gradients, max_norm):
    """Add up Python numbers; copy what is short enough."""
    norm = math.sqrt(sum(value**2 for g in gradients for value in g.flatten().tolist()))
    if norm <= max_norm:
        return [g.clone() for g in gradients]
    return [g / norm * max_norm for g in gradients]


def clip_by_norm_of_one_vector(gradients, max_norm):
    """Lay all gradients end to end, cut them apart again."""
    vector = torch.cat([g.flatten() for g in gradients])
    norm = vector.norm()
    if norm > max_norm:
        vector = vector * (max_norm / norm)
    pieces = vector.split([g.numel() for g in gradients])
    return [piece.reshape(g.shape) for piece, g in zip(pieces, gradients, strict=True)]
