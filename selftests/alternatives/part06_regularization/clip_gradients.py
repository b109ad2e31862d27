"""Other right implementations of `clip_gradients`: its suite must accept each of them."""

import math

import torch


def clip_gradients_like_pytorch(gradients, max_norm):
    """Take the norm of the norms; divide by norm + 1e-6; never enlarge."""
    norm = torch.stack([torch.linalg.vector_norm(g) for g in gradients]).norm()
    factor = torch.clamp(max_norm / (norm + 1e-6), max=1.0)
    return [g * factor for g in gradients]


def clip_gradients_with_python_numbers(gradients, max_norm):
    """Compute the norm as a Python number; return the tensors themselves when nothing changes."""
    norm = math.sqrt(sum(float((g * g).sum()) for g in gradients))
    if norm <= max_norm:
        return gradients
    return [g * max_norm / norm for g in gradients]


def clip_gradients_as_one_vector(gradients, max_norm):
    """Shorten one long vector, then cut it again; return a tuple."""
    vector = torch.cat([g.reshape(-1) for g in gradients])
    vector = vector / max(1.0, float(vector.norm()) / max_norm)
    parts = vector.split([g.numel() for g in gradients])
    return tuple(part.reshape(g.shape) for part, g in zip(parts, gradients, strict=True))
