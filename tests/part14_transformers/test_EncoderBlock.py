"""Hidden suite of `EncoderBlock`."""

import numpy as np
import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, normal

# Three sums of a few dozen products follow each other, and each normalisation divides by the
# spread of what the one before left of them.
CANCELLATION = {torch.float32: 2e-4, torch.float64: 1e-11}


def _drive(module, sizes, state, x, mask, train):
    """Return what the block makes of x with the weights of `state`."""
    block = module.EncoderBlock(*sizes)
    block.to(x)  # its dtype and its device
    block.load_state_dict(state)
    block.train(train)
    return block(x, mask)


def _differentiate(module, sizes, state, x, upstream):
    """Return the output and its gradients for x and for each parameter."""
    block = module.EncoderBlock(*sizes)
    block.to(x)
    block.load_state_dict(state)
    x = x.clone().requires_grad_()
    output = block(x)
    output.backward(upstream)
    return output.detach(), x.grad, {name: p.grad for name, p in block.named_parameters()}


def _block(rng, d_model, n_heads, d_ff, dtype=torch.float64, device="cpu"):
    """Return PyTorch's block with random weights: it starts with biases of 0, scales of 1."""
    block = torch.nn.TransformerEncoderLayer(
        d_model, n_heads, d_ff, dropout=0.0, batch_first=True, dtype=dtype, device=device
    )
    state = {k: normal(rng, *v.shape, scale=0.6) for k, v in block.state_dict().items()}
    block.load_state_dict(state)
    return block


def _sentences(rng, n, length, d_model, like):
    """Return n sentences for the block `like`."""
    weight = like.linear1.weight
    return normal(rng, n, length, d_model, dtype=weight.dtype, device=weight.device.type)


def _mask(rng, *shape, device="cpu"):
    """Return a random mask in which each word may attend to at least one."""
    draw = rng.random(shape)
    allowed = (draw < 0.5) | (draw == draw.min(axis=-1, keepdims=True))
    return torch.from_numpy(np.asarray(allowed)).to(device)


def _expected(block, x, mask=None):
    """Return PyTorch's output; its masks are the opposite of ours, and one for each head."""
    if mask is not None:
        mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
        mask = mask.repeat_interleave(block.self_attn.num_heads, dim=0)
    return block(x, src_mask=mask)


def _check(student, block, sizes, x, mask=None, train=True):
    """Compare the output with PyTorch's."""
    actual = student.run(_drive, sizes, dict(block.state_dict()), x, mask, train)
    assert_close(actual, _expected(block, x, mask), atol=CANCELLATION[x.dtype])


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : une attention muette, un seul neurone.")
def test_silent_attention_by_hand(student):
    """The example of the lesson: a silent attention, a single neuron."""

    def drive(module, x):
        block = module.EncoderBlock(2, 1, 1)
        state = {name: torch.zeros_like(value) for name, value in block.state_dict().items()}
        state["norm1.weight"] = torch.tensor([4.0, 4.0])
        state["linear1.weight"] = torch.tensor([[-1.0, 0.0]])
        state["linear1.bias"] = torch.tensor([1.0])
        state["linear2.weight"] = torch.tensor([[1.0], [0.0]])
        state["norm2.weight"] = torch.tensor([1.0, 1.0])
        block.load_state_dict(state)
        return block(x).detach()

    y = student.run(drive, torch.tensor([[[3.0, 7.0]]]))
    assert_close(y, torch.tensor([[[-1.0, 1.0]]]))


@pytest.mark.french("Un lot de phrases, à l'entraînement comme à l'évaluation.")
def test_random_values(student, rng, device):
    """A batch of sentences, in training as in evaluation."""
    sizes = (10, 2, 13)
    for dtype in FLOATS:
        block = _block(rng, *sizes, dtype, device)
        for train in (True, False):
            _check(student, block, sizes, _sentences(rng, 3, 7, 10, block), train=train)


@pytest.mark.french("Une seule phrase ; des phrases d'un seul mot.")
def test_single_sentence_or_word(student, rng, device):
    """A single sentence; sentences of a single word."""
    sizes = (15, 3, 7)
    block = _block(rng, *sizes, device=device)
    for n, length in ((1, 11), (5, 1)):
        _check(student, block, sizes, _sentences(rng, n, length, 15, block))


@pytest.mark.french("Un masque par phrase : (N, 1, L) et (N, L, L).")
def test_masks_of_each_sentence(student, rng, device):
    """One mask for each sentence: (N, 1, L) and (N, L, L)."""
    sizes = (15, 3, 13)
    block = _block(rng, *sizes, device=device)
    x = _sentences(rng, 2, 7, 15, block)
    for shape in ((2, 1, 7), (2, 7, 7)):
        _check(student, block, sizes, x, _mask(rng, *shape, device=device))


@pytest.mark.french("Un même masque pour toutes les phrases : (L, L).")
def test_mask_of_all_sentences(student, rng, device):
    """The same mask for all sentences: (L, L)."""
    sizes = (10, 2, 13)
    block = _block(rng, *sizes, device=device)
    _check(student, block, sizes, _sentences(rng, 3, 5, 10, block), _mask(rng, 5, 5, device=device))


@pytest.mark.french("Le gradient de l'entrée, et la sortie.")
def test_input_gradient(student, rng, device):
    """The gradient of the input, and the output."""
    (output, gradient, _), block, x = _gradients(student, rng, device)
    assert_close(output, _expected(block, x), atol=CANCELLATION[x.dtype], what="output")
    assert_close(gradient, x.grad, atol=CANCELLATION[x.dtype], what="x")


@pytest.mark.french("Le gradient de chaque paramètre, et la sortie.")
def test_parameter_gradients(student, rng, device):
    """The gradient of each parameter, and the output."""
    (output, _, gradients), block, x = _gradients(student, rng, device)
    assert_close(output, _expected(block, x), atol=CANCELLATION[x.dtype], what="output")
    for name, parameter in block.named_parameters():
        assert_close(gradients[name], parameter.grad, atol=CANCELLATION[x.dtype], what=name)


def _gradients(student, rng, device):
    """Return the student's results, and PyTorch's block and input with their gradients."""
    sizes = (10, 2, 13)
    block = _block(rng, *sizes, device=device)
    x, upstream = (_sentences(rng, 3, 7, 10, block) for _ in range(2))
    results = student.run(_differentiate, sizes, dict(block.state_dict()), x, upstream)
    x.requires_grad_()
    _expected(block, x).backward(upstream)
    return results, block, x
