"""Other right implementations of `split`: its suite must accept each of them."""

import torch


def split_by_sorting(n, train, dev, generator):
    """Sort random numbers; round halves up; return a list."""
    if min(train, dev, 1 - train - dev) < -1e-12:
        raise ValueError("impossible shares")
    keys = torch.rand(n, generator=generator, device=generator.device, dtype=torch.float64)
    order = keys.argsort()
    sizes = [int(train * n + 0.5), int(dev * n + 0.5)]
    return list(torch.split(order, [*sizes, n - sum(sizes)]))


def split_in_sorted_sets(n, train, dev, generator):
    """Draw the test set first; each set comes in ascending order."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    order = torch.randperm(n, generator=generator, device=generator.device)
    sizes = round(train * n), round(dev * n)
    test, rest = order[: n - sum(sizes)], order[n - sum(sizes) :]
    parts = rest[: sizes[0]], rest[sizes[0] :], test
    return tuple(part.sort().values for part in parts)


def split_by_swapping(n, train, dev, generator):
    """Shuffle a list by hand (Fisher and Yates), one draw for each place."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    device = generator.device
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = int(torch.randint(i + 1, (1,), generator=generator, device=device))
        order[i], order[j] = order[j], order[i]
    first = round(train * n)
    second = first + round(dev * n)
    parts = order[:first], order[first:second], order[second:]
    return tuple(torch.tensor(part, dtype=torch.int64, device=device) for part in parts)
