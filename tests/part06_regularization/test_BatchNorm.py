"""Hidden suite of `BatchNorm`; the expected values are those of `torch.nn.BatchNorm1d`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, normal, uniform, unpack

# A deviation from the mean is a difference of numbers of order 1, which may cancel.
CANCELLATION = {torch.float32: 1e-5, torch.float64: 1e-12}
STATISTICS = ("running_mean", "running_var")


class PyTorch:
    """The module that a driver runs on for the expected values."""

    BatchNorm = torch.nn.BatchNorm1d


def _state(rng, n, dtype=torch.float64, device="cpu"):
    """Return the state of a layer that has already been trained."""
    return {
        "weight": uniform(rng, n, low=0.5, high=2.0, dtype=dtype, device=device),
        "bias": normal(rng, n, dtype=dtype, device=device),
        "running_mean": normal(rng, n, dtype=dtype, device=device),
        "running_var": uniform(rng, n, low=0.5, high=2.0, dtype=dtype, device=device),
        "num_batches_tracked": torch.tensor(3, device=device),
    }


def _batches(rng, n, sizes, dtype=torch.float64, device="cpu"):
    """Return batches of the given numbers of examples, far from the initial statistics."""
    return [2 + 3 * normal(rng, m, n, dtype=dtype, device=device) for m in sizes]


def outputs(module, state, batches, training, eps, momentum):
    """Return what a layer with this state answers to each batch, in one mode."""
    x = batches[0]
    layer = module.BatchNorm(x.shape[1], eps, momentum).to(x.device, x.dtype)
    layer.load_state_dict(state)
    layer.train(training)
    return [layer(x).detach() for x in batches]


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : un lot d'entraînement, puis un exemple à évaluer.")
def test_by_hand(student):
    """The example of the lesson: one batch in training, then one example to evaluate."""

    def drive(module):
        layer = module.BatchNorm(1, eps=0.3125)
        y = layer(torch.tensor([[1.0], [2.0], [3.0], [4.0]])).detach()
        layer.eval()
        later = layer(torch.tensor([[0.25]])).detach()
        return y, layer.running_mean, layer.running_var, later

    y, running_mean, running_var, later = student.run(drive)
    assert_close(y, torch.tensor([[-1.2], [-0.4], [0.4], [1.2]]), what="y")
    assert_close(running_mean, torch.tensor([0.25]), what="running_mean")
    assert_close(running_var, torch.tensor([0.9 + 0.1 * 5 / 3]), what="running_var")
    assert_close(later, torch.tensor([[0.0]]), what="y")


@pytest.mark.french("Une couche neuve : son état, et ce qu'elle répond avant tout entraînement.")
def test_new_layer(student, rng, device):
    """A new layer: its state, and what it answers before any training."""

    def drive(module, x):
        layer = module.BatchNorm(x.shape[1]).to(x.device)
        layer.eval()
        state = {name: value.detach() for name, value in layer.state_dict().items()}
        return state, layer(x).detach()

    x = normal(rng, 3, 7, dtype=torch.float32, device=device)
    expected, y = drive(PyTorch, x)
    state, result = unpack(student.run(drive, x), ("state_dict", "y"))
    for name in ("weight", "bias", *STATISTICS):
        assert_close(state[name], expected[name], what=name)
    assert_close(result, y, what="y")


@pytest.mark.french("En entraînement, chaque lot est normalisé par ses propres statistiques.")
def test_training_outputs(student, rng, device):
    """In training, each batch is normalised with its own statistics."""
    for dtype in FLOATS:
        arguments = _state(rng, 5, dtype, device), _batches(rng, 5, (7, 3), dtype, device), True
        results = unpack(student.run(outputs, *arguments, 1e-2, 0.3), ("y", "y"))
        for result, value in zip(results, outputs(PyTorch, *arguments, 1e-2, 0.3), strict=True):
            assert_close(result, value, atol=CANCELLATION[dtype], what="y")


@pytest.mark.french("Les statistiques courantes après trois lots de tailles différentes.")
def test_statistics_after_training(student, rng, device):
    """The running statistics after three batches of different sizes."""

    def drive(module, state, batches, eps, momentum):
        x = batches[0]
        layer = module.BatchNorm(x.shape[1], eps, momentum).to(x.device, x.dtype)
        layer.load_state_dict(state)
        for x in batches:
            layer(x)
        return layer.running_mean.detach(), layer.running_var.detach()

    for dtype in FLOATS:
        arguments = _state(rng, 5, dtype, device), _batches(rng, 5, (7, 3, 2), dtype, device)
        results = unpack(student.run(drive, *arguments, 1e-2, 0.3), STATISTICS)
        expected = drive(PyTorch, *arguments, 1e-2, 0.3)
        for name, result, value in zip(STATISTICS, results, expected, strict=True):
            assert_close(result, value, atol=CANCELLATION[dtype], what=name)


@pytest.mark.french("En évaluation, les statistiques courantes servent, et ne bougent pas.")
def test_evaluation_outputs(student, rng, device):
    """In evaluation, the running statistics are used, and do not move."""
    for dtype in FLOATS:
        arguments = _state(rng, 3, dtype, device), _batches(rng, 3, (5, 1, 2), dtype, device), False
        results = unpack(student.run(outputs, *arguments, 1e-2, 0.3), ("y", "y", "y"))
        for result, value in zip(results, outputs(PyTorch, *arguments, 1e-2, 0.3), strict=True):
            assert_close(result, value, atol=CANCELLATION[dtype], what="y")


@pytest.mark.french("Les gradients, en entraînement puis en évaluation.")
def test_gradients(student, rng, device):
    """The gradients, in training and then in evaluation."""

    def drive(module, state, batches, upstream):
        n = batches[0].shape[1]
        layer = module.BatchNorm(n, 0.5, 0.3).to(batches[0].device, batches[0].dtype)
        layer.load_state_dict(state)
        found = []
        for x, dy in zip(batches, upstream, strict=True):
            x.requires_grad_()
            layer.zero_grad()
            layer(x).backward(dy)
            found += [x.grad, *(p.grad.clone() for _, p in sorted(layer.named_parameters()))]
            layer.eval()  # from the second batch on
        return found

    state, batches = _state(rng, 3, device=device), _batches(rng, 3, (7, 5), device=device)
    upstream = [normal(rng, *x.shape, device=device) for x in batches]
    expected = drive(PyTorch, state, batches, upstream)
    results = student.run(drive, state, [x.detach() for x in batches], upstream)
    names = ("dx", "dbias", "dweight") * 2
    for name, result, value in zip(names, unpack(results, names), expected, strict=True):
        assert_close(result, value, atol=CANCELLATION[torch.float64], what=name)


@pytest.mark.french(
    "Un seul exemple : ValueError en entraînement, sans effet sur les statistiques courantes."
)
def test_single_training_example(student, rng, device):
    """A single example: ValueError in training, without effect on the running statistics."""

    def train(module, x):
        return module.BatchNorm(x.shape[1]).to(x.device, x.dtype)(x).detach()

    def drive(module, state, x):
        layer = module.BatchNorm(x.shape[1]).to(x.device, x.dtype)
        layer.load_state_dict(state)
        try:
            layer(x)
        except ValueError:
            layer.eval()
        return layer(x).detach()

    state, x = _state(rng, 5, device=device), normal(rng, 1, 5, device=device)
    assert_close(student.run(drive, state, x), drive(PyTorch, state, x), what="y")
    with student.raises(ValueError):
        student.run(train, x)
