"""Other right implementations of `batch_norm_forward`: its suite must accept each of them."""

import torch


def batch_norm_forward_with_var(x, gamma, beta, eps):
    """Use the functions of the library; return lists."""
    std = (x.var(dim=0, unbiased=False) + eps).sqrt()
    x_hat = (x - x.mean(dim=0)) / std
    return [torch.addcmul(beta, gamma, x_hat), [x_hat, gamma.clone(), std]]


def batch_norm_forward_with_inverse(x, gamma, beta, eps):
    """Multiply by the inverse of std, row by row, with the dimensions kept."""
    deviations = x - x.mean(0, keepdim=True)
    var = deviations.pow(2).sum(0) / x.shape[0]
    inverse = torch.rsqrt(var + eps)
    rows = [row * inverse for row in deviations]
    y = torch.stack([row * gamma + beta for row in rows])
    return y, (torch.stack(rows), gamma, 1 / inverse)


def batch_norm_forward_by_column(x, gamma, beta, eps):
    """Normalise one column after another; x_hat is a transposed view."""
    y, hats, stds = torch.empty_like(x), [], []
    for j, column in enumerate(x.T):
        std = ((column - column.mean()).square().mean() + eps) ** 0.5
        hats.append((column - column.mean()) / std)
        stds.append(std)
        y[:, j] = gamma[j] * hats[-1] + beta[j]
    return y, (torch.stack(hats).T, gamma, torch.stack(stds))
