"""Hidden suite of `update_parameters`."""

import itertools

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# A step may take nearly all of a parameter away: the error is that of the two, of order 1.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
NAMES = ("w", "b")


def _network(rng, *sizes, dtype=torch.float64, device="cpu"):
    """Return the parameters of a network with these sizes, and gradients for them."""
    networks = [], []
    for n_in, n_out in itertools.pairwise(sizes):
        for network in networks:
            w = normal(rng, n_out, n_in, dtype=dtype, device=device)
            network.append((w, normal(rng, n_out, dtype=dtype, device=device)))
    return networks


def _stepped(parameters, gradients, learning_rate):
    """Let PyTorch's gradient descent make the step."""
    leaves = [tensor.clone().requires_grad_() for pair in parameters for tensor in pair]
    for leaf, gradient in zip(leaves, [g for pair in gradients for g in pair], strict=True):
        leaf.grad = gradient
    torch.optim.SGD(leaves, lr=learning_rate).step()
    leaves = [leaf.detach() for leaf in leaves]
    return list(zip(leaves[::2], leaves[1::2], strict=True))


def _pairs(result, n_layers):
    """Return the pairs of a student's answer, whatever sequences hold them."""
    pairs = unpack(result, [f"(w{layer}, b{layer})" for layer in range(1, n_layers + 1)])
    return [unpack(pair, NAMES) for pair in pairs]


def _compare(result, expected, names=NAMES, dtype=torch.float64):
    """Compare the parameters called ``names`` in all layers."""
    pairs = _pairs(result, len(expected))
    for layer, (got, want) in enumerate(zip(pairs, expected, strict=True), start=1):
        for name, new, right in zip(NAMES, got, want, strict=True):
            if name in names:
                assert_close(new, right, atol=CANCELLATION[dtype], what=f"{name}{layer}")


@pytest.mark.visible
@pytest.mark.french("Le réseau 4-3-1 du cours et ses gradients, avec un pas de 2.")
def test_by_hand(student):
    """The 4-3-1 network of the course and its gradients, with a step of 2."""
    w1 = torch.tensor([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, -1.0], [1.0, 1.0, 1.0, 1.0]])
    b1 = torch.tensor([0.5, 0.0, -10.0])
    w2, b2 = torch.tensor([[2.0, 1.0, 5.0]]), torch.tensor([-3.0])
    dw1 = torch.tensor([[-0.5, -0.5, -1.5, -2.5], [0.0, 0.25, 0.0, -0.25], [0.0, 0.0, 0.0, 0.0]])
    db1 = torch.tensor([0.0, 0.25, 0.0])
    dw2, db2 = torch.tensor([[-0.25, 0.5, 0.0]]), torch.tensor([0.0])
    gradients = [(dw1, db1), (dw2, db2)]
    (w1, b1), (w2, b2) = student.update_parameters([(w1, b1), (w2, b2)], gradients, 2.0)
    expected = [[2.0, 1.0, 3.0, 5.0], [0.0, 0.5, 0.0, -0.5], [1.0, 1.0, 1.0, 1.0]]
    assert_close(w1, torch.tensor(expected), what="w1")
    assert_close(b1, torch.tensor([0.5, -0.5, -10.0]), what="b1")
    assert_close(w2, torch.tensor([[2.5, 0.0, 5.0]]), what="w2")
    assert_close(b2, torch.tensor([-3.0]), what="b2")


@pytest.mark.french("Les poids de toutes les couches, en float32 et en float64.")
def test_weights(student, rng, device):
    """The weights of all layers, in float32 and in float64."""
    for dtype in FLOATS:
        parameters, gradients = _network(rng, 7, 5, 3, dtype=dtype, device=device)
        result = student.update_parameters(parameters, gradients, 0.3)
        _compare(result, _stepped(parameters, gradients, 0.3), ("w",), dtype)


@pytest.mark.french("Les biais de toutes les couches, en float32 et en float64.")
def test_biases(student, rng, device):
    """The biases of all layers, in float32 and in float64."""
    for dtype in FLOATS:
        parameters, gradients = _network(rng, 7, 5, 3, dtype=dtype, device=device)
        result = student.update_parameters(parameters, gradients, 0.3)
        _compare(result, _stepped(parameters, gradients, 0.3), ("b",), dtype)


@pytest.mark.french("Le pas est celui demandé : petit, grand ou nul.")
def test_learning_rates(student, rng, device):
    """The step is the one asked for: small, large or zero."""
    parameters, gradients = _network(rng, 5, 3, 2, device=device)
    for learning_rate in (float(rng.uniform(0.01, 0.02)), float(rng.uniform(3, 5)), 0.0):
        result = student.update_parameters(parameters, gradients, learning_rate)
        _compare(result, _stepped(parameters, gradients, learning_rate))


@pytest.mark.french("Une seule couche, puis cinq.")
def test_number_of_layers(student, rng, device):
    """A single layer, then five."""
    for sizes in [(5, 3), (2, 7, 5, 3, 5, 1)]:
        parameters, gradients = _network(rng, *sizes, device=device)
        result = student.update_parameters(parameters, gradients, 0.7)
        _compare(result, _stepped(parameters, gradients, 0.7))


@pytest.mark.french("Des couches de même taille : à chacune son gradient.")
def test_equal_layers(student, rng, device):
    """Layers of the same size: to each its own gradient."""
    parameters, gradients = _network(rng, 5, 5, 5, device=device)
    result = student.update_parameters(parameters, gradients, 0.7)
    _compare(result, _stepped(parameters, gradients, 0.7))


@pytest.mark.french("Le pas est juste, et ni les paramètres ni les gradients ne sont modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The step is right, and neither the parameters nor the gradients are modified."""

    def drive(module, parameters, gradients):
        return module.update_parameters(parameters, gradients, 0.5), parameters, gradients

    parameters, gradients = _network(rng, 5, 3, 2, device=device)
    result, parameters_after, gradients_after = student.run(drive, parameters, gradients)
    _compare(result, _stepped(parameters, gradients, 0.5))
    for what, before, after in [
        ("parameters", parameters, parameters_after),
        ("gradients", gradients, gradients_after),
    ]:
        assert_unchanged(torch.tensor(len(before)), torch.tensor(len(after)), what)
        for old, new in zip(before, after, strict=True):
            for tensor, other in zip(old, unpack(new, NAMES), strict=True):
                assert_unchanged(tensor, other, what)
