"""Hidden suite of `network_forward`."""

import itertools
import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# Sums of products of order 1 may cancel, in each layer: the error is that of the products.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}


def _network(rng, m, *sizes, dtype=torch.float64, device="cpu"):
    """Return x, the parameters of a network with these sizes, and what it answers.

    Among several examples, each output says yes to some and no to others.
    """
    x = normal(rng, m, sizes[0], dtype=dtype, device=device)
    parameters, a = [], x
    for n_in, n_out in itertools.pairwise(sizes):
        # Weighted sums of order 1 in every layer: neither all silent nor all certain.
        w = normal(rng, n_out, n_in, dtype=dtype, device=device, scale=(2 / n_in) ** 0.5)
        b = normal(rng, n_out, dtype=dtype, device=device, scale=0.5)
        z = torch.nn.functional.linear(a, w, b)
        parameters.append((w, b))
        a = torch.relu(z)
    parameters[-1] = (w, b - z.mean(dim=0))
    return x, parameters, _answers(x, parameters)


def _answers(x, parameters):
    """Return the probabilities that PyTorch computes."""
    a = x
    for w, b in parameters[:-1]:
        a = torch.relu(torch.nn.functional.linear(a, w, b))
    return torch.sigmoid(torch.nn.functional.linear(a, *parameters[-1]))


@pytest.mark.visible
@pytest.mark.french("Le réseau 4-3-1 du cours, sur deux exemples.")
def test_by_hand(student):
    """The 4-3-1 network of the course, on two examples."""
    x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 0.0, -1.0]])
    w1 = torch.tensor([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, -1.0], [1.0, 1.0, 1.0, 1.0]])
    b1 = torch.tensor([0.5, 0.0, -10.0])
    w2, b2 = torch.tensor([[2.0, -1.0, 5.0]]), torch.tensor([-3.0])
    answers = student.network_forward(x, [(w1, b1), (w2, b2)])
    assert_close(answers, torch.tensor([[0.5], [1 / (1 + math.exp(4))]]))


@pytest.mark.french("Un réseau au hasard avec deux couches cachées, en float32 et en float64.")
def test_random_network(student, rng, device):
    """A random network with two hidden layers, in float32 and in float64."""
    for dtype in FLOATS:
        x, parameters, expected = _network(rng, 17, 7, 13, 5, 1, dtype=dtype, device=device)
        answers = student.network_forward(x, parameters)
        assert_close(answers, expected, atol=CANCELLATION[dtype])


@pytest.mark.french("Une seule couche, puis cinq.")
def test_number_of_layers(student, rng, device):
    """A single layer, then five."""
    for sizes in [(7, 1), (5, 11, 13, 7, 11, 1)]:
        x, parameters, expected = _network(rng, 17, *sizes, device=device)
        assert_close(student.network_forward(x, parameters), expected)


@pytest.mark.french("Autant d'entrées que de neurones dans chaque couche.")
def test_equal_sizes(student, rng, device):
    """As many inputs as neurons in each layer."""
    x, parameters, expected = _network(rng, 13, 7, 7, 7, 7, device=device)
    assert_close(student.network_forward(x, parameters), expected)


@pytest.mark.french("Plusieurs sorties : une probabilité pour chacune, indépendante des autres.")
def test_several_outputs(student, rng, device):
    """Several outputs: one probability for each, independent of the others."""
    x, parameters, expected = _network(rng, 11, 3, 17, 5, device=device)
    assert_close(student.network_forward(x, parameters), expected)


@pytest.mark.french("Un seul exemple et une seule sortie : le résultat reste une matrice.")
def test_single_example(student, rng, device):
    """A single example and a single output: the result is still a matrix."""
    x, parameters, _ = _network(rng, 11, 5, 19, 1, device=device)
    x = x[:1]
    *hidden, (w, b) = parameters
    # The two answers add up to 1: one of them is below one half.
    for last in [(w, b), (-w, -b)]:
        expected = _answers(x, [*hidden, last])
        assert_close(student.network_forward(x, [*hidden, last]), expected)


@pytest.mark.french("Le résultat est juste, et ni x ni les paramètres ne sont modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The result is right, and neither x nor the parameters are modified."""

    def drive(module, x, parameters):
        return module.network_forward(x, parameters), x, parameters

    x, parameters, expected = _network(rng, 11, 3, 17, 1, device=device)
    result, x_after, after = student.run(drive, x, parameters)
    assert_close(result, expected)
    assert_unchanged(x, x_after, "x")
    assert_unchanged(torch.tensor(len(parameters)), torch.tensor(len(after)), "parameters")
    for pair, old in zip(after, parameters, strict=True):
        for name, new, tensor in zip("wb", unpack(pair, ("w", "b")), old, strict=True):
            assert_unchanged(tensor, new, name)
