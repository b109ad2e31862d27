"""Hidden suite of `im2col`."""

import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, normal


def _check(student, x, kernel, stride, padding):
    """Compare with PyTorch's unfold."""
    expected = torch.nn.functional.unfold(x, kernel, stride=stride, padding=padding)
    assert_close(student.im2col(x, kernel, stride, padding), expected)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : deux canaux de 2 × 3 pixels, des fenêtres 2 × 2.")
def test_by_hand(student):
    """The example of the lesson: two channels of 2 × 3 pixels, windows of 2 × 2."""
    x = torch.tensor([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]])
    columns = student.im2col(x.reshape(1, 2, 2, 3), (2, 2), 1, 0)
    first = torch.tensor([1.0, 2.0, 4.0, 5.0, 7.0, 8.0, 10.0, 11.0])
    assert_close(columns, torch.stack([first, first + 1], dim=1).reshape(1, 8, 2))


@pytest.mark.french("Plusieurs images en couleurs, une fenêtre rectangulaire, un pas de 1.")
def test_windows(student, rng, device):
    """Several colour images, a rectangular window, a stride of 1."""
    _check(student, normal(rng, 2, 3, 7, 5, dtype=torch.float32, device=device), (3, 2), 1, 0)
    _check(student, normal(rng, 2, 3, 5, 7, dtype=torch.float32, device=device), (2, 5), 1, 0)


@pytest.mark.french(
    "L'ordre des fenêtres : une image à un canal, des fenêtres d'un pixel, puis carrées."
)
def test_order_of_windows(student, rng, device):
    """The order of the windows: a grey image, windows of one pixel, then square ones."""
    x = normal(rng, 1, 1, 5, 5, dtype=torch.float32, device=device)
    _check(student, x, (1, 1), 1, 0)
    _check(student, x, (3, 3), 1, 0)


@pytest.mark.french("Le pas, aussi quand il ne tombe pas juste au bord.")
def test_stride(student, rng, device):
    """The stride, also when it does not come out even at the edge."""
    _check(student, normal(rng, 1, 2, 8, 8, dtype=torch.float32, device=device), (3, 3), 2, 0)
    _check(student, normal(rng, 1, 2, 7, 7, dtype=torch.float32, device=device), (2, 2), 3, 0)


@pytest.mark.french("La bordure de zéros, seule puis avec un pas.")
def test_padding(student, rng, device):
    """The border of zeros, alone and then with a stride."""
    _check(student, normal(rng, 1, 2, 5, 5, dtype=torch.float32, device=device), (3, 3), 1, 1)
    _check(student, normal(rng, 1, 2, 5, 5, dtype=torch.float32, device=device), (2, 2), 2, 2)


@pytest.mark.french("En double précision, le résultat reste en double précision.")
def test_double_precision(student, rng, device):
    """In double precision, the result stays in double precision."""
    _check(student, normal(rng, 1, 2, 5, 5, device=device), (3, 3), 1, 1)


@pytest.mark.french("Le résultat est juste, et les images ne sont pas modifiées.")
def test_images_unchanged(student, rng, device):
    """The result is right, and the images are not modified."""

    def drive(module, x):
        return module.im2col(x, (3, 3), 1, 1), x

    x = normal(rng, 1, 2, 5, 5, dtype=torch.float32, device=device)
    columns, after = student.run(drive, x)
    assert_close(columns, torch.nn.functional.unfold(x, (3, 3), padding=1))
    assert_unchanged(x, after, "x")
