"""Reference solution of `dropout`."""

import torch


def dropout(
    x: torch.Tensor, p: float, training: bool, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return x after inverted dropout, and which of its values were kept.

    In training, each value of x is dropped with probability p, independently of all others: it
    becomes 0. A value that is kept is divided by 1 - p, so that nothing has to be done in
    evaluation, where x passes as it is and every value counts as kept.

    Args:
        x: activations of any shape.
        p: the probability to drop a value, from 0 to 1, both included. With p = 1 everything
            becomes 0.
        training: True in training, False in evaluation.
        generator: where all the randomness comes from, on the device of x; PyTorch's global one is
            not touched. A second call with the same generator goes on drawing.

    Returns:
        (y, mask): y has the shape, dtype and device of x; mask is a bool tensor of the same shape
        and device, True where the value was kept.

    Source: slides on dropout; the scaling is that of torch.nn.Dropout.

    >>> y, mask = dropout(torch.tensor([3.0, 6.0]), 0.25, True, torch.Generator().manual_seed(0))
    >>> bool(torch.allclose(y[mask], torch.tensor([3.0, 6.0])[mask] / 0.75))
    True
    """
    ### BEGIN SOLUTION
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    # Numbers drawn from [0, 1): none is below 0, all are below 1.
    mask = torch.rand(x.shape, generator=generator, device=x.device) >= p
    # With p = 1 the division gives infinities, none of which is chosen.
    return torch.where(mask, x / (1 - p), 0.0), mask
    ### END SOLUTION
