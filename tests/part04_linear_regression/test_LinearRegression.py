"""Hidden suite of `LinearRegression`; the expected values are those of `torch.nn.Linear`."""

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, normal, unpack

# Some dozens of steps, each of which rounds sums that may cancel.
ROUNDING = {torch.float32: 1e-4, torch.float64: 1e-10}
NAMES = ("weight", "bias")


class PyTorch:
    """The module that a driver runs on for the expected values."""

    class LinearRegression(torch.nn.Linear):
        """A layer with one neuron, trained with PyTorch's plain descent."""

        def __init__(self, n_features):
            """Start from zero."""
            super().__init__(n_features, 1)
            torch.nn.init.zeros_(self.weight)
            torch.nn.init.zeros_(self.bias)

        def forward(self, x):
            """Drop the dimension of the neuron."""
            return super().forward(x)[:, 0]

        def fit(self, x, y, learning_rate, n_iter):
            """Train on half the mean squared error."""
            optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
            history = []
            for step in range(n_iter + 1):
                cost = torch.nn.functional.mse_loss(self(x), y) / 2
                history.append(cost.item())
                if step < n_iter:
                    optimizer.zero_grad()
                    cost.backward()
                    optimizer.step()
            return history


def _state(rng, n, dtype=torch.float64, device="cpu"):
    """Return the state of a model that has already learnt something."""
    weight = normal(rng, 1, n, dtype=dtype, device=device) + 2
    return {"weight": weight, "bias": normal(rng, 1, dtype=dtype, device=device) + 3}


def _data(rng, m, n, dtype=torch.float64, device="cpu"):
    """Return inputs whose mean is not zero, and targets."""
    x = 0.5 + normal(rng, m, n, dtype=dtype, device=device)
    return x, normal(rng, m, dtype=dtype, device=device, scale=2) + 1


def train(module, state, x, y, learning_rate, n_iter):
    """Driver: return the parameters after one `fit` from a state, and its history."""
    model = module.LinearRegression(x.shape[1]).to(x.device, x.dtype)
    if state is not None:
        model.load_state_dict(state)
    history = model.fit(x, y, learning_rate, n_iter)
    after = model.state_dict()
    return after["weight"], after["bias"], history


def _check(student, *arguments, parts=(*NAMES, "history")):
    """Compare the named results of one training."""
    results = unpack(student.run(train, *arguments), (*NAMES, "history"))
    expected = train(PyTorch, *arguments)
    tolerance = ROUNDING[arguments[1].dtype]
    for name, result, right in zip((*NAMES, "history"), results, expected, strict=True):
        if name not in parts:
            continue
        if name == "history":
            costs = unpack(result, [f"J{i}" for i in range(len(right))])
            for cost, value in zip(costs, right, strict=True):
                assert_close(cost, value, rtol=tolerance, atol=tolerance, what=name)
        else:
            assert_close(result, right, rtol=tolerance, atol=tolerance, what=name)


@pytest.mark.visible
@pytest.mark.french("Les trois points des diapositives : un pas depuis zéro, avec α = 0,1.")
def test_one_step(student):
    """The three points of the slides: one step from zero, with α = 0.1."""

    def drive(module):
        model = module.LinearRegression(1)
        x, y = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
        history = model.fit(x, y, 0.1, 1)
        return model.weight.detach(), model.bias.detach(), model(x).detach(), history

    weight, bias, prediction, history = student.run(drive)
    assert_close(weight, torch.tensor([[7 / 15]]), what="weight")
    assert_close(bias, torch.tensor([0.2]), what="bias")
    assert_close(prediction, torch.tensor([10 / 15, 17 / 15, 24 / 15]), what="y")
    assert_close(torch.tensor(history), torch.tensor([7 / 3, 127 / 270]), what="history")


@pytest.mark.french("Un modèle neuf : ses paramètres, puis ceux de `torch.nn.Linear` chargés.")
def test_parameters(student, rng, device):
    """A new model: its parameters, then those of `torch.nn.Linear` loaded."""

    def drive(module, state, x):
        model = module.LinearRegression(x.shape[1]).to(x.device)
        new = {name: p.detach().clone() for name, p in model.named_parameters()}
        first = model(x).detach()
        model.load_state_dict(state)
        return new, sorted(model.state_dict()), first, model(x).detach()

    x, _ = _data(rng, 5, 3, torch.float32, device)
    state = _state(rng, 3, torch.float32, device)
    expected = drive(PyTorch, state, x)
    new, names, *outputs = student.run(drive, state, x)
    assert names == expected[1]
    for name in NAMES:
        assert_close(new.get(name), expected[0][name], what=name)
    for output, right in zip(outputs, expected[2:], strict=True):
        assert_close(output, right, what="y")


@pytest.mark.french("Les prédictions et leurs gradients, en float32 et en float64.")
def test_predictions(student, rng, device):
    """The predictions and their gradients, in float32 and in float64."""

    def drive(module, state, x, upstream):
        model = module.LinearRegression(x.shape[1]).to(x.device, x.dtype)
        model.load_state_dict(state)
        x = x.clone().requires_grad_()
        y = model(x)
        y.backward(upstream)
        return y.detach(), x.grad, model.weight.grad, model.bias.grad

    for dtype in FLOATS:
        for m, n in ((7, 5), (1, 3)):
            x, upstream = _data(rng, m, n, dtype, device)
            arguments = _state(rng, n, dtype, device), x, upstream
            names = ("y", "dx", "dweight", "dbias")
            results = unpack(student.run(drive, *arguments), names)
            expected = drive(PyTorch, *arguments)
            for name, result, right in zip(names, results, expected, strict=True):
                assert_close(result, right, atol=ROUNDING[dtype] / 10, what=name)


@pytest.mark.french("Les paramètres après plusieurs pas, en float32 et en float64.")
def test_training(student, rng, device):
    """The parameters after several steps, in float32 and in float64."""
    for dtype in FLOATS:
        for m, n, steps in ((11, 3, 5), (23, 5, 30)):
            data = _data(rng, m, n, dtype, device)
            _check(student, _state(rng, n, dtype, device), *data, 0.1, steps, parts=NAMES)


@pytest.mark.french("L'historique : une liste de nombres, le coût du départ compris.")
def test_history(student, rng, device):
    """The history: a list of numbers, the cost of the start included."""
    for m, n, steps in ((11, 3, 5), (7, 2, 13)):
        data = _data(rng, m, n, device=device)
        _check(student, _state(rng, n, device=device), *data, 0.1, steps, parts=["history"])


@pytest.mark.french("Un second appel reprend où le premier s'est arrêté.")
def test_second_call(student, rng, device):
    """A second call goes on where the first one stopped."""

    def drive(module, x, y):
        model = module.LinearRegression(x.shape[1]).to(x.device, x.dtype)
        model.fit(x, y, 0.2, 3)
        model.fit(x, y, 0.05, 4)
        return model.weight.detach(), model.bias.detach(), model(x).detach()

    x, y = _data(rng, 11, 3, device=device)
    expected = drive(PyTorch, x, y)
    names = (*NAMES, "y")
    results = unpack(student.run(drive, x, y), names)
    for name, result, right in zip(names, results, expected, strict=True):
        assert_close(result, right, rtol=1e-10, atol=1e-10, what=name)


@pytest.mark.french("Aucun pas, un seul exemple, une seule colonne.")
def test_small_cases(student, rng, device):
    """No step, a single example, a single column."""
    for m, n, steps in ((7, 3, 0), (1, 5, 3), (5, 1, 3)):
        data = _data(rng, m, n, device=device)
        _check(student, _state(rng, n, device=device), *data, 0.1, steps)


@pytest.mark.french("Le résultat est juste, et x et y ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The result is right, and x and y are not modified."""

    def drive(module, x, y):
        model = module.LinearRegression(x.shape[1]).to(x.device, x.dtype)
        model.fit(x, y, 0.1, 5)
        return model.weight.detach(), x, y

    data = _data(rng, 7, 3, device=device)
    weight, *after = student.run(drive, *data)
    assert_close(weight, drive(PyTorch, *data)[0], rtol=1e-10, atol=1e-10, what="weight")
    for name, old, new in zip(("x", "y"), data, after, strict=True):
        assert_unchanged(old, new, name)
