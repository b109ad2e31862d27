"""Hidden suite of `gru_step`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal

# A sum of a few products of order 1 may cancel: its error is that of the products, not its own.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
# The sigmoid of 60 is 1 in float64, that of -60 is 1e-26.
SATURATED = 60.0
NAMES = ("x", "h", "w_x", "w_h", "b_x", "b_h")


def _arguments(rng, n, f, h, dtype=torch.float64, device="cpu"):
    """Return x, h, w_x, w_h, b_x and b_h; the weights keep the sums where the gates still move."""
    kinds = {"dtype": dtype, "device": device}
    return [
        normal(rng, n, f, **kinds),
        normal(rng, n, h, **kinds),
        normal(rng, 3 * h, f, scale=0.5, **kinds),
        normal(rng, 3 * h, h, scale=0.5, **kinds),
        normal(rng, 3 * h, **kinds),
        normal(rng, 3 * h, **kinds),
    ]


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : une entrée, une unité, des portes connues.")
def test_by_hand(student):
    """The example of the lesson: one input, one unit, known gates."""
    x, h = torch.tensor([[1.0]]), torch.tensor([[0.4]])
    w_x = torch.tensor([[0.0], [math.log(3)], [math.log(3)]])
    w_h = torch.tensor([[0.0], [0.0], [5.0]])
    b_x, b_h = torch.tensor([0.0, 0.0, -1.0]), torch.tensor([0.0, 0.0, 0.0])
    assert_close(student.gru_step(x, h, w_x, w_h, b_x, b_h), torch.tensor([[0.7]]))


@pytest.mark.french("Des valeurs quelconques, en float32 et en float64.")
def test_random_values(student, reference, rng, device):
    """Any values, in float32 and in float64."""
    for dtype in FLOATS:
        arguments = _arguments(rng, 5, 3, 7, dtype, device)
        expected = reference.gru_step(*arguments)
        assert_close(student.gru_step(*arguments), expected, atol=CANCELLATION[dtype])


@pytest.mark.french(
    "La porte de mise à jour : fermée, l'état reste ; ouverte, le candidat le remplace."
)
def test_saturated_update(student, reference, rng, device):
    """The update gate: closed, the state stays; open, the candidate replaces it."""
    arguments = _arguments(rng, 3, 2, 5, device=device)
    signs = torch.tensor([1.0, -1.0, 1.0, -1.0, -1.0], dtype=torch.float64, device=device)
    arguments[4][5:10] = SATURATED * signs
    result = student.gru_step(*arguments)
    assert_close(result, reference.gru_step(*arguments))
    closed = signs < 0
    assert_close(result[:, closed], arguments[1][:, closed])


@pytest.mark.french(
    "La porte de remise à zéro ouverte : l'état entre tout entier dans le candidat."
)
def test_open_reset(student, rng, device):
    """The reset gate open: the whole state enters the candidate."""
    arguments = _arguments(rng, 3, 5, 2, device=device)
    arguments[4][:2] = SATURATED
    # PyTorch's cell resets after the product, which makes no difference here, and has 1 - u for u.
    signs = torch.tensor([1.0, 1.0, -1.0, -1.0, 1.0, 1.0], dtype=torch.float64, device=device)
    x, h, w_x, w_h, b_x, b_h = arguments
    theirs = (w_x * signs[:, None], w_h * signs[:, None], b_x * signs, b_h * signs)
    assert_close(student.gru_step(*arguments), torch.gru_cell(x, h, *theirs))


@pytest.mark.french("La porte de remise à zéro fermée : le candidat oublie l'état, pas le biais.")
def test_closed_reset(student, rng, device):
    """The reset gate closed: the candidate forgets the state, not the bias."""
    arguments = _arguments(rng, 3, 7, 2, device=device)
    arguments[4][:2] = -SATURATED
    x, h, w_x, w_h, b_x, b_h = arguments
    u = torch.sigmoid(x @ w_x[2:4].T + b_x[2:4] + h @ w_h[2:4].T + b_h[2:4])
    candidate = torch.tanh(x @ w_x[4:].T + b_x[4:] + b_h[4:])
    assert_close(student.gru_step(*arguments), u * candidate + (1 - u) * h)


@pytest.mark.french("Un seul exemple, autant d'entrées que d'unités.")
def test_single_example(student, reference, rng, device):
    """A single example, as many inputs as units."""
    arguments = _arguments(rng, 1, 5, 5, device=device)
    assert_close(student.gru_step(*arguments), reference.gru_step(*arguments))


@pytest.mark.french("L'état est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, reference, rng, device):
    """The state is right, and the arguments are not modified."""

    def drive(module, *arguments):
        return module.gru_step(*arguments), arguments

    arguments = _arguments(rng, 3, 5, 2, device=device)
    result, after = student.run(drive, *arguments)
    assert_close(result, reference.gru_step(*arguments))
    for name, old, new in zip(NAMES, arguments, after, strict=True):
        assert_unchanged(old, new, name)
