"""Reference solution of `split_heads`."""

import torch


def split_heads(x: torch.Tensor, n_heads: int) -> torch.Tensor:
    """Cut the features of each word into n_heads equal heads, and bring the heads forward.

    Head h takes d_model / n_heads consecutive features: head 0 the first ones, and so on.

    Args:
        x: the words, shape (N, L, d_model).
        n_heads: the number of heads, at least 1.

    Returns:
        a tensor of shape (N, n_heads, L, d_model / n_heads), with the dtype and on the device
        of x.

    Raises:
        ValueError: if n_heads does not divide d_model.

    Source: Vaswani et al. 2017, section 3.2.2, in PyTorch's layout.

    >>> split_heads(torch.tensor([[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]]), 2)
    tensor([[[[1., 2.],
              [5., 6.]],
    <BLANKLINE>
             [[3., 4.],
              [7., 8.]]]])
    """
    ### BEGIN SOLUTION
    n, length, d_model = x.shape
    if d_model % n_heads != 0:
        raise ValueError(f"{n_heads} heads cannot share {d_model} features equally")
    return x.reshape(n, length, n_heads, d_model // n_heads).transpose(1, 2)
    ### END SOLUTION
