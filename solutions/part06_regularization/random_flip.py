"""Reference solution of `random_flip`."""

import torch


def random_flip(images: torch.Tensor, p: float, generator: torch.Generator) -> torch.Tensor:
    """Return the images, each of them mirrored left to right with probability p.

    Each image is kept or mirrored as a whole, with all its rows and channels, and independently
    of the others.

    Args:
        images: shape (N, C, H, W), any dtype; columns are the last dimension.
        p: the probability, between 0 (no image is mirrored) and 1 (all are).
        generator: where all randomness comes from, on the device of images. The global generator
            is neither used nor moved.

    Returns:
        the images in the same order, with the shape, dtype and device of images, which itself
        stays as it was.

    Source: the slides on data augmentation.

    >>> images = torch.tensor([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    >>> random_flip(images, 1.0, torch.Generator())
    tensor([[[[3., 2., 1.],
              [6., 5., 4.]]]])
    """
    ### BEGIN SOLUTION
    chosen = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(chosen[:, None, None, None], images.flip(-1), images)
    ### END SOLUTION
