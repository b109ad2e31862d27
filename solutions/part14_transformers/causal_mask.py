"""Reference solution of `causal_mask`."""

import torch


def causal_mask(length: int) -> torch.Tensor:
    """Return the mask that keeps a word from looking at the words after it.

    Row i belongs to the word that looks, column j to the word that it looks at: the entry is
    True, which means "may be attended to", when j does not come after i. A word sees itself.

    Args:
        length: the number of words, at least 1.

    Returns:
        a bool tensor of shape (length, length), on the CPU.

    Source: Vaswani et al. 2017, section 3.2.3; in PyTorch, the masks of
    scaled_dot_product_attention.

    >>> causal_mask(3)
    tensor([[ True, False, False],
            [ True,  True, False],
            [ True,  True,  True]])
    """
    ### BEGIN SOLUTION
    return torch.ones(length, length, dtype=torch.bool).tril()
    ### END SOLUTION
