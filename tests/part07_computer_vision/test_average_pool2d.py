"""Hidden suite of `average_pool2d`."""

import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, normal

# A mean of up to 25 values of order 1 may cancel: its error is that of the values.
CANCELLATION = {torch.float32: 2e-6, torch.float64: 1e-12}


def _check(student, x, kernel, stride):
    """Compare with PyTorch's pooling."""
    expected = torch.nn.functional.avg_pool2d(x.double(), kernel, stride).to(x.dtype)
    assert_close(student.average_pool2d(x, kernel, stride), expected, atol=CANCELLATION[x.dtype])


@pytest.mark.visible
@pytest.mark.french("L'image 6 × 6 du cours, des fenêtres 2 × 2, un pas de 2.")
def test_slide_image(student):
    """The 6 × 6 image of the course, windows of 2 × 2, a stride of 2."""
    image = torch.tensor(
        [
            [3.0, 0.0, 1.0, 2.0, 7.0, 4.0],
            [1.0, 5.0, 8.0, 9.0, 3.0, 1.0],
            [2.0, 7.0, 2.0, 5.0, 1.0, 3.0],
            [0.0, 1.0, 3.0, 1.0, 7.0, 8.0],
            [4.0, 2.0, 1.0, 6.0, 2.0, 8.0],
            [2.0, 4.0, 5.0, 2.0, 3.0, 9.0],
        ]
    )
    y = student.average_pool2d(image.reshape(1, 1, 6, 6), 2, 2)
    expected = torch.tensor([[2.25, 5.0, 3.75], [2.5, 2.75, 4.75], [3.0, 3.5, 5.5]])
    assert_close(y, expected.reshape(1, 1, 3, 3))


@pytest.mark.french("Plusieurs images et plusieurs canaux, chacun pour soi, non carrés.")
def test_images_and_channels(student, rng, device):
    """Several images and channels, each on its own, not square."""
    _check(student, normal(rng, 2, 3, 6, 10, dtype=torch.float32, device=device), 2, 2)


@pytest.mark.french("Des fenêtres plus grandes que 2 × 2, et d'un seul pixel.")
def test_window_sizes(student, rng, device):
    """Windows larger than 2 × 2, and windows of a single pixel."""
    _check(student, normal(rng, 1, 2, 9, 9, dtype=torch.float32, device=device), 3, 3)
    _check(student, normal(rng, 1, 2, 5, 5, dtype=torch.float32, device=device), 5, 5)
    _check(student, normal(rng, 1, 2, 5, 5, dtype=torch.float32, device=device), 1, 1)


@pytest.mark.french("Des fenêtres qui se recouvrent, puis des fenêtres espacées.")
def test_overlaps_and_gaps(student, rng, device):
    """Windows that overlap, then windows with gaps between them."""
    x = normal(rng, 1, 2, 10, 10, dtype=torch.float32, device=device)
    _check(student, x, 2, 1)
    _check(student, x, 2, 4)


@pytest.mark.french("Les pixels qui restent au bord, quand le pas ne tombe pas juste.")
def test_left_over_pixels(student, rng, device):
    """Pixels left over at the edge when the stride does not come out even."""
    _check(student, normal(rng, 2, 3, 7, 7, dtype=torch.float32, device=device), 2, 2)


@pytest.mark.french("En double précision, le résultat reste en double précision.")
def test_double_precision(student, rng, device):
    """In double precision, the result stays in double precision."""
    _check(student, normal(rng, 1, 2, 6, 6, device=device), 2, 2)


@pytest.mark.french("Le résultat est juste, et les images ne sont pas modifiées.")
def test_images_unchanged(student, rng, device):
    """The result is right, and the images are not modified."""

    def drive(module, x):
        return module.average_pool2d(x, 2, 2), x

    x = normal(rng, 1, 2, 6, 6, dtype=torch.float32, device=device)
    y, after = student.run(drive, x)
    assert_close(y, torch.nn.functional.avg_pool2d(x, 2, 2), atol=CANCELLATION[x.dtype])
    assert_unchanged(x, after, "x")
