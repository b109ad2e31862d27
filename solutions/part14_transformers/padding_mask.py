"""Reference solution of `padding_mask`."""

import torch


def padding_mask(lengths: torch.Tensor, max_length: int) -> torch.Tensor:
    """Return the mask that hides the padding at the end of the sentences of a batch.

    The words of sentence n stand in places 0 to lengths[n] - 1; what follows, up to max_length,
    is padding. An entry is True, which means "may be attended to", when a word stands there.

    Args:
        lengths: the number of words of each sentence, integers between 0 and max_length,
            shape (N,).
        max_length: the number of places, at least 1; it may exceed all lengths.

    Returns:
        a bool tensor of shape (N, 1, max_length), on the device of lengths. It masks keys: the
        dimension of size 1 makes it extend to all queries of its sentence.

    Source: what `key_padding_mask` does in PyTorch, with the opposite meaning of True.

    >>> padding_mask(torch.tensor([3, 1]), 4)
    tensor([[[ True,  True,  True, False]],
    <BLANKLINE>
            [[ True, False, False, False]]])
    """
    ### BEGIN SOLUTION
    places = torch.arange(max_length, device=lengths.device)
    return places < lengths[:, None, None]
    ### END SOLUTION
