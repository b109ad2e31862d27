"""Hidden suite of `random_flip`: properties of the result, never particular draws."""

import math
from itertools import pairwise

import pytest
import torch

from autograder.engine.comparing import (
    Mismatch,
    assert_close,
    assert_unchanged,
    normal,
    uniform,
)
from autograder.model import Text

# A frequency of n draws is this many standard deviations away once in a thousand million times.
SIGMAS = 6
NEITHER = Text(
    "une image n'est ni celle de départ, ni son image dans un miroir.",
    "an image is neither the one given nor its mirror image.",
)


def flip(module, images, p, seed):
    """Return the images after one call, with a generator made from a seed."""
    generator = torch.Generator(images.device).manual_seed(seed)
    return module.random_flip(images, p, generator)


def _mirrored(images, result):
    """Return which images have been mirrored, after checking that the others were kept."""
    assert_close(result, torch.empty_like(images).copy_(result))  # type, dtype, device, shape
    flipped = (result == images.flip(-1)).flatten(1).all(dim=1)
    kept = (result == images).flatten(1).all(dim=1)
    if not (flipped | kept).all():
        raise Mismatch(NEITHER)
    return flipped.tolist()


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours, avec p = 1 puis p = 0.")
def test_by_hand(student):
    """The example of the lesson, with p = 1 and then p = 0."""

    def drive(module, images, p):
        return module.random_flip(images, p, torch.Generator().manual_seed(0))

    images = torch.tensor([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    expected = torch.tensor([[[[3.0, 2.0, 1.0], [6.0, 5.0, 4.0]]]])
    assert_close(student.run(drive, images, 1.0), expected)
    assert_close(student.run(drive, images, 0.0), images)


@pytest.mark.french("Chaque image est gardée ou retournée en entier, indépendamment des autres.")
def test_whole_images(student, rng, device):
    """Each image is kept or mirrored as a whole, independently of the others."""
    images = normal(rng, 101, 3, 5, 7, dtype=torch.float32, device=device)
    flipped = _mirrored(images, student.run(flip, images, 0.5, 1))
    # A hundred tosses of a coin change side about fifty times.
    changes = sum(a != b for a, b in pairwise(flipped))
    assert 20 < changes < 80


@pytest.mark.french("La proportion d'images retournées est proche de p.")
def test_frequency(student, rng, device):
    """The share of mirrored images is close to p."""

    def one_by_one(module, images, p, seed):
        generator = torch.Generator(images.device).manual_seed(seed)
        return torch.cat([module.random_flip(image[None], p, generator) for image in images])

    n = 5000
    images = normal(rng, n, 1, 1, 2, dtype=torch.float32, device=device)
    for p in (0.3, 0.8):
        flipped = _mirrored(images, student.run(flip, images, p, 2))
        bound = SIGMAS * math.sqrt(p * (1 - p) / n)
        assert_close(sum(flipped) / n, p, rtol=0, atol=bound, what="p")
    # How many images are mirrored is random too: even an image that comes alone may be, or not.
    few, p = images[:499], 0.6
    flipped = _mirrored(few, student.run(one_by_one, few, p, 8))
    bound = SIGMAS * math.sqrt(p * (1 - p) / len(few))
    assert_close(sum(flipped) / len(few), p, rtol=0, atol=bound, what="p")


@pytest.mark.french("p = 0 : aucune image ; p = 1 : toutes.")
def test_limits(student, rng, device):
    """p = 0: no image; p = 1: all of them."""
    images = normal(rng, 31, 2, 3, 5, device=device)
    assert_close(student.run(flip, images, 1.0, 3), images.flip(-1))
    assert_close(student.run(flip, images, 0.0, 3), images)
    # The ends of the interval are also right as whole numbers.
    assert_close(student.run(flip, images, 1, 3), images.flip(-1))


@pytest.mark.french("Une seule image, des octets, un seul canal : forme et dtype restent.")
def test_shapes_and_types(student, rng, device):
    """A single image, bytes, a single channel: shape and dtype stay."""
    for shape in [(1, 3, 2, 5), (7, 1, 5, 3)]:
        for dtype in (torch.uint8, torch.float32, torch.float64):
            images = uniform(rng, *shape, high=255, dtype=dtype, device=device)
            assert_close(student.run(flip, images, 1.0, 4), images.flip(-1))


@pytest.mark.french("Seul le générateur donné décide : même graine, mêmes images retournées.")
def test_given_generator(student, rng, device):
    """The given generator alone decides: same seed, same images mirrored."""

    def drive(module, images, seeds):
        found, untouched = [], True
        for number, seed in enumerate([*seeds, None]):
            torch.manual_seed(number)
            before = torch.get_rng_state()
            if seed is not None:  # else go on with the last one
                generator = torch.Generator(images.device).manual_seed(seed)
            found.append(module.random_flip(images.clone(), 0.4, generator))
            untouched = untouched and torch.equal(before, torch.get_rng_state())
        return found, untouched

    images = normal(rng, 97, 2, 3, 5, device=device)
    found, untouched = student.run(drive, images, [5, 5, 6])
    first, again, other, later = [_mirrored(images, result) for result in found]
    assert any(first)
    assert first == again
    assert first != other
    assert other != later
    assert untouched


@pytest.mark.french("Les images sont retournées, et l'argument n'est pas modifié.")
def test_argument_unchanged(student, rng, device):
    """The images are mirrored, and the argument is not modified."""

    def drive(module, images):
        generator = torch.Generator(images.device).manual_seed(7)
        return module.random_flip(images, 0.7, generator), images

    images = normal(rng, 29, 3, 2, 5, device=device)
    result, after = student.run(drive, images)
    assert_unchanged(images, after, "images")
    assert any(_mirrored(images, result))
