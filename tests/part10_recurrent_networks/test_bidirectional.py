"""Hidden suite of `bidirectional`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal

# Each step passes on the rounding of the one before; the weights keep it from growing.
ROUNDING = {torch.float32: 1e-5, torch.float64: 1e-12}


def _networks(rng, n, t, f, h1, h2, dtype=torch.float64, device="cpu"):
    """Return x, then for each network its initial state, input weights and state weights."""
    kinds = {"dtype": dtype, "device": device}
    x = normal(rng, n, t, f, **kinds)
    return x, *(
        (
            normal(rng, n, h, **kinds),
            normal(rng, h, f, scale=0.5, **kinds),
            normal(rng, h, h, scale=0.5, **kinds),
        )
        for h in (h1, h2)
    )


def _read(x, state, w_ax, w_aa):
    """Return the outputs of PyTorch's own network, computed in float64 on the processor."""
    network = torch.nn.RNN(x.shape[2], state.shape[1], bias=False, batch_first=True).double()
    for parameter, value in zip(network.parameters(), (w_ax, w_aa), strict=True):
        parameter.data = value.cpu().double()
    output, _ = network(x.cpu().double(), state.cpu().double()[None])
    return output.detach().to(x)


def _oracle(x, forward, backward):
    """Read x, and x from the end, with PyTorch's own network."""
    return torch.cat([_read(x, *forward), _read(x.flip(1), *backward).flip(1)], dim=2)


def drive(module, x, forward, backward):
    """Make the two step functions beside the student's code; return the result and what is left."""
    forward_state, forward_in, forward_on = forward
    backward_state, backward_in, backward_on = backward

    def forward_step(x, a):
        return torch.tanh(x @ forward_in.T + a @ forward_on.T)

    def backward_step(x, a):
        return torch.tanh(x @ backward_in.T + a @ backward_on.T)

    result = module.bidirectional(x, forward_step, backward_step, forward_state, backward_state)
    return result, x, forward_state, backward_state


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : chaque état écrit les chiffres qu'il a lus.")
def test_by_hand(student):
    """The example of the lesson: each state writes the digits that it has read."""

    def write(module, x, zero):
        return module.bidirectional(x, lambda x, a: 10 * a + x, lambda x, a: 10 * a + x, zero, zero)

    x = torch.tensor([[[1.0], [2.0], [4.0]]])
    result = student.run(write, x, torch.tensor([[0.0]]))
    assert_close(result, torch.tensor([[[1.0, 421.0], [12.0, 42.0], [124.0, 4.0]]]))


@pytest.mark.french("Deux réseaux de tailles différentes, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Two networks of different sizes, in float32 and in float64."""
    for dtype in FLOATS:
        networks = _networks(rng, 3, 5, 7, 2, 11, dtype, device)
        result, *_ = student.run(drive, *networks)
        assert_close(result, _oracle(*networks), atol=ROUNDING[dtype])


@pytest.mark.french("Deux réseaux de même taille, autant de séquences que de pas.")
def test_equal_sizes(student, rng, device):
    """Two networks of the same size, as many sequences as steps."""
    networks = _networks(rng, 5, 5, 2, 3, 3, device=device)
    result, *_ = student.run(drive, *networks)
    assert_close(result, _oracle(*networks))


@pytest.mark.french("Un seul pas : chaque réseau part de son propre état initial.")
def test_single_step(student, rng, device):
    """A single step: each network starts from its own initial state."""
    networks = _networks(rng, 3, 1, 2, 5, 5, device=device)
    result, *_ = student.run(drive, *networks)
    assert_close(result, _oracle(*networks))


@pytest.mark.french("Une seule séquence : le résultat garde ses trois dimensions.")
def test_single_example(student, rng, device):
    """A single sequence: the result keeps its three dimensions."""
    networks = _networks(rng, 1, 3, 2, 5, 7, device=device)
    result, *_ = student.run(drive, *networks)
    assert_close(result, _oracle(*networks))


@pytest.mark.french("Le résultat est juste, la séquence et les états n'ont pas changé.")
def test_arguments_unchanged(student, rng, device):
    """The result is right, the sequence and the states have not changed."""
    x, forward, backward = _networks(rng, 2, 7, 3, 5, 3, device=device)
    result, *after = student.run(drive, x, forward, backward)
    assert_close(result, _oracle(x, forward, backward))
    before = (x, forward[0], backward[0])
    for name, old, new in zip(("x", "forward_state", "backward_state"), before, after, strict=True):
        assert_unchanged(old, new, name)
