"""Reference solution of `align`."""

import torch


def align(
    query: torch.Tensor, keys: torch.Tensor, values: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what a decoder reads from the words of a sentence, and how much from each word.

    The score of a word is the dot product of the query and its key, used as it is; the softmax
    of the scores over the words gives the weights; the context is the sum of the values, each
    multiplied by its weight.

    Args:
        query: the state of the decoder, one per sentence, shape (N, d_k).
        keys: one vector per word of each sentence, shape (N, S, d_k).
        values: what each word has to say, shape (N, S, d_v).

    Returns:
        (context, weights) in this order: shapes (N, d_v) and (N, S), with the dtype and on the
        device of query. The weights of a sentence sum to 1; finite scores, even in the
        thousands, give neither nan nor inf.

    Source: slide on sequence to sequence with attention; Luong et al. 2015, score "dot".

    >>> query = torch.tensor([[math.log(2), math.log(5)]])
    >>> keys = torch.tensor([[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]])
    >>> align(query, keys, torch.tensor([[[8.0, 0.0], [0.0, 8.0], [8.0, 8.0]]]))
    (tensor([[6.0000, 7.0000]]), tensor([[0.1250, 0.2500, 0.6250]]))
    """
    ### BEGIN SOLUTION
    scores = torch.einsum("nd,nsd->ns", query, keys)
    weights = torch.softmax(scores, dim=-1)
    return torch.einsum("ns,nsd->nd", weights, values), weights
    ### END SOLUTION
