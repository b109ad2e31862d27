"""Hidden suite of `batch_norm_forward`."""

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

# A deviation from the mean is a difference of numbers of order 1: its error is theirs.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
# In float64, numbers around 1e8 are known to 1.5e-8; so are their deviations, of order 1.
FAR = 1e-6
CACHE = ("x_hat", "gamma", "std")


def _columns(rng, m, n, dtype=torch.float64, device="cpu"):
    """Return x, gamma and beta; the columns of x have different means and spreads."""
    spread = uniform(rng, n, low=0.5, high=2.0, dtype=dtype, device=device)
    x = normal(rng, m, n, dtype=dtype, device=device) * spread
    x = x + normal(rng, n, dtype=dtype, device=device)
    gamma = uniform(rng, n, low=0.5, high=2.0, dtype=dtype, device=device)
    return x, gamma, normal(rng, n, dtype=dtype, device=device)


def _torch_output(x, gamma, beta, eps):
    """Return what PyTorch computes in training mode."""
    return torch.nn.functional.batch_norm(x, None, None, gamma, beta, training=True, eps=eps)


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : une colonne qui varie, une colonne constante.")
def test_by_hand(student):
    """The example of the lesson: a column that varies, a column that is constant."""
    x = torch.tensor([[1.0, 7.0], [2.0, 7.0], [3.0, 7.0], [4.0, 7.0]])
    gamma, beta = torch.tensor([2.0, 3.0]), torch.tensor([10.0, 5.0])
    y, cache = student.batch_norm_forward(x, gamma, beta, 0.3125)
    expected = [[7.6, 5.0], [9.2, 5.0], [10.8, 5.0], [12.4, 5.0]]
    assert_close(y, torch.tensor(expected), what="y")
    x_hat, kept_gamma, std = cache
    expected = [[-1.2, 0.0], [-0.4, 0.0], [0.4, 0.0], [1.2, 0.0]]
    assert_close(x_hat, torch.tensor(expected), what="x_hat")
    assert_close(kept_gamma, gamma, what="gamma")
    assert_close(std[:1], torch.tensor([1.25]), what="std")


@pytest.mark.french("Des colonnes au hasard : y, en float32 et en float64.")
def test_random_columns(student, rng, device):
    """Random columns: y, in float32 and in float64."""
    for dtype in FLOATS:
        x, gamma, beta = _columns(rng, 5, 7, dtype, device)
        y, _ = unpack(student.batch_norm_forward(x, gamma, beta, 1e-3), ("y", "cache"))
        expected = _torch_output(x, gamma, beta, 1e-3)
        assert_close(y, expected, atol=CANCELLATION[dtype], what="y")


@pytest.mark.french("cache : x_hat, gamma et std, dans cet ordre.")
def test_cache(student, reference, rng, device):
    """The cache: x_hat, gamma and std, in this order."""
    for dtype in FLOATS:
        x, gamma, beta = _columns(rng, 7, 3, dtype, device)
        _, cache = unpack(student.batch_norm_forward(x, gamma, beta, 0.01), ("y", "cache"))
        _, expected = reference.batch_norm_forward(x, gamma, beta, 0.01)
        for name, result, value in zip(CACHE, unpack(cache, CACHE), expected, strict=True):
            assert_close(result, value, atol=CANCELLATION[dtype], what=name)


@pytest.mark.french("Un grand eps : il s'ajoute à la variance, sous la racine.")
def test_large_eps(student, rng, device):
    """A large eps: it is added to the variance, under the root."""
    x, gamma, beta = _columns(rng, 11, 3, device=device)
    eps = float(rng.uniform(4.0, 6.0))
    y, _ = unpack(student.batch_norm_forward(x, gamma, beta, eps), ("y", "cache"))
    assert_close(y, _torch_output(x, gamma, beta, eps), what="y")


@pytest.mark.french("Rien ne varie, un seul exemple ou une colonne constante : y vaut beta.")
def test_no_spread(student, rng, device):
    """Nothing varies, a single example or a constant column: y equals beta."""
    for m in (1, 4):
        # Whole numbers: the mean of equal ones is exact.
        x = normal(rng, 1, 5, device=device, scale=10).round().repeat(m, 1)
        _, gamma, beta = _columns(rng, 2, 5, device=device)
        y, _ = unpack(student.batch_norm_forward(x, gamma, beta, 1e-5), ("y", "cache"))
        assert_close(y, beta.repeat(m, 1), what="y")


@pytest.mark.french("Des colonnes très loin de zéro gardent leurs décimales.")
def test_far_from_zero(student, rng, device):
    """Columns very far from zero keep their digits."""
    x, gamma, beta = _columns(rng, 7, 5, device=device)
    far = x + 1e8
    y, _ = unpack(student.batch_norm_forward(far, gamma, beta, 1e-3), ("y", "cache"))
    # Adding 1e8 has rounded x: the deviations are those of what is left.
    assert_close(y, _torch_output(far - 1e8, gamma, beta, 1e-3), rtol=FAR, atol=FAR, what="y")


@pytest.mark.french("y est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """y is right, and the arguments are not modified."""

    def drive(module, x, gamma, beta, eps):
        y, _ = module.batch_norm_forward(x, gamma, beta, eps)
        return y, (x, gamma, beta)

    arguments = _columns(rng, 5, 3, device=device)
    y, after = student.run(drive, *arguments, 1e-3)
    assert_close(y, _torch_output(*arguments, 1e-3), atol=CANCELLATION[torch.float64], what="y")
    for name, old, new in zip(("x", "gamma", "beta"), arguments, after, strict=True):
        assert_unchanged(old, new, name)
