"""Hidden suite of `LeNet5`.

PyTorch's own layers, drawn here, lend their weights; the student's network must do with them what
they do, forwards and backwards.
"""

import math

import pytest
import torch

from autograder.engine.comparing import assert_close, normal

# Sums of up to 400 products, through five layers, rounded in another order.
ROUNDING = {torch.float32: 1e-4, torch.float64: 1e-10}
SHAPES = {
    "conv1": (8, 3, 5, 5),
    "conv2": (16, 8, 5, 5),
    "fc3": (120, 400),
    "fc4": (84, 120),
    "fc5": (10, 84),
}


def _weights(rng, device, dtype=torch.float64):
    """Draw weights that keep values of order 1 from layer to layer, and biases."""
    state = {}
    for name, shape in SHAPES.items():
        scale = math.sqrt(2 / math.prod(shape[1:]))
        state[f"{name}.weight"] = normal(rng, *shape, scale=scale, dtype=dtype, device=device)
        state[f"{name}.bias"] = normal(rng, shape[0], scale=0.5, dtype=dtype, device=device)
    return state


def _forward(state, x):
    """Compute the network with PyTorch's functions."""
    function = torch.nn.functional
    for name in ("conv1", "conv2"):
        x = function.conv2d(x, state[f"{name}.weight"], state[f"{name}.bias"])
        x = function.max_pool2d(function.relu(x), 2, 2)
    x = x.reshape(len(x), 400)
    for name in ("fc3", "fc4"):
        x = function.relu(function.linear(x, state[f"{name}.weight"], state[f"{name}.bias"]))
    return function.linear(x, state["fc5.weight"], state["fc5.bias"])


def _expected(state, x, dy=None):
    """Return in float64 the output, and with ``dy`` the gradients for x and each parameter."""
    leaves = {name: t.cpu().double().clone().requires_grad_() for name, t in state.items()}
    images = x.cpu().double().clone().requires_grad_()
    y = _forward(leaves, images)
    if dy is None:
        return y.detach().to(x)
    gradients = torch.autograd.grad(y, [images, *leaves.values()], dy.cpu().double())
    dx, *others = (g.to(x) for g in gradients)
    return y.detach().to(x), dx, dict(zip(leaves, others, strict=True))


def _drive_forward(module, state, x):
    torch.backends.cudnn.allow_tf32 = False  # ten bits of mantissa would hide mistakes
    model = module.LeNet5().to(x.device, x.dtype)
    model.load_state_dict(state)
    return model(x).detach()


def _drive_backward(module, state, x, dy):
    torch.backends.cudnn.allow_tf32 = False
    model = module.LeNet5().to(x.device, x.dtype)
    model.load_state_dict(state)
    x = x.clone().requires_grad_()
    y = model(x)
    y.backward(dy)
    gradients = {name: parameter.grad for name, parameter in model.named_parameters()}
    return y.detach(), x.grad, gradients


@pytest.mark.visible
@pytest.mark.french("Les noms et les formes des paramètres, 62 958 en tout.")
def test_parameters(student):
    """The names and the shapes of the parameters, 62,958 in all."""

    def drive(module):
        parameters = dict(module.LeNet5().named_parameters())
        return {name: list(parameter.shape) for name, parameter in parameters.items()}

    shapes = student.run(drive)
    expected = {"conv1": [8, 3, 5, 5], "conv2": [16, 8, 5, 5]}
    expected.update({"fc3": [120, 400], "fc4": [84, 120], "fc5": [10, 84]})
    for layer, weight in expected.items():
        assert shapes[f"{layer}.weight"] == weight, shapes
        assert shapes[f"{layer}.bias"] == weight[:1], shapes
    assert len(shapes) == 10, shapes
    assert_close(sum(math.prod(shape) for shape in shapes.values()), 62958)


@pytest.mark.french("Avec des poids donnés, les scores sont ceux des couches de PyTorch.")
def test_scores(student, rng, device):
    """With given weights, the scores are those of PyTorch's layers."""
    state, x = _weights(rng, device), normal(rng, 5, 3, 32, 32, device=device)
    actual = student.run(_drive_forward, state, x)
    assert_close(actual, _expected(state, x), atol=ROUNDING[x.dtype])


@pytest.mark.french("En simple précision aussi, et les scores restent en simple précision.")
def test_single_precision(student, rng, device):
    """In single precision too, and the scores stay in single precision."""
    state = _weights(rng, device, torch.float32)
    x = normal(rng, 3, 3, 32, 32, dtype=torch.float32, device=device)
    actual = student.run(_drive_forward, state, x)
    assert_close(actual, _expected(state, x), atol=ROUNDING[x.dtype])


@pytest.mark.french("Une seule image : le résultat garde la dimension des exemples.")
def test_single_image(student, rng, device):
    """A single image: the result keeps the dimension of the examples."""
    state, x = _weights(rng, device), normal(rng, 1, 3, 32, 32, device=device)
    actual = student.run(_drive_forward, state, x)
    assert_close(actual, _expected(state, x), atol=ROUNDING[x.dtype])


@pytest.mark.french("Le gradient remonte jusqu'aux images.")
def test_input_gradient(student, rng, device):
    """The gradient goes all the way back to the images."""
    state, x = _weights(rng, device), normal(rng, 2, 3, 32, 32, device=device)
    dy = normal(rng, 2, 10, device=device)
    y, dx, _ = student.run(_drive_backward, state, x, dy)
    expected_y, expected_dx, _ = _expected(state, x, dy)
    assert_close(y, expected_y, atol=ROUNDING[x.dtype])
    assert_close(dx, expected_dx, atol=ROUNDING[x.dtype], what="dx")


@pytest.mark.french("Le gradient de chaque paramètre.")
def test_parameter_gradients(student, rng, device):
    """The gradient of each parameter."""
    state, x = _weights(rng, device), normal(rng, 2, 3, 32, 32, device=device)
    dy = normal(rng, 2, 10, device=device)
    _, _, gradients = student.run(_drive_backward, state, x, dy)
    _, _, expected = _expected(state, x, dy)
    for name in expected:
        assert_close(gradients[name], expected[name], atol=ROUNDING[x.dtype], what=name)
