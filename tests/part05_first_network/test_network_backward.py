"""Hidden suite of `network_backward`."""

import itertools

import pytest
import torch

from autograder.engine.comparing import (
    FLOATS,
    assert_close,
    assert_unchanged,
    normal,
    uniform,
    unpack,
)

# Sums of products of order 1 may cancel, in each layer: the error is that of the products.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}


def _network(rng, m, *sizes, dtype=torch.float64, device="cpu"):
    """Return x, y, the parameters of a network, and the gradients that autograd finds."""
    x = normal(rng, m, sizes[0], dtype=dtype, device=device)
    y = uniform(rng, m, sizes[-1], dtype=dtype, device=device)
    # Targets are mostly certain, as in real data, but not all of them.
    y[: m // 2] = y[: m // 2].round()
    parameters = []
    for n_in, n_out in itertools.pairwise(sizes):
        # Weighted sums of order 1 in every layer: neither all silent nor all certain.
        w = normal(rng, n_out, n_in, dtype=dtype, device=device, scale=(2 / n_in) ** 0.5)
        parameters.append((w, normal(rng, n_out, dtype=dtype, device=device, scale=0.5)))
    return x, y, parameters, _gradients(x, y, parameters)


def _gradients(x, y, parameters):
    """Differentiate the cost with PyTorch, and return one pair per layer."""
    leaves = [tensor.clone().requires_grad_() for pair in parameters for tensor in pair]
    layers = list(zip(leaves[::2], leaves[1::2], strict=True))
    a = x
    for w, b in layers[:-1]:
        a = torch.relu(torch.nn.functional.linear(a, w, b))
    scores = torch.nn.functional.linear(a, *layers[-1])
    cost = torch.nn.functional.binary_cross_entropy_with_logits(scores, y)
    found = torch.autograd.grad(cost, leaves)
    return list(zip(found[::2], found[1::2], strict=True))


def _pairs(gradients, n_layers):
    """Return the pairs of a student's answer, whatever sequences hold them."""
    pairs = unpack(gradients, [f"(dw{layer}, db{layer})" for layer in range(1, n_layers + 1)])
    return [unpack(pair, ("dw", "db")) for pair in pairs]


def _compare(gradients, expected, dtype=torch.float64):
    """Compare all gradients of all layers."""
    pairs = _pairs(gradients, len(expected))
    for layer, (got, want) in enumerate(zip(pairs, expected, strict=True), start=1):
        for name, result, gradient in zip(("dw", "db"), got, want, strict=True):
            assert_close(result, gradient, atol=CANCELLATION[dtype], what=f"{name}{layer}")


@pytest.mark.visible
@pytest.mark.french("Le réseau 4-3-1 du cours, qui hésite sur deux exemples.")
def test_by_hand(student):
    """The 4-3-1 network of the course, which hesitates on two examples."""
    x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 0.0, -1.0]])
    y = torch.tensor([[1.0], [0.0]])
    w1 = torch.tensor([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, -1.0], [1.0, 1.0, 1.0, 1.0]])
    b1 = torch.tensor([0.5, 0.0, -10.0])
    w2, b2 = torch.tensor([[2.0, 1.0, 5.0]]), torch.tensor([-3.0])
    (dw1, db1), (dw2, db2) = student.network_backward(x, y, [(w1, b1), (w2, b2)])
    assert_close(dw2, torch.tensor([[-0.25, 0.5, 0.0]]), what="dw2")
    assert_close(db2, torch.tensor([0.0]), what="db2")
    expected = [[-0.5, -0.5, -1.5, -2.5], [0.0, 0.25, 0.0, -0.25], [0.0, 0.0, 0.0, 0.0]]
    assert_close(dw1, torch.tensor(expected), what="dw1")
    assert_close(db1, torch.tensor([0.0, 0.25, 0.0]), what="db1")


@pytest.mark.french("La dernière couche : ses poids et ses biais, en float32 et en float64.")
def test_output_layer(student, rng, device):
    """The last layer: its weights and biases, in float32 and in float64."""
    for dtype in FLOATS:
        x, y, parameters, expected = _network(rng, 17, 7, 13, 1, dtype=dtype, device=device)
        dw, db = _pairs(student.network_backward(x, y, parameters), 2)[-1]
        assert_close(dw, expected[-1][0], atol=CANCELLATION[dtype], what="dw2")
        assert_close(db, expected[-1][1], atol=CANCELLATION[dtype], what="db2")


@pytest.mark.french("Les poids des couches cachées, quand il y en a deux.")
def test_hidden_weights(student, rng, device):
    """The weights of the hidden layers, when there are two of them."""
    for dtype in FLOATS:
        x, y, parameters, expected = _network(rng, 17, 5, 13, 11, 1, dtype=dtype, device=device)
        pairs = _pairs(student.network_backward(x, y, parameters), 3)
        for layer in (1, 0):
            dw = pairs[layer][0]
            assert_close(dw, expected[layer][0], atol=CANCELLATION[dtype], what=f"dw{layer + 1}")


@pytest.mark.french("Les biais des couches cachées, quand il y en a deux.")
def test_hidden_biases(student, rng, device):
    """The biases of the hidden layers, when there are two of them."""
    for dtype in FLOATS:
        x, y, parameters, expected = _network(rng, 17, 5, 13, 11, 1, dtype=dtype, device=device)
        pairs = _pairs(student.network_backward(x, y, parameters), 3)
        for layer in (1, 0):
            db = pairs[layer][1]
            assert_close(db, expected[layer][1], atol=CANCELLATION[dtype], what=f"db{layer + 1}")


@pytest.mark.french("Plusieurs sorties : le coût est la moyenne sur toutes les valeurs.")
def test_several_outputs(student, rng, device):
    """Several outputs: the cost is the mean over all entries."""
    x, y, parameters, expected = _network(rng, 11, 7, 13, 5, device=device)
    _compare(student.network_backward(x, y, parameters), expected)


@pytest.mark.french("Un seul exemple, dans un réseau sans puis avec couche cachée.")
def test_single_example(student, rng, device):
    """A single example, in a network without and then with a hidden layer."""
    for sizes in [(5, 1), (7, 23, 1)]:
        x, y, parameters, expected = _network(rng, 1, *sizes, device=device)
        _compare(student.network_backward(x, y, parameters), expected)


@pytest.mark.french("Les gradients sont justes, et aucun argument n'est modifié.")
def test_arguments_unchanged(student, rng, device):
    """The gradients are right, and no argument is modified."""

    def drive(module, x, y, parameters):
        return module.network_backward(x, y, parameters), x, y, parameters

    x, y, parameters, expected = _network(rng, 11, 3, 17, 1, device=device)
    result, x_after, y_after, after = student.run(drive, x, y, parameters)
    _compare(result, expected)
    assert_unchanged(x, x_after, "x")
    assert_unchanged(y, y_after, "y")
    assert_unchanged(torch.tensor(len(parameters)), torch.tensor(len(after)), "parameters")
    for pair, old in zip(after, parameters, strict=True):
        for name, new, tensor in zip("wb", unpack(pair, ("w", "b")), old, strict=True):
            assert_unchanged(tensor, new, name)
