"""Reference solution of `merge_heads`."""

import torch


def merge_heads(x: torch.Tensor) -> torch.Tensor:
    """Put the heads of each word side by side again: the inverse of cutting into heads.

    The features of a word are those of its head 0, then those of its head 1, and so on.

    Args:
        x: what each head found for each word, shape (N, n_heads, L, d_head).

    Returns:
        a tensor of shape (N, L, n_heads * d_head), with the dtype and on the device of x.

    Source: "Concat" in Vaswani et al. 2017, section 3.2.2.

    >>> merge_heads(torch.tensor([[[[1.0, 2.0], [5.0, 6.0]], [[3.0, 4.0], [7.0, 8.0]]]]))
    tensor([[[1., 2., 3., 4.],
             [5., 6., 7., 8.]]])
    """
    ### BEGIN SOLUTION
    return x.transpose(1, 2).flatten(start_dim=2)
    ### END SOLUTION
