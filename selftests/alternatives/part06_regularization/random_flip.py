"""Other right implementations of `random_flip`: its suite must accept each of them."""

import torch


def random_flip_on_a_copy(images, p, generator):
    """Write the mirrored images into a copy."""
    result = images.clone()
    chosen = torch.rand(images.shape[0], generator=generator, device=images.device) < p
    result[chosen] = torch.flip(images[chosen], dims=[3])
    return result


def random_flip_one_by_one(images, p, generator):
    """Toss a coin for each image; index the columns backwards."""
    backwards = torch.arange(images.shape[-1] - 1, -1, -1, device=images.device)
    found = []
    for image in images:
        drawn = torch.rand((), generator=generator, device=images.device)
        found.append(image[:, :, backwards] if drawn < p else image)
    return torch.stack(found)


def random_flip_with_bernoulli(images, p, generator):
    """Draw with torch.bernoulli."""
    chances = torch.full((len(images), 1, 1, 1), float(p), device=images.device)
    chosen = torch.bernoulli(chances, generator=generator).bool()
    return torch.where(chosen, torch.flip(images, (-1,)), images)
