"""Other right implementations of `add_and_norm`: its suite must accept each of them."""

import torch


def add_and_norm_step_by_step(x, sublayer_output, gamma, beta, eps):
    """Follow the formula."""
    total = torch.add(x, sublayer_output)
    centred = total - total.mean(dim=-1, keepdim=True)
    deviation = ((centred * centred).mean(dim=-1, keepdim=True) + eps).sqrt()
    return gamma * (centred / deviation) + beta


def add_and_norm_with_transposes(x, sublayer_output, gamma, beta, eps):
    """Bring the last dimension to the front; return a transposed view."""
    total = torch.movedim(x + sublayer_output, -1, 0)
    centred = total - total.mean(dim=0)
    scale = torch.rsqrt(centred.square().mean(dim=0) + eps)
    return torch.movedim(centred * scale, 0, -1) * gamma + beta


def add_and_norm_on_a_stack(x, sublayer_output, gamma, beta, eps):
    """Sum a stack of the two paths, normalise its vectors one by one."""
    total = torch.stack([x, sublayer_output]).sum(dim=0)
    vectors = []
    for vector in total.reshape(-1, total.shape[-1]):
        centred = vector - vector.mean()
        vectors.append(centred / torch.sqrt((centred @ centred) / len(vector) + eps))
    return torch.stack(vectors).reshape(x.shape) * gamma + beta
