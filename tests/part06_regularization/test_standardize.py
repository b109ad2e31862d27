"""Hidden suite of `standardize`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# What is left after the mean is subtracted has the rounding of what it was subtracted from.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
# A small number added to every deviation is a mistake of one test, not of all of them.
SMALL_NUMBER = 1e-5


def _data(rng, m, n, dtype=torch.float64, device="cpu"):
    """Return m examples whose n columns have means and deviations of their own."""
    centre = normal(rng, n, dtype=dtype, device=device, scale=3)
    spread = 0.5 + normal(rng, n, dtype=dtype, device=device).abs()
    return centre + spread * normal(rng, m, n, dtype=dtype, device=device)


def _scaled(train, data):
    """Return data by the statistics of train, as PyTorch computes them."""
    variance, mean = torch.var_mean(train, dim=0, correction=0)
    return (data - mean) / variance.sqrt()


@pytest.mark.visible
@pytest.mark.french("Quatre appartements, et un cinquième qui n'est pas dans l'entraînement.")
def test_by_hand(student):
    """Four flats, and a fifth one that is not in the training set."""
    train = torch.tensor([[30.0, 3.0], [30.0, 3.0], [50.0, 3.0], [50.0, 3.0]])
    scaled, other = student.standardize(train, torch.tensor([[70.0, 4.0]]))
    assert_close(scaled, torch.tensor([[-1.0, 0.0], [-1.0, 0.0], [1.0, 0.0], [1.0, 0.0]]))
    assert_close(other, torch.tensor([[3.0, 1.0]]))


@pytest.mark.french("Le jeu d'entraînement, en float32 et en float64.")
def test_training_set(student, rng, device):
    """The training set, in float32 and in float64."""
    for dtype in FLOATS:
        train, dev = _data(rng, 13, 5, dtype, device), _data(rng, 7, 5, dtype, device)
        scaled, _ = unpack(student.standardize(train, dev), ("train", "dev"))
        assert_close(
            scaled, _scaled(train, train), rtol=SMALL_NUMBER, atol=CANCELLATION[dtype], what="train"
        )


@pytest.mark.french("Deux autres jeux, qui ne ressemblent pas au jeu d'entraînement.")
def test_other_sets(student, rng, device):
    """Two other sets, which do not look like the training set."""
    for dtype in FLOATS:
        train, *others = (_data(rng, m, 5, dtype, device) for m in (13, 7, 3))
        results = unpack(student.standardize(train, *others), ("train", "dev", "test"))
        for name, data, result in zip(("dev", "test"), others, results[1:], strict=True):
            assert_close(
                result,
                _scaled(train, data),
                rtol=SMALL_NUMBER,
                atol=10 * CANCELLATION[dtype],
                what=name,
            )


@pytest.mark.french("Une colonne constante à l'entraînement, mais pas ailleurs.")
def test_constant_column(student, rng, device):
    """A column that is constant in training, but not elsewhere."""
    # Eight rows of a multiple of 1/4: the mean of the constant column has no rounding.
    train, dev = _data(rng, 8, 3, device=device), _data(rng, 5, 3, device=device)
    train[:, 1] = float(rng.integers(5, 50)) / 4
    expected = [_scaled(train, train), _scaled(train, dev)]
    expected[0][:, 1] = 0
    expected[1][:, 1] = dev[:, 1] - train[0, 1]
    results = unpack(student.standardize(train, dev), ("train", "dev"))
    for name, result, scaled in zip(("train", "dev"), results, expected, strict=True):
        assert_close(result, scaled, rtol=SMALL_NUMBER, atol=1e-11, what=name)


@pytest.mark.french("Un seul exemple : d'abord dans un autre jeu, puis à l'entraînement.")
def test_single_example(student, rng, device):
    """A single example: first in another set, then in the training set."""
    train, dev = _data(rng, 7, 5, device=device), _data(rng, 1, 5, device=device)
    _, scaled = unpack(student.standardize(train, dev), ("train", "dev"))
    assert_close(scaled, _scaled(train, dev), rtol=SMALL_NUMBER, atol=1e-11, what="dev")
    results = unpack(student.standardize(dev, train), ("train", "dev"))
    assert_close(results[0], torch.zeros_like(dev), what="train")
    assert_close(results[1], train - dev, atol=1e-11, what="dev")


@pytest.mark.french("Aucun autre jeu : un tuple d'un seul élément.")
def test_training_set_alone(student, rng, device):
    """No other set: a tuple of one element."""
    train = _data(rng, 11, 3, device=device)
    (scaled,) = unpack(student.standardize(train), ("train",))
    assert_close(scaled, _scaled(train, train), rtol=SMALL_NUMBER, atol=1e-12, what="train")


@pytest.mark.french("Les résultats sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The results are right, and the arguments are not modified."""

    def drive(module, train, dev):
        return module.standardize(train, dev), (train, dev)

    arguments = _data(rng, 7, 3, device=device), _data(rng, 5, 3, device=device)
    results, after = student.run(drive, *arguments)
    for name, old, new, result in zip(
        ("train", "dev"), arguments, after, unpack(results, ("train", "dev")), strict=True
    ):
        expected = _scaled(arguments[0], old)
        assert_close(result, expected, rtol=SMALL_NUMBER, atol=1e-11, what=name)
        assert_unchanged(old, new, name)
