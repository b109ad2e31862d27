"""Hidden suite of `correlate2d`."""

import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, normal

# A sum of up to 30 products of order 1 may cancel: its error is that of the products.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}


def _check(student, rng, device, image_shape, kernel_shape, dtype=torch.float32):
    """Compare with PyTorch's convolution, computed in float64."""
    image = normal(rng, *image_shape, dtype=dtype, device=device)
    kernel = normal(rng, *kernel_shape, dtype=dtype, device=device)
    expected = torch.nn.functional.conv2d(
        image[None, None].cpu().double(), kernel[None, None].cpu().double()
    )
    actual = student.correlate2d(image, kernel)
    assert_close(actual, expected[0, 0].to(image), atol=CANCELLATION[dtype])


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : une image 4 × 4, un filtre 3 × 3.")
def test_slide_example(student):
    """The example of the lesson: a 4 × 4 image, a 3 × 3 filter."""
    image = torch.tensor(
        [[4.0, 5.0, 8.0, 7.0], [1.0, 8.0, 8.0, 8.0], [3.0, 6.0, 6.0, 4.0], [6.0, 5.0, 7.0, 8.0]]
    )
    kernel = torch.tensor([[1.0, 4.0, 1.0], [1.0, 4.0, 3.0], [3.0, 3.0, 1.0]])
    expected = torch.tensor([[122.0, 148.0], [126.0, 134.0]])
    assert_close(student.correlate2d(image, kernel), expected)


@pytest.mark.french("Des valeurs au hasard, positives et négatives, dans une image carrée.")
def test_random_values(student, rng, device):
    """Random values, positive and negative, in a square image."""
    _check(student, rng, device, (7, 7), (3, 3))


@pytest.mark.french("Une image plus large que haute, un filtre plus haut que large.")
def test_rectangles(student, rng, device):
    """An image wider than high, a filter higher than wide."""
    _check(student, rng, device, (7, 11), (5, 2))


@pytest.mark.french("Un filtre aussi grand que l'image, puis un filtre d'un seul poids.")
def test_extreme_filters(student, rng, device):
    """A filter as large as the image, then a filter of a single weight."""
    _check(student, rng, device, (5, 5), (5, 5))
    _check(student, rng, device, (5, 5), (1, 1))


@pytest.mark.french("En double précision, le résultat reste en double précision.")
def test_double_precision(student, rng, device):
    """In double precision, the result stays in double precision."""
    _check(student, rng, device, (7, 7), (3, 3), torch.float64)


@pytest.mark.french("Le résultat est juste, et ni l'image ni le filtre ne sont modifiés.")
def test_arguments_unchanged(student, reference, rng, device):
    """The result is right, and neither the image nor the filter is modified."""

    def drive(module, image, kernel):
        return module.correlate2d(image, kernel), image, kernel

    image = normal(rng, 5, 5, dtype=torch.float32, device=device)
    kernel = normal(rng, 3, 3, dtype=torch.float32, device=device)
    actual, image_after, kernel_after = student.run(drive, image, kernel)
    expected = reference.correlate2d(image, kernel)
    assert_close(actual, expected, atol=CANCELLATION[torch.float32])
    assert_unchanged(image, image_after, "image")
    assert_unchanged(kernel, kernel_after, "kernel")
