"""Other right implementations of `scaled_dot_product_attention`: its suite accepts each."""

import math

import torch


def scaled_dot_product_attention_with_infinity(q, k, v, mask=None):
    """Mask with -inf and repair the rows without keys afterwards."""
    scores = torch.einsum("...ld,...sd->...ls", q, k) * k.shape[-1] ** -0.5
    if mask is not None:
        scores = torch.where(mask, scores, float("-inf"))
    weights = scores.softmax(dim=-1).nan_to_num(0.0)
    return torch.einsum("...ls,...sd->...ld", weights, v), weights


def scaled_dot_product_attention_with_its_own_softmax(q, k, v, mask=None):
    """Scale the queries first, write the softmax out, return a list."""
    scores = torch.matmul(q / math.sqrt(q.size(-1)), k.mT)
    mask = torch.ones_like(scores).bool() if mask is None else mask.expand_as(scores)
    largest = scores.masked_fill(~mask, -1e30).amax(dim=-1, keepdim=True)
    powers = torch.exp((scores - largest).masked_fill(~mask, -1e30)) * mask
    total = powers.sum(dim=-1, keepdim=True)
    weights = powers / torch.where(total == 0, 1.0, total)
    return [weights @ v, weights]


def scaled_dot_product_attention_by_query(q, k, v, mask=None):
    """Treat the queries one by one, with a large negative number for masked keys."""
    outputs, rows = [], []
    shape = (*q.shape[:-1], k.shape[-2])
    allowed = torch.ones(shape, dtype=torch.bool, device=q.device) if mask is None else mask
    allowed = allowed.expand(shape)
    for query in range(q.shape[-2]):
        scores = (q[..., query, None, :] * k).sum(dim=-1) / math.sqrt(k.shape[-1])
        scores = scores.masked_fill(~allowed[..., query, :], -1e9)
        weights = torch.softmax(scores, dim=-1) * allowed[..., query, :]
        rows.append(weights)
        outputs.append((weights[..., None] * v).sum(dim=-2))
    return torch.stack(outputs, dim=-2), torch.stack(rows, dim=-2)
