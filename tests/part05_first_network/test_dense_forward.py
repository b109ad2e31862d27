"""Hidden suite of `dense_forward`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal

# A sum of a few products of order 1 may cancel: its error is that of the products, not its own.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}


def _layer(rng, m, n_in, n_out, dtype=torch.float64, device="cpu"):
    """Return x, w, b and the z that PyTorch computes from them."""
    x = normal(rng, m, n_in, dtype=dtype, device=device)
    w = normal(rng, n_out, n_in, dtype=dtype, device=device)
    b = normal(rng, n_out, dtype=dtype, device=device)
    return x, w, b, torch.nn.functional.linear(x, w, b)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : deux exemples, quatre entrées, trois neurones.")
def test_by_hand(student):
    """The example of the lesson: two examples, four inputs, three neurons."""
    x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 0.0, -1.0]])
    w = torch.tensor([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, -1.0], [1.0, 1.0, 1.0, 1.0]])
    b = torch.tensor([0.5, 0.0, -10.0])
    z = student.dense_forward(x, w, b)
    assert_close(z, torch.tensor([[1.5, -2.0, 0.0], [0.5, 2.0, -10.0]]))


@pytest.mark.weight(2)
@pytest.mark.french("Des valeurs au hasard, en float32 et en float64.")
def test_random_batch(student, rng, device):
    """Random values, in float32 and in float64."""
    for dtype in FLOATS:
        x, w, b, z = _layer(rng, 5, 7, 3, dtype, device)
        assert_close(student.dense_forward(x, w, b), z, atol=CANCELLATION[dtype])


@pytest.mark.french("Un seul exemple : le résultat garde sa dimension des exemples.")
def test_single_example(student, rng, device):
    """A single example: the result keeps its dimension of examples."""
    x, w, b, z = _layer(rng, 1, 5, 11, device=device)
    assert_close(student.dense_forward(x, w, b), z)


@pytest.mark.french("Autant d'entrées que de neurones : w n'est pas transposée à tort.")
def test_square_weights(student, rng, device):
    """As many inputs as neurons: w is not transposed wrongly."""
    x, w, b, z = _layer(rng, 3, 5, 5, device=device)
    assert_close(student.dense_forward(x, w, b), z)


@pytest.mark.french("Autant d'exemples que de neurones : chaque biais va à son neurone.")
def test_as_many_examples_as_neurons(student, rng, device):
    """As many examples as neurons: each bias goes to its neuron."""
    x, w, b, z = _layer(rng, 3, 7, 3, device=device)
    assert_close(student.dense_forward(x, w, b), z)


@pytest.mark.french("De grands nombres entiers.")
def test_large_whole_numbers(student, rng, device):
    """Large whole numbers."""
    for dtype in FLOATS:
        x, w, b = (
            normal(rng, *shape, dtype=dtype, device=device, scale=1000).round()
            for shape in [(2, 3), (5, 3), (5,)]
        )
        # Products of a few million each are exact in float32, and so is their sum or nearly.
        z = torch.nn.functional.linear(x, w, b)
        assert_close(student.dense_forward(x, w, b), z, atol=1.0)


@pytest.mark.french("Le résultat est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The result is right, and the arguments are not modified."""

    def drive(module, x, w, b):
        return module.dense_forward(x, w, b), (x, w, b)

    *arguments, z = _layer(rng, 5, 3, 2, device=device)
    result, after = student.run(drive, *arguments)
    assert_close(result, z)
    for name, old, new in zip("xwb", arguments, after, strict=True):
        assert_unchanged(old, new, name)
