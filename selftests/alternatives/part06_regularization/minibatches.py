"""Other right implementations of `minibatches`: its suite must accept each of them."""

import math

import torch


def minibatches_as_list(x, y, batch_size, generator):
    """Shuffle everything, then return a list of views."""
    order = torch.randperm(x.shape[0], generator=generator, device=x.device)
    return list(zip(x[order].split(batch_size), y[order].split(batch_size), strict=True))


def minibatches_by_sorting(x, y, batch_size, generator):
    """Sort random numbers; count the batches."""
    m = len(x)
    order = torch.rand(m, generator=generator, device=x.device).argsort()
    for i in range(math.ceil(m / batch_size)):
        chosen = order[i * batch_size : min((i + 1) * batch_size, m)].tolist()
        yield [torch.stack([x[j] for j in chosen]), torch.stack([y[j] for j in chosen])]


def minibatches_by_swapping(x, y, batch_size, generator):
    """Shuffle a Python list as Fisher and Yates did; return an iterator without `yield`."""
    order = list(range(len(x)))
    for i in range(len(order) - 1, 0, -1):
        j = int(torch.randint(i + 1, (1,), generator=generator, device=x.device))
        order[i], order[j] = order[j], order[i]
    starts = range(0, len(order), batch_size)
    return iter([(x[order[s : s + batch_size]], y[order[s : s + batch_size]]) for s in starts])
