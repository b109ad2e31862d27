"""Hidden suite of `align`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# A context is a sum of terms of order 1 that may cancel, weighted with exponentials whose
# exponents are themselves sums: their error is that of the terms.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
NAMES = ("context", "weights")


def _sentences(rng, n, s, dtype=torch.float64, device="cpu", scale=1.0):
    """Return a query, keys and values with d_k = 7 and d_v = 5."""
    query = normal(rng, n, 7, dtype=dtype, device=device, scale=scale)
    keys = normal(rng, n, s, 7, dtype=dtype, device=device)
    return query, keys, normal(rng, n, s, 5, dtype=dtype, device=device)


def _expected(query, keys, values):
    """Return what PyTorch's attention finds for one unscaled query per sentence, by name."""
    q, k, v = (x.double().cpu() for x in (query[:, None], keys, values))
    attention = torch.nn.functional.scaled_dot_product_attention
    identity = torch.eye(k.shape[1], dtype=torch.float64).expand(len(k), -1, -1)
    results = (attention(q, k, v, scale=1.0), attention(q, k, identity, scale=1.0))
    return {
        name: result.squeeze(1).to(query.device, query.dtype)
        for name, result in zip(NAMES, results, strict=True)
    }


def _check(results, arguments, names=NAMES):
    """Compare the named results with PyTorch's."""
    results = dict(zip(NAMES, unpack(results, NAMES), strict=True))
    expected = _expected(*arguments)
    for name in names:
        assert_close(
            results[name], expected[name], atol=CANCELLATION[arguments[0].dtype], what=name
        )


@pytest.mark.visible
@pytest.mark.french("Les scores 0, ln 2 et ln 5 donnent les poids 1/8, 2/8 et 5/8.")
def test_by_hand(student):
    """The scores 0, ln 2 and ln 5 give the weights 1/8, 2/8 and 5/8."""
    query = torch.tensor([[math.log(2), math.log(5)]])
    keys = torch.tensor([[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]])
    values = torch.tensor([[[8.0, 0.0], [0.0, 8.0], [8.0, 8.0]]])
    context, weights = student.align(query, keys, values)
    assert_close(weights, torch.tensor([[1 / 8, 2 / 8, 5 / 8]]), what="weights")
    assert_close(context, torch.tensor([[6.0, 7.0]]), what="context")


@pytest.mark.french("Les poids de plusieurs phrases, en float32 et en float64.")
def test_weights(student, rng, device):
    """The weights of several sentences, in float32 and in float64."""
    for dtype in FLOATS:
        arguments = _sentences(rng, 3, 11, dtype, device)
        _check(student.align(*arguments), arguments, ("weights",))


@pytest.mark.french("Le contexte de plusieurs phrases, en float32 et en float64.")
def test_context(student, rng, device):
    """The context of several sentences, in float32 and in float64."""
    for dtype in FLOATS:
        arguments = _sentences(rng, 3, 11, dtype, device)
        _check(student.align(*arguments), arguments, ("context",))


@pytest.mark.french("Une seule phrase : les résultats gardent leur première dimension.")
def test_single_sentence(student, rng, device):
    """A single sentence: the results keep their first dimension."""
    arguments = _sentences(rng, 1, 5, device=device)
    _check(student.align(*arguments), arguments)


@pytest.mark.french("Des scores de plusieurs milliers : ni nan, ni inf.")
def test_large_scores(student, rng, device):
    """Scores of several thousands: neither nan nor inf."""
    query, keys, values = _sentences(rng, 2, 11, device=device)
    # The same first coordinate for all words moves their scores together, up and down.
    query[:, 0] = torch.tensor([3000.0, -3000.0], dtype=query.dtype, device=device)
    keys[..., 0] = 1.0
    _check(student.align(query, keys, values), (query, keys, values))


@pytest.mark.french("Les deux résultats sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """Both results are right, and the arguments are not modified."""

    def drive(module, query, keys, values):
        return module.align(query, keys, values), (query, keys, values)

    arguments = _sentences(rng, 2, 11, device=device)
    results, after = student.run(drive, *arguments)
    _check(results, arguments)
    for name, old, new in zip(("query", "keys", "values"), arguments, after, strict=True):
        assert_unchanged(old, new, name)
