"""Hidden suite of `convolution_matrix`.

PyTorch's convolution of the images that hold a single 1 gives the columns of the matrix.
"""

import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, normal


def _expected(kernel, height, width):
    """Return the matrix, column by column: the response to a 1 in each pixel."""
    pixels = torch.eye(height * width, dtype=torch.float64).reshape(-1, 1, height, width)
    responses = torch.nn.functional.conv2d(pixels, kernel[None, None].cpu().double())
    return responses.flatten(start_dim=1).T.contiguous().to(kernel)


def _check(student, rng, device, kernel_shape, height, width, dtype=torch.float32):
    kernel = normal(rng, *kernel_shape, dtype=dtype, device=device)
    expected = _expected(kernel, height, width)
    assert_close(student.convolution_matrix(kernel, height, width), expected)


@pytest.mark.visible
@pytest.mark.french("La matrice du cours, 4 × 16, et son produit par l'image 4 × 4.")
def test_slide_matrix(student):
    """The matrix of the course, 4 × 16, and its product with the 4 × 4 image."""
    kernel = torch.tensor([[1.0, 4.0, 1.0], [1.0, 4.0, 3.0], [3.0, 3.0, 1.0]])
    matrix = student.convolution_matrix(kernel, 4, 4)
    rows = [
        [1, 4, 1, 0, 1, 4, 3, 0, 3, 3, 1, 0, 0, 0, 0, 0],
        [0, 1, 4, 1, 0, 1, 4, 3, 0, 3, 3, 1, 0, 0, 0, 0],
        [0, 0, 0, 0, 1, 4, 1, 0, 1, 4, 3, 0, 3, 3, 1, 0],
        [0, 0, 0, 0, 0, 1, 4, 1, 0, 1, 4, 3, 0, 3, 3, 1],
    ]
    assert_close(matrix, torch.tensor(rows, dtype=torch.float32))
    image = [4.0, 5.0, 8.0, 7.0, 1.0, 8.0, 8.0, 8.0, 3.0, 6.0, 6.0, 4.0, 6.0, 5.0, 7.0, 8.0]
    response = torch.tensor([122.0, 148.0, 126.0, 134.0])
    assert_close(matrix @ torch.tensor(image), response, what="matrix @ image")


@pytest.mark.french("Une image plus large que haute, un filtre plus haut que large.")
def test_wide_image(student, rng, device):
    """An image wider than high, a filter higher than wide."""
    _check(student, rng, device, (3, 2), 5, 7)


@pytest.mark.french("Une image plus haute que large, un filtre carré.")
def test_tall_image(student, rng, device):
    """An image higher than wide, a square filter."""
    _check(student, rng, device, (2, 2), 7, 3)


@pytest.mark.french("Un filtre aussi large que l'image, un filtre aussi grand, un seul poids.")
def test_extreme_filters(student, rng, device):
    """A filter as wide as the image, one as large, and one of a single weight."""
    _check(student, rng, device, (2, 5), 3, 5)
    _check(student, rng, device, (3, 5), 3, 5)
    _check(student, rng, device, (1, 1), 2, 3)


@pytest.mark.french("En double précision, la matrice reste en double précision.")
def test_double_precision(student, rng, device):
    """In double precision, the matrix stays in double precision."""
    _check(student, rng, device, (3, 3), 5, 5, torch.float64)


@pytest.mark.french("La matrice est juste, et le filtre n'est pas modifié.")
def test_kernel_unchanged(student, rng, device):
    """The matrix is right, and the filter is not modified."""

    def drive(module, kernel):
        return module.convolution_matrix(kernel, 5, 5), kernel

    kernel = normal(rng, 3, 3, dtype=torch.float32, device=device)
    matrix, after = student.run(drive, kernel)
    assert_close(matrix, _expected(kernel, 5, 5))
    assert_unchanged(kernel, after, "kernel")
