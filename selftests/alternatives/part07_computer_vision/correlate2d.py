"""Other right implementations of `correlate2d`: its suite must accept each of them."""

import torch


def correlate2d_pixel_by_pixel(image, kernel):
    """Add up single products."""
    kh, kw = kernel.shape
    rows = []
    for i in range(image.shape[0] - kh + 1):
        row = []
        for j in range(image.shape[1] - kw + 1):
            row.append(
                sum(image[i + u, j + v] * kernel[u, v] for u in range(kh) for v in range(kw))
            )
        rows.append(torch.stack(row))
    return torch.stack(rows)


def correlate2d_with_unfold(image, kernel):
    """Lay all windows out in four dimensions."""
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return torch.einsum("ijuv,uv->ij", windows, kernel)


def correlate2d_by_window(image, kernel):
    """Multiply window by window."""
    kh, kw = kernel.shape
    result = torch.empty(
        image.shape[0] - kh + 1, image.shape[1] - kw + 1, dtype=image.dtype, device=image.device
    )
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = torch.sum(image[i : i + kh, j : j + kw] * kernel)
    return result
