"""Hidden suite of `MultiHeadAttention`."""

import math

import numpy as np
import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, normal, unpack

# Sums of a few dozen products of order 1 to 10, one after the other, may cancel.
CANCELLATION = {torch.float32: 1e-4, torch.float64: 1e-11}
NAMES = ("output", "weights")


def _drive(module, sizes, state, query, key, value, mask):
    """Return what the layer makes of its arguments with the weights of `state`."""
    layer = module.MultiHeadAttention(*sizes)
    layer.to(query)  # its dtype and its device
    layer.load_state_dict(state)
    return layer(query, key, value, mask)


def _layer(rng, d_model, n_heads, dtype=torch.float64, device="cpu"):
    """Return PyTorch's layer with random weights and biases: it starts with biases of 0."""
    layer = torch.nn.MultiheadAttention(
        d_model, n_heads, batch_first=True, dtype=dtype, device=device
    )
    state = {k: normal(rng, *v.shape, scale=0.6) for k, v in layer.state_dict().items()}
    layer.load_state_dict(state)
    return layer


def _sequence(rng, like, n, length):
    """Return n sequences for the layer `like`."""
    weight = like.in_proj_weight
    return normal(rng, n, length, weight.shape[1], dtype=weight.dtype, device=weight.device.type)


def _mask(rng, *shape, device="cpu"):
    """Return a random mask in which each query may attend to at least one key."""
    draw = rng.random(shape)
    allowed = (draw < 0.5) | (draw == draw.min(axis=-1, keepdims=True))
    return torch.from_numpy(np.asarray(allowed)).to(device)


def _expected(layer, query, key, value, mask=None):
    """Return PyTorch's output and weights of each head; its masks are the opposite of ours."""
    if mask is not None:
        mask = ~mask.expand(len(query), query.shape[1], key.shape[1])
        mask = mask.repeat_interleave(layer.num_heads, dim=0)
    return layer(query, key, value, attn_mask=mask, average_attn_weights=False)


def _check(student, layer, *arguments, mask=None, parts=NAMES):
    """Compare the named results with PyTorch's."""
    sizes = (layer.embed_dim, layer.num_heads)
    actual = student.run(_drive, sizes, dict(layer.state_dict()), *arguments, mask)
    results = zip(NAMES, unpack(actual, NAMES), _expected(layer, *arguments, mask), strict=True)
    for name, result, expected in results:
        if name in parts:
            assert_close(result, expected, atol=CANCELLATION[expected.dtype], what=name)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : deux têtes d'une composante, aucune projection.")
def test_two_heads_by_hand(student):
    """The example of the lesson: two heads of one component, no projection."""

    def drive(module, query, key, value):
        layer = module.MultiHeadAttention(2, 2)
        state = {
            "in_proj_weight": torch.eye(2).repeat(3, 1),
            "in_proj_bias": torch.zeros(6),
            "out_proj.weight": torch.eye(2),
            "out_proj.bias": torch.zeros(2),
        }
        layer.load_state_dict(state)
        output, weights = layer(query, key, value)
        return output.detach(), weights.detach()

    query = torch.tensor([[[1.0, 0.0]]])
    key = torch.tensor([[[0.0, 5.0], [math.log(3), 7.0]]])
    value = torch.tensor([[[4.0, 2.0], [8.0, 6.0]]])
    output, weights = student.run(drive, query, key, value)
    assert_close(weights, torch.tensor([[[[0.25, 0.75]], [[0.5, 0.5]]]]), what="weights")
    assert_close(output, torch.tensor([[[7.0, 4.0]]]), what="output")


@pytest.mark.french("L'auto-attention d'un lot, puis d'une seule phrase : la sortie.")
def test_self_attention(student, rng, device):
    """Self-attention of a batch, then of a single sentence: the output."""
    for dtype in FLOATS:
        layer = _layer(rng, 15, 3, dtype, device)
        for n in (2, 1):
            x = _sequence(rng, layer, n, 7)
            _check(student, layer, x, x, x, parts=("output",))


@pytest.mark.french("Requêtes, clés et valeurs toutes différentes : la sortie.")
def test_cross_attention(student, rng, device):
    """Queries, keys and values that all differ: the output."""
    for dtype in FLOATS:
        layer = _layer(rng, 10, 2, dtype, device)
        lengths = (7, 11, 11)
        _check(student, layer, *(_sequence(rng, layer, 3, n) for n in lengths), parts=("output",))


@pytest.mark.french("Les poids d'attention de chaque tête.")
def test_weights_of_each_head(student, rng, device):
    """The attention weights of each head."""
    layer = _layer(rng, 21, 3, device=device)
    lengths = (5, 2, 2)
    _check(student, layer, *(_sequence(rng, layer, 2, n) for n in lengths), parts=("weights",))


@pytest.mark.french("Les masques de toutes les formes du contrat, autant de phrases que de têtes.")
def test_masks(student, rng, device):
    """Masks of all the shapes of the contract, as many sentences as heads."""
    layer = _layer(rng, 15, 3, device=device)
    for n in (3, 2):
        query, key, value = (_sequence(rng, layer, n, length) for length in (7, 11, 11))
        for shape in ((7, 11), (n, 7, 11), (n, 1, 11)):
            mask = _mask(rng, *shape, device=device)
            _check(student, layer, query, key, value, mask=mask)


@pytest.mark.french("Une requête qui ne peut rien regarder : des poids nuls, pas de nan.")
def test_query_without_keys(student, rng, device):
    """A query that may attend nothing: weights of zero, no nan."""
    layer = _layer(rng, 10, 2, device=device)
    query, key, value = (_sequence(rng, layer, 1, length) for length in (5, 3, 3))
    mask = _mask(rng, 5, 3, device=device)
    output, weights = _expected(layer, query, key, value, mask)
    output[:, 3], weights[:, :, 3] = layer.out_proj.bias, 0.0
    mask[3] = False
    actual = student.run(_drive, (10, 2), dict(layer.state_dict()), query, key, value, mask)
    for name, result, wanted in zip(NAMES, unpack(actual, NAMES), (output, weights), strict=True):
        assert_close(result, wanted, what=name)


@pytest.mark.french("Les gradients des entrées et de tous les paramètres, et la sortie.")
def test_gradients(student, rng, device):
    """The gradients of the inputs and of all parameters, and the output."""

    def drive(module, sizes, state, inputs, upstream):
        layer = module.MultiHeadAttention(*sizes)
        layer.to(upstream)
        layer.load_state_dict(state)
        leaves = [x.clone().requires_grad_() for x in inputs]
        output, _ = layer(*leaves)
        output.backward(upstream)
        return (
            output.detach(),
            [x.grad for x in leaves],
            {k: p.grad for k, p in layer.named_parameters()},
        )

    layer = _layer(rng, 10, 2, device=device)
    inputs = [_sequence(rng, layer, 3, length) for length in (7, 11, 11)]
    upstream = _sequence(rng, layer, 3, 7)
    leaves = [x.clone().requires_grad_() for x in inputs]
    output, _ = _expected(layer, *leaves)
    output.backward(upstream)
    actual = student.run(drive, (10, 2), dict(layer.state_dict()), inputs, upstream)
    actual_output, of_inputs, of_parameters = actual
    atol = CANCELLATION[torch.float64]
    assert_close(actual_output, output, atol=atol, what="output")
    for name, result, leaf in zip(("query", "key", "value"), of_inputs, leaves, strict=True):
        assert_close(result, leaf.grad, atol=atol, what=name)
    for name, parameter in layer.named_parameters():
        assert_close(of_parameters[name], parameter.grad, atol=atol, what=name)
