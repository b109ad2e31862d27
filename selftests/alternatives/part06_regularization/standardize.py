"""Other right implementations of `standardize`: its suite must accept each of them."""

import torch


def standardize_with_std(train, *others):
    """Use PyTorch's deviation and replace zeros; return a list."""
    mean, deviation = train.mean(dim=0), train.std(dim=0, correction=0)
    deviation = torch.where(deviation == 0, torch.ones_like(deviation), deviation)
    return [(data - mean) / deviation for data in (train, *others)]


def standardize_by_column(train, *others):
    """Go column by column."""
    results = [torch.empty_like(data) for data in (train, *others)]
    for j in range(train.shape[1]):
        column = train[:, j]
        mean = column.sum() / len(column)
        deviation = ((column - mean) ** 2).mean() ** 0.5
        if column.min() == column.max():
            deviation = 1.0
        for data, result in zip((train, *others), results, strict=True):
            result[:, j] = (data[:, j] - mean) / deviation
    return tuple(results)


def standardize_by_variance(train, *others):
    """Square first, take the root last; a tiny deviation counts as zero."""
    variance, mean = torch.var_mean(train, dim=0, unbiased=False)
    deviation = torch.sqrt(variance)
    deviation[deviation < 1e-12] = 1
    return tuple(data.sub(mean).div(deviation) for data in (train, *others))
