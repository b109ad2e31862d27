"""Hidden suite of `collapse_linear_layers`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# A sum of a few products of order 1 may cancel: its error is that of the products, not its own.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
NAMES = ("w", "b")


def _layers(rng, n_in, n_hidden, n_out, dtype=torch.float64, device="cpu"):
    """Return w1, b1, w2, b2 at random, and the pair (w, b) read off what PyTorch computes."""
    shapes = [(n_hidden, n_in), (n_hidden,), (n_out, n_hidden), (n_out,)]
    w1, b1, w2, b2 = (normal(rng, *shape, dtype=dtype, device=device) for shape in shapes)
    linear = torch.nn.functional.linear

    def both(x):
        return linear(linear(x, w1, b1), w2, b2)

    b = both(torch.zeros_like(w1[:1]))[0]
    # Without biases, the answer to the k-th row of the identity is the k-th column of w.
    identity = torch.eye(n_in, dtype=dtype, device=device)
    w = linear(linear(identity, w1), w2).T
    return (w1, b1, w2, b2), {"w": w, "b": b}


def _check(student, rng, device, part):
    """Compare one of the two results on random values, in float32 and in float64."""
    for dtype in FLOATS:
        layers, expected = _layers(rng, 7, 17, 3, dtype, device)
        results = unpack(student.collapse_linear_layers(*layers), NAMES)
        result = dict(zip(NAMES, results, strict=True))[part]
        assert_close(result, expected[part], atol=CANCELLATION[dtype], what=part)


@pytest.mark.visible
@pytest.mark.french("Les quatre entrées et les trois neurones du cours, puis un neurone de sortie.")
def test_by_hand(student):
    """The four inputs and three neurons of the course, then one output neuron."""
    w1 = torch.tensor([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, -1.0], [1.0, 1.0, 1.0, 1.0]])
    b1 = torch.tensor([0.5, 0.0, -10.0])
    w2, b2 = torch.tensor([[1.0, 2.0, -1.0]]), torch.tensor([4.0])
    w, b = student.collapse_linear_layers(w1, b1, w2, b2)
    assert_close(w, torch.tensor([[0.0, 1.0, -1.0, -3.0]]), what="w")
    assert_close(b, torch.tensor([14.5]), what="b")


@pytest.mark.french("w, les poids de la couche unique.")
def test_weights(student, rng, device):
    """The weights of the single layer, w."""
    _check(student, rng, device, "w")


@pytest.mark.french("b, les biais de la couche unique.")
def test_biases(student, rng, device):
    """The biases of the single layer, b."""
    _check(student, rng, device, "b")


@pytest.mark.french("Autant d'entrées que de neurones dans chaque couche.")
def test_square_layers(student, rng, device):
    """As many inputs as neurons in each layer."""
    layers, expected = _layers(rng, 13, 13, 13, device=device)
    results = unpack(student.collapse_linear_layers(*layers), NAMES)
    for name, result in zip(NAMES, results, strict=True):
        assert_close(result, expected[name], what=name)


@pytest.mark.french("Une seule entrée, ou un seul neurone : les formes restent celles du contrat.")
def test_single_neurons(student, rng, device):
    """A single input, or a single neuron: the shapes stay those of the contract."""
    for sizes in [(7, 13, 1), (7, 1, 3), (1, 17, 5), (1, 1, 1)]:
        layers, expected = _layers(rng, *sizes, device=device)
        results = unpack(student.collapse_linear_layers(*layers), NAMES)
        for name, result in zip(NAMES, results, strict=True):
            assert_close(result, expected[name], what=name)


@pytest.mark.french("Les deux résultats sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """Both results are right, and the arguments are not modified."""

    def drive(module, w1, b1, w2, b2):
        return module.collapse_linear_layers(w1, b1, w2, b2), (w1, b1, w2, b2)

    layers, expected = _layers(rng, 2, 19, 3, device=device)
    results, after = student.run(drive, *layers)
    for name, result in zip(NAMES, unpack(results, NAMES), strict=True):
        assert_close(result, expected[name], what=name)
    for name, old, new in zip(("w1", "b1", "w2", "b2"), layers, after, strict=True):
        assert_unchanged(old, new, name)
