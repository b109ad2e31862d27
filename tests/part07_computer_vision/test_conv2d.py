"""Hidden suite of `conv2d`.

Where a test is not about the bias, the bias is zero: its mistakes then show only where they are.
"""

import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, normal

# A sum of up to 50 products of order 1 may cancel: its error is that of the products.
CANCELLATION = {torch.float32: 2e-5, torch.float64: 1e-12}


def _check(student, rng, device, x_shape, weight_shape, *steps, bias=0.0, dtype=torch.float32):
    """Compare with PyTorch's convolution in float64; ``steps`` are the stride and the padding."""
    x = normal(rng, *x_shape, dtype=dtype, device=device)
    weight = normal(rng, *weight_shape, dtype=dtype, device=device)
    b = normal(rng, weight_shape[0], dtype=dtype, device=device, scale=bias)
    exact = (tensor.cpu().double() for tensor in (x, weight, b))
    expected = torch.nn.functional.conv2d(*exact, *steps).to(x)
    assert_close(student.conv2d(x, weight, b, *steps), expected, atol=CANCELLATION[dtype])


@pytest.mark.visible
@pytest.mark.french("L'image du cours, le filtre vertical, bordure de 1, pas de 2, biais de 1.")
def test_slide_image(student):
    """The image of the course, the vertical filter, a border of 1, a step of 2, a bias of 1."""
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
    weight = torch.tensor([[[[1.0, 0.0, -1.0]] * 3]])
    y = student.conv2d(image.reshape(1, 1, 6, 6), weight, torch.tensor([1.0]), 2, 1)
    expected = torch.tensor([[-4.0, -5.0, 7.0], [-12.0, -1.0, 4.0], [-6.0, -1.0, -15.0]])
    assert_close(y, expected.reshape(1, 1, 3, 3))


@pytest.mark.french("Plusieurs images, plusieurs canaux, plusieurs filtres, tous rectangulaires.")
def test_channels_and_filters(student, rng, device):
    """Several images, several channels, several filters, all of them rectangles."""
    _check(student, rng, device, (2, 3, 7, 11), (5, 3, 3, 2))


@pytest.mark.french("Un biais par filtre, ajouté une fois à chaque valeur de sortie.")
def test_bias(student, rng, device):
    """One bias per filter, added once to each value of the output."""
    _check(student, rng, device, (2, 3, 7, 5), (5, 3, 2, 3), bias=5.0)


@pytest.mark.french("Le pas, aussi quand il ne tombe pas juste au bord.")
def test_stride(student, rng, device):
    """The stride, also when it does not come out even at the edge."""
    _check(student, rng, device, (2, 3, 8, 11), (5, 3, 3, 2), 2)
    _check(student, rng, device, (2, 3, 13, 7), (5, 3, 2, 3), 3)


@pytest.mark.french("La bordure de zéros, seule puis avec un pas.")
def test_padding(student, rng, device):
    """The border of zeros, alone and then with a stride."""
    _check(student, rng, device, (2, 3, 5, 7), (5, 3, 3, 2), 1, 2)
    _check(student, rng, device, (2, 3, 5, 7), (5, 3, 2, 3), 2, 1)


@pytest.mark.french("En double précision, le résultat reste en double précision.")
def test_double_precision(student, rng, device):
    """In double precision, the result stays in double precision."""
    _check(student, rng, device, (2, 3, 5, 7), (2, 3, 3, 3), 1, 1, dtype=torch.float64)


@pytest.mark.french("Le résultat est juste, et les arguments, biais compris, ne sont pas modifiés.")
def test_arguments_unchanged(student, reference, rng, device):
    """The result is right, and the arguments, bias included, are not modified."""

    def drive(module, x, weight, bias):
        return module.conv2d(x, weight, bias, 1, 1), (x, weight, bias)

    shapes = ((1, 2, 5, 7), (3, 2, 3, 3), (3,))
    arguments = [normal(rng, *shape, dtype=torch.float32, device=device) for shape in shapes]
    actual, after = student.run(drive, *arguments)
    expected = reference.conv2d(*arguments, 1, 1)
    assert_close(actual, expected, atol=CANCELLATION[torch.float32])
    for name, old, new in zip(("x", "weight", "bias"), arguments, after, strict=True):
        assert_unchanged(old, new, name)
