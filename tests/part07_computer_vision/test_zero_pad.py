"""Hidden suite of `zero_pad`."""

import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, normal


def _check(student, x, padding):
    """Compare with PyTorch's own padding."""
    expected = torch.nn.functional.pad(x, (padding, padding, padding, padding))
    assert_close(student.zero_pad(x, padding), expected)


@pytest.mark.visible
@pytest.mark.french("Une image de 2 × 3 pixels, avec une bordure de 1.")
def test_by_hand(student):
    """An image of 2 × 3 pixels, with a border of 1."""
    x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    expected = torch.tensor(
        [
            [0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 1.0, 2.0, 3.0, 0.0],
            [0.0, 4.0, 5.0, 6.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0],
        ]
    )
    assert_close(student.zero_pad(x, 1), expected)


@pytest.mark.french("Une bordure plus large qu'un pixel.")
def test_wide_border(student, rng, device):
    """A border wider than one pixel."""
    for padding in (2, 3):
        _check(student, normal(rng, 5, 7, dtype=torch.float32, device=device), padding)


@pytest.mark.french(
    "Un lot d'images en couleurs, puis une seule : seules hauteur et largeur grandissent."
)
def test_batch_of_images(student, rng, device):
    """A batch of colour images, then a single one: only height and width grow."""
    _check(student, normal(rng, 2, 3, 5, 7, dtype=torch.float32, device=device), 2)
    _check(student, normal(rng, 3, 7, 5, dtype=torch.float32, device=device), 1)


@pytest.mark.french("Une bordure de largeur zéro ne change rien, une bordure de 1 agrandit.")
def test_no_border(student, rng, device):
    """A border of width zero changes nothing, a border of 1 enlarges."""
    x = normal(rng, 1, 3, 5, 7, dtype=torch.float32, device=device)
    _check(student, x, 0)
    _check(student, x, 1)


@pytest.mark.french("Le dtype de l'image est gardé : float64, entiers, octets.")
def test_dtype_kept(student, rng, device):
    """The dtype of the image is kept: float64, integers, bytes."""
    for dtype in (torch.float64, torch.int64, torch.uint8):
        x = torch.from_numpy(rng.integers(1, 255, (3, 5))).to(device, dtype)
        _check(student, x, 1)


@pytest.mark.french("Le résultat est juste, et l'image de départ n'est pas modifiée.")
def test_argument_unchanged(student, rng, device):
    """The result is right, and the image given is not modified."""

    def drive(module, x):
        return module.zero_pad(x, 1), x

    x = normal(rng, 3, 5, dtype=torch.float32, device=device)
    actual, after = student.run(drive, x)
    assert_close(actual, torch.nn.functional.pad(x, (1, 1, 1, 1)))
    assert_unchanged(x, after, "x")
