"""Hidden suite of `DecoderBlock`."""

import numpy as np
import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, normal

# Four sums of a few dozen products follow each other, and each normalisation divides by the
# spread of what the one before left of them.
CANCELLATION = {torch.float32: 2e-4, torch.float64: 1e-11}


def _drive(module, sizes, state, x, memory, memory_mask, train):
    """Return what the block makes of x and memory with the weights of `state`."""
    block = module.DecoderBlock(*sizes)
    block.to(x)  # its dtype and its device
    block.load_state_dict(state)
    block.train(train)
    return block(x, memory, memory_mask)


def _differentiate(module, sizes, state, x, memory, upstream):
    """Return the output and its gradients for x, for memory and for each parameter."""
    block = module.DecoderBlock(*sizes)
    block.to(x)
    block.load_state_dict(state)
    x, memory = x.clone().requires_grad_(), memory.clone().requires_grad_()
    output = block(x, memory)
    output.backward(upstream)
    gradients = {name: p.grad for name, p in block.named_parameters()}
    return output.detach(), x.grad, memory.grad, gradients


def _block(rng, d_model, n_heads, d_ff, dtype=torch.float64, device="cpu"):
    """Return PyTorch's block with random weights: it starts with biases of 0, scales of 1."""
    block = torch.nn.TransformerDecoderLayer(
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
    """Return a random mask in which each word may attend to at least one of the source."""
    draw = rng.random(shape)
    allowed = (draw < 0.5) | (draw == draw.min(axis=-1, keepdims=True))
    return torch.from_numpy(np.asarray(allowed)).to(device)


def _expected(block, x, memory, memory_mask=None):
    """Return PyTorch's output; its masks are the opposite of ours, and one for each head."""
    length = x.shape[1]
    future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
    if memory_mask is not None:
        memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
        memory_mask = memory_mask.repeat_interleave(block.multihead_attn.num_heads, dim=0)
    return block(x, memory, tgt_mask=future, memory_mask=memory_mask)


def _check(student, block, sizes, x, memory, memory_mask=None, train=True):
    """Compare the output with PyTorch's."""
    actual = student.run(_drive, sizes, dict(block.state_dict()), x, memory, memory_mask, train)
    assert_close(actual, _expected(block, x, memory, memory_mask), atol=CANCELLATION[x.dtype])


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : un seul mot écrit, un seul mot dans la source.")
def test_single_source_word_by_hand(student):
    """The example of the lesson: a single word written, a single word in the source."""

    def drive(module, x, memory):
        block = module.DecoderBlock(2, 1, 1)
        state = {name: torch.zeros_like(value) for name, value in block.state_dict().items()}
        state["multihead_attn.in_proj_weight"] = torch.eye(2).repeat(3, 1)
        state["multihead_attn.out_proj.weight"] = torch.eye(2)
        for name in ("norm1", "norm2", "norm3"):
            state[f"{name}.weight"] = torch.tensor([1.0, 1.0])
        block.load_state_dict(state)
        return block(x, memory).detach()

    y = student.run(drive, torch.tensor([[[3.0, 7.0]]]), torch.tensor([[[5.0, 1.0]]]))
    assert_close(y, torch.tensor([[[1.0, -1.0]]]))


@pytest.mark.french("Un lot de phrases, à l'entraînement comme à l'évaluation.")
def test_random_values(student, rng, device):
    """A batch of sentences, in training as in evaluation."""
    sizes = (10, 2, 13)
    for dtype in FLOATS:
        block = _block(rng, *sizes, dtype, device)
        for train in (True, False):
            x, memory = (_sentences(rng, 3, length, 10, block) for length in (7, 5))
            _check(student, block, sizes, x, memory, train=train)


@pytest.mark.french("Le début d'une phrase est traité comme au sein de la phrase entière.")
def test_beginning_of_a_sentence(student, rng, device):
    """The beginning of a sentence is treated as within the whole sentence."""
    sizes = (10, 2, 7)
    block = _block(rng, *sizes, device=device)
    x, memory = (_sentences(rng, 2, length, 10, block) for length in (11, 3))
    whole = _expected(block, x, memory)
    for length in (1, 4):
        beginning = x[:, :length].clone()
        actual = student.run(_drive, sizes, dict(block.state_dict()), beginning, memory, None, True)
        assert_close(actual, whole[:, :length], atol=CANCELLATION[x.dtype])
    actual = student.run(_drive, sizes, dict(block.state_dict()), x, memory, None, True)
    assert_close(actual[:, :4], whole[:, :4], atol=CANCELLATION[x.dtype])


@pytest.mark.french("Une seule phrase à écrire, une source plus longue qu'elle.")
def test_single_sentence(student, rng, device):
    """A single sentence to write, a source longer than it."""
    sizes = (15, 3, 7)
    block = _block(rng, *sizes, device=device)
    x, memory = (_sentences(rng, 1, length, 15, block) for length in (2, 11))
    _check(student, block, sizes, x, memory)


@pytest.mark.french("Les masques de la source, de toutes les formes du contrat.")
def test_memory_masks(student, rng, device):
    """The masks of the source, of all the shapes of the contract."""
    sizes = (15, 3, 13)
    block = _block(rng, *sizes, device=device)
    x, memory = (_sentences(rng, 2, length, 15, block) for length in (5, 7))
    for shape in ((2, 1, 7), (2, 5, 7), (5, 7)):
        _check(student, block, sizes, x, memory, _mask(rng, *shape, device=device))


@pytest.mark.french("Les gradients de x et de memory, et la sortie.")
def test_input_gradients(student, rng, device):
    """The gradients of x and of memory, and the output."""
    (output, dx, dmemory, _), block, x, memory = _gradients(student, rng, device)
    atol = CANCELLATION[x.dtype]
    assert_close(output, _expected(block, x, memory), atol=atol, what="output")
    assert_close(dx, x.grad, atol=atol, what="x")
    assert_close(dmemory, memory.grad, atol=atol, what="memory")


@pytest.mark.french("Le gradient de chaque paramètre, et la sortie.")
def test_parameter_gradients(student, rng, device):
    """The gradient of each parameter, and the output."""
    (output, _, _, gradients), block, x, memory = _gradients(student, rng, device)
    atol = CANCELLATION[x.dtype]
    assert_close(output, _expected(block, x, memory), atol=atol, what="output")
    for name, parameter in block.named_parameters():
        assert_close(gradients[name], parameter.grad, atol=atol, what=name)


def _gradients(student, rng, device):
    """Return the student's results, and PyTorch's block and inputs with their gradients."""
    sizes = (10, 2, 13)
    block = _block(rng, *sizes, device=device)
    x, memory, upstream = (_sentences(rng, 3, length, 10, block) for length in (7, 5, 7))
    results = student.run(_differentiate, sizes, dict(block.state_dict()), x, memory, upstream)
    x.requires_grad_()
    memory.requires_grad_()
    _expected(block, x, memory).backward(upstream)
    return results, block, x, memory
