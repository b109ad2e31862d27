"""Other right implementations of `layer_norm`: its suite must accept each of them."""

import math

import torch


def layer_norm_by_vector(x, gamma, beta, eps):
    """Flatten, normalise the vectors one by one, fold again."""
    rows = []
    for row in x.reshape(-1, x.shape[-1]):
        centred = row - row.sum() / len(row)
        variance = torch.dot(centred, centred) / len(row)
        rows.append(centred / (variance + eps).sqrt())
    return torch.stack(rows).reshape(x.shape) * gamma + beta


def layer_norm_by_norms(x, gamma, beta, eps):
    """Divide by the length of the centred vector, eps included."""
    d = x.shape[-1]
    centred = x - torch.einsum("...d->...", x)[..., None] / d
    length = torch.linalg.vector_norm(centred, dim=-1, keepdim=True)
    return math.sqrt(d) * gamma * centred / torch.sqrt(length**2 + d * eps) + beta


def layer_norm_with_var(x, gamma, beta, eps):
    """Use torch's variance and an in-place copy; start from beta."""
    result = x.clone()
    result -= x.mean(-1, keepdim=True)
    result /= (x.var(-1, unbiased=False, keepdim=True) + eps) ** 0.5
    return torch.addcmul(beta, result, gamma)
