"""Reference solution of `scaled_dot_product_attention`."""

import math

import torch


def scaled_dot_product_attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor | None = None
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what each query reads from the values, and the weights with which it reads.

    The scores are the dot products of queries and keys, divided by the square root of d_k. The
    softmax of the scores over the keys that the mask allows gives the weights; the output is the
    sum of the values, each multiplied by its weight. A query that is allowed no key at all (a
    fully masked row) gets zeros, as weights and as output.

    Args:
        q: the queries, shape (..., L, d_k).
        k: the keys, shape (..., S, d_k).
        v: the values, shape (..., S, d_v). The leading dimensions of q, k and v are the same;
            there may be any number of them, or none.
        mask: None, or a bool tensor that can be broadcast to the shape (..., L, S) of the
            scores; True = may be attended to.

    Returns:
        (output, weights) in this order: shapes (..., L, d_v) and (..., L, S), with the dtype and
        on the device of q. Finite scores, even in the thousands, give neither nan nor inf.
        Gradients flow through q, k and v; a fully masked row puts no nan into them either.

    Source: Vaswani et al. 2017, section 3.2.1.

    >>> k = torch.tensor([[0.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]])
    >>> q = torch.tensor([[2 * math.log(2), 2 * math.log(5), 0.0, 0.0]])
    >>> scaled_dot_product_attention(q, k, torch.tensor([[8.0], [0.0], [8.0]]))
    (tensor([[6.0000]]), tensor([[0.1250, 0.2500, 0.6250]]))
    """
    ### BEGIN SOLUTION
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        # A finite number rather than -inf: the softmax of a fully masked row stays free of nan.
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    return weights @ v, weights
    ### END SOLUTION
