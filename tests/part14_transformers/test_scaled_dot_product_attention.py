"""Hidden suite of `scaled_dot_product_attention`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# An output is a sum of terms of order 1 that may cancel, weighted with exponentials whose
# exponents are themselves sums: its error is that of the terms.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
NAMES = ("output", "weights")
L, S, D_K, D_V = 5, 11, 7, 3


def _tensors(rng, *leading, dtype=torch.float64, device="cpu"):
    """Return q, k and v: all sizes differ, and so do their values."""
    shapes = [(L, D_K), (S, D_K), (S, D_V)]
    return tuple(normal(rng, *leading, *shape, dtype=dtype, device=device) for shape in shapes)


def _random_mask(rng, *shape, device="cpu"):
    """Return a random mask in which each row has at least one True."""
    mask = torch.from_numpy(rng.random(shape) < 0.5)
    some = torch.from_numpy(rng.integers(0, shape[-1], (*shape[:-1], 1)))
    return mask.scatter(-1, some, True).to(device)


def _pytorch(q, k, v, mask=None):
    """Return the output and the weights of PyTorch's attention, computed in double precision."""
    attention = torch.nn.functional.scaled_dot_product_attention
    double = [x.detach().cpu().double() for x in (q, k, v)]
    identity = torch.eye(k.shape[-2], dtype=torch.float64).expand(*k.shape[:-1], -1)
    mask = None if mask is None else mask.cpu()
    output = attention(*double, attn_mask=mask)
    weights = attention(*double[:2], identity, attn_mask=mask)
    return output.to(q.device, q.dtype), weights.to(q.device, q.dtype)


def _check(results, q, k, v, mask=None):
    """Compare output and weights with PyTorch's."""
    results = unpack(results, NAMES)
    for name, actual, expected in zip(NAMES, results, _pytorch(q, k, v, mask), strict=True):
        assert_close(actual, expected, atol=CANCELLATION[q.dtype], what=name)


@pytest.mark.visible
@pytest.mark.french("Les mots du cours, sans masque puis avec un masque causal.")
def test_by_hand(student):
    """The words of the lesson, without a mask, then with a causal mask."""
    k = torch.tensor([[0.2, 0.9, 1.2, 0.6], [1.45, 0.95, -0.5, 1.7], [0.7, -1.9, 0.9, 0.45]])
    q = k[:2]
    v = torch.tensor([[1.0, 0.0], [0.0, 1.0], [10.0, 10.0]])
    output, weights = student.scaled_dot_product_attention(q, k, v)
    expected = torch.tensor([[0.549629, 0.319496, 0.130875], [0.089003, 0.878902, 0.032094]])
    assert_close(weights, expected, atol=2e-6, what="weights")
    assert_close(output, expected @ v, atol=2e-5, what="output")
    mask = torch.tensor([[True, False, False], [True, True, False]])
    output, weights = student.scaled_dot_product_attention(q, k, v, mask)
    expected = torch.tensor([[1.0, 0.0, 0.0], [0.091955, 0.908045, 0.0]])
    assert_close(weights, expected, atol=2e-6, what="weights")
    assert_close(output, expected @ v, atol=2e-5, what="output")


@pytest.mark.french("Plusieurs phrases, sans masque, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Several sentences, without a mask, in float32 and in float64."""
    for dtype in FLOATS:
        arguments = _tensors(rng, 2, dtype=dtype, device=device)
        _check(student.scaled_dot_product_attention(*arguments), *arguments)


@pytest.mark.french("Sans aucune dimension devant, avec une seule phrase, avec des têtes.")
def test_leading_dimensions(student, rng, device):
    """No leading dimension, a single sentence, heads."""
    for leading in [(), (1,), (3, 2), (1, 2)]:
        arguments = _tensors(rng, *leading, device=device)
        _check(student.scaled_dot_product_attention(*arguments), *arguments)


@pytest.mark.french("Des masques de toutes les formes admises ; chaque requête a au moins une clé.")
def test_masks(student, rng, device):
    """Masks of all admitted shapes; each query has at least one key."""
    for shape in [(L, S), (3, 1, 1, S), (3, 1, L, S), (3, 2, L, S)]:
        q, k, v = _tensors(rng, 3, 2, device=device)
        mask = _random_mask(rng, *shape, device=device)
        _check(student.scaled_dot_product_attention(q, k, v, mask), q, k, v, mask)


@pytest.mark.french("Une requête sans aucune clé permise : des zéros, et des gradients sans nan.")
def test_fully_masked_row(student, rng, device):
    """A query without any key that is allowed: zeros, and gradients without nan."""

    def drive(module, q, k, v, mask, upstream):
        leaves = [x.clone().requires_grad_() for x in (q, k, v)]
        output, weights = module.scaled_dot_product_attention(*leaves, mask)
        gradients = torch.autograd.grad(output, leaves, upstream)
        return output.detach(), weights.detach(), *gradients

    q, k, v = _tensors(rng, 2, device=device)
    mask = _random_mask(rng, L, S, device=device)
    mask[2] = False
    upstream = normal(rng, 2, L, D_V, device=device)
    actual = unpack(student.run(drive, q, k, v, mask, upstream), (*NAMES, "dq", "dk", "dv"))

    # What PyTorch finds for the other queries; the one without keys adds nothing anywhere.
    rows = mask.any(dim=-1)
    leaves = [x.cpu().clone().requires_grad_() for x in (q[:, rows], k, v)]
    attention = torch.nn.functional.scaled_dot_product_attention
    output = attention(*leaves, attn_mask=mask[rows].cpu())
    dq, dk, dv = torch.autograd.grad(output, leaves, upstream[:, rows].cpu())
    expected = {"output": torch.zeros_like(upstream), "weights": q.new_zeros(2, L, S)}
    expected["output"][:, rows] = output.detach().to(device)
    expected["weights"][:, rows] = _pytorch(q[:, rows], k, v, mask[rows])[1]
    expected["dq"] = torch.zeros_like(q)
    expected["dq"][:, rows] = dq.to(device)
    expected |= {"dk": dk.to(device), "dv": dv.to(device)}
    for result, (name, tensor) in zip(actual, expected.items(), strict=True):
        assert_close(result, tensor, atol=CANCELLATION[q.dtype], what=name)


@pytest.mark.french("Des scores de plus de mille, positifs ou négatifs, sans masque puis avec.")
def test_large_scores(student, rng, device):
    """Scores beyond a thousand, positive or negative, without a mask, then with one."""
    q, k, v = _tensors(rng, 2, device=device)
    # The same first coordinate for all keys moves the scores of a query together, up or down.
    signs = torch.tensor([1.0, -1.0, 1.0, -1.0, 1.0], dtype=q.dtype, device=device)
    q[..., 0] = 1000 * math.sqrt(D_K) * signs
    k[..., 0] = 1.5
    _check(student.scaled_dot_product_attention(q, k, v), q, k, v)
    mask = _random_mask(rng, L, S - 1, device=device)
    mask = torch.cat([mask, torch.zeros_like(mask[:, :1])], dim=-1)
    k[:, -1, 0] = 3.0  # the last key is hidden; its score is far above or below the others
    _check(student.scaled_dot_product_attention(q, k, v, mask), q, k, v, mask)


@pytest.mark.french("Les deux résultats sont justes, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """Both results are right, and the arguments are not modified."""

    def drive(module, q, k, v, mask):
        return module.scaled_dot_product_attention(q, k, v, mask), (q, k, v, mask)

    arguments = (*_tensors(rng, 2, device=device), _random_mask(rng, L, S, device=device))
    results, after = student.run(drive, *arguments)
    _check(results, *arguments)
    for name, old, new in zip(("q", "k", "v", "mask"), arguments, after, strict=True):
        assert_unchanged(old, new, name)
