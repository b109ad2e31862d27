"""Other right implementations of `convolution_matrix`: its suite must accept each of them."""

import torch


def convolution_matrix_weight_by_weight(kernel, height, width):
    """Write each weight at its row and column."""
    kh, kw = kernel.shape
    rows, columns = height - kh + 1, width - kw + 1
    matrix = torch.zeros(rows * columns, height * width, dtype=kernel.dtype, device=kernel.device)
    for i in range(rows):
        for j in range(columns):
            for u in range(kh):
                for v in range(kw):
                    matrix[i * columns + j, (i + u) * width + j + v] = kernel[u, v]
    return matrix


def convolution_matrix_by_shifting(kernel, height, width):
    """Write the first row with its gaps, then shift it."""
    kh, kw = kernel.shape
    columns = width - kw + 1
    first = torch.cat([kernel, kernel.new_zeros(kh, width - kw)], dim=1).flatten()
    first = torch.cat([first, kernel.new_zeros((height - kh) * width)])
    starts = [i * width + j for i in range(height - kh + 1) for j in range(columns)]
    return torch.stack([first.roll(start) for start in starts])


def convolution_matrix_from_basis(kernel, height, width):
    """Correlate each image of a single 1; return a transposed view."""
    pixels = torch.eye(height * width, dtype=kernel.dtype, device=kernel.device)
    windows = pixels.reshape(-1, height, width).unfold(1, len(kernel), 1)
    windows = windows.unfold(2, kernel.shape[1], 1)
    return torch.einsum("nijuv,uv->nij", windows, kernel).flatten(start_dim=1).T
