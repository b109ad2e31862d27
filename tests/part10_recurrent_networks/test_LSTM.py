"""Hidden suite of `LSTM`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, Mismatch, assert_close, normal, unpack
from autograder.model import Text

# Each step passes on the rounding of the one before; the weights keep it from growing.
ROUNDING = {torch.float32: 1e-5, torch.float64: 1e-12}
# A gradient for a weight is a sum over steps and examples, which may cancel.
CANCELLATION = {torch.float32: 5e-5, torch.float64: 1e-11}
STATES = ("output", "h_n", "c_n")


def _weights(rng, f, h, dtype=torch.float64, device="cpu"):
    """Return the parameters of a torch.nn.LSTM by name, with two different biases."""
    kinds = {"dtype": dtype, "device": device, "scale": 0.5}
    return {
        "weight_ih_l0": normal(rng, 4 * h, f, **kinds),
        "weight_hh_l0": normal(rng, 4 * h, h, **kinds),
        "bias_ih_l0": normal(rng, 4 * h, **kinds),
        "bias_hh_l0": normal(rng, 4 * h, **kinds),
    }


def _state(rng, n, h, dtype=torch.float64, device="cpu"):
    """Return an initial hidden state and an initial memory."""
    return tuple(normal(rng, 1, n, h, dtype=dtype, device=device) for _ in range(2))


def _theirs(weights, x, state=None, upstream=None):
    """Return PyTorch's answer, or its gradients by name, found in float64 on the processor."""
    kinds = x

    def exact(value):
        return value.cpu().double().requires_grad_(upstream is not None)

    weights, x = {name: exact(value) for name, value in weights.items()}, exact(x)
    state = None if state is None else tuple(map(exact, state))
    f, h = x.shape[2], weights["weight_hh_l0"].shape[1]
    network = torch.nn.LSTM(f, h, batch_first=True, dtype=torch.float64)
    output, last = torch.func.functional_call(network, weights, (x, state))
    results = (output, *last)
    if upstream is None:
        return [result.detach().to(kinds) for result in results]
    wanted = {**weights, "x": x} | dict(zip(("h_0", "c_0"), state or (), strict=False))
    seeds = [seed.cpu().double() for seed in upstream]
    gradients = torch.autograd.grad(results, list(wanted.values()), seeds)
    return {name: g.to(kinds) for name, g in zip(wanted, gradients, strict=True)}


def answer(module, weights, x, state):
    """Load the weights into the student's class and return its answer."""
    size = weights["weight_hh_l0"].shape[1]
    model = module.LSTM(x.shape[2], size).to(x.device, x.dtype)
    model.load_state_dict(weights)
    output, last = model(x) if state is None else model(x, state)
    return output.detach(), [value.detach() for value in last]


def differentiate(module, weights, x, state, upstream):
    """Load the weights, send the upstream gradients back and return what arrives, by name."""
    size = weights["weight_hh_l0"].shape[1]
    model = module.LSTM(x.shape[2], size).to(x.device, x.dtype)
    model.load_state_dict(weights)
    inputs = [value.clone().requires_grad_() for value in (x, *state)]
    output, (h_n, c_n) = model(inputs[0], (inputs[1], inputs[2]))
    torch.autograd.backward((output, h_n, c_n), upstream)
    named = dict(zip(("x", "h_0", "c_0"), inputs, strict=True)) | dict(model.named_parameters())
    return {name: value.grad for name, value in named.items()}


def _compare(result, expected):
    """Compare an answer with PyTorch's, and name the wrong part."""
    output, last = unpack(result, ("output", "(h_n, c_n)"))
    parts = (output, *unpack(last, STATES[1:]))
    for name, part, right in zip(STATES, parts, expected, strict=True):
        assert_close(part, right, atol=ROUNDING[right.dtype], what=name)


def _check_gradients(student, rng, device, names):
    """Compare the gradients of names with PyTorch's, in float32 and in float64."""
    for dtype in FLOATS:
        n, t, f, h = 3, 5, 7, 2
        weights, state = _weights(rng, f, h, dtype, device), _state(rng, n, h, dtype, device)
        x = normal(rng, n, t, f, dtype=dtype, device=device)
        upstream = [normal(rng, n, t, h, dtype=dtype, device=device)]
        upstream += _state(rng, n, h, dtype, device)
        expected = _theirs(weights, x, state, upstream)
        gradients = student.run(differentiate, weights, x, state, upstream)
        for name in names:
            what, atol = f"gradient: {name}", CANCELLATION[dtype]
            assert_close(gradients.get(name), expected[name], atol=atol, what=what)


@pytest.mark.visible
@pytest.mark.french("Avec les mêmes poids, les mêmes réponses que torch.nn.LSTM.")
def test_agrees_with_pytorch(student):
    """With the same weights, the same answers as torch.nn.LSTM."""

    def drive(module, weights, x):
        model = module.LSTM(2, 3)
        model.load_state_dict(weights)
        output, (h_n, c_n) = model(x)
        return output.detach(), h_n.detach(), c_n.detach()

    theirs = torch.nn.LSTM(2, 3, batch_first=True)
    weights = {
        name: torch.linspace(-1, 1, value.numel()).reshape(value.shape)
        for name, value in theirs.state_dict().items()
    }
    theirs.load_state_dict(weights)
    x = torch.tensor([[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]])
    expected_output, (expected_h, expected_c) = theirs(x)
    output, h_n, c_n = student.run(drive, weights, x)
    assert_close(output, expected_output.detach(), what="output")
    assert_close(h_n, expected_h.detach(), what="h_n")
    assert_close(c_n, expected_c.detach(), what="c_n")


@pytest.mark.french(
    "Sans état donné : les sorties et les derniers états, en float32 et en float64."
)
def test_without_state(student, rng, device):
    """Without a given state: the outputs and the last states, in float32 and in float64."""
    for dtype in FLOATS:
        weights = _weights(rng, 2, 7, dtype, device)
        x = normal(rng, 3, 5, 2, dtype=dtype, device=device)
        _compare(student.run(answer, weights, x, None), _theirs(weights, x))


@pytest.mark.french("Un état initial donné, autant d'exemples que de pas, puis une seule unité.")
def test_given_state(student, rng, device):
    """A given initial state, as many examples as steps, then a single unit."""
    for h in (2, 1):
        weights, state = _weights(rng, 3, h, device=device), _state(rng, 5, h, device=device)
        x = normal(rng, 5, 5, 3, device=device)
        _compare(student.run(answer, weights, x, state), _theirs(weights, x, state))


@pytest.mark.french("Les gradients des quatre paramètres.")
def test_parameter_gradients(student, rng, device):
    """The gradients of the four parameters."""
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    _check_gradients(student, rng, device, names)


@pytest.mark.french("Les gradients des entrées et des états initiaux.")
def test_input_gradients(student, rng, device):
    """The gradients of the inputs and of the initial states."""
    _check_gradients(student, rng, device, ("x", "h_0", "c_0"))


@pytest.mark.french("Deux phrases à la suite, un seul exemple : le second appel repart de zéro.")
def test_independent_calls(student, rng, device):
    """Two sentences in a row, a single example: the second call starts from zero."""

    def drive(module, weights, sentences):
        size = weights["weight_hh_l0"].shape[1]
        model = module.LSTM(sentences[0].shape[2], size).to(sentences[0])
        model.load_state_dict(weights)
        answers = []
        for x in sentences:
            output, last = model(x)
            answers.append((output.detach(), [value.detach() for value in last]))
        return answers

    weights = _weights(rng, 3, 5, device=device)
    sentences = [normal(rng, 1, t, 3, device=device) for t in (2, 7)]
    answers = unpack(student.run(drive, weights, sentences), ("first", "second"))
    for result, x in zip(answers, sentences, strict=True):
        _compare(result, _theirs(weights, x))


@pytest.mark.french("Les paramètres de départ : leurs noms, leurs formes, leur tirage uniforme.")
def test_initial_parameters(student, rng, device):
    """The initial parameters: their names, their shapes, their uniform draw."""

    def drive(module, f, h):
        model = module.LSTM(f, h)
        return {name: value.detach() for name, value in model.named_parameters()}

    parameters = student.run(drive, 11, 13)
    names = sorted(_weights(rng, 1, 1))
    if sorted(parameters) != names:
        fr, en = "Les paramètres du contrat sont", "The parameters of the contract are"
        raise Mismatch(Text(f"{fr} {', '.join(names)}.", f"{en} {', '.join(names)}."))
    bound = 1 / math.sqrt(13)
    for name, right in _weights(rng, 11, 13, torch.float32).items():
        # Where the draw falls inside the interval is chance: compare the shape and the type only.
        assert_close(parameters[name] * 0, right * 0, what=name)
        # 52 entries or more: the mean of a uniform draw is within 0.5 of 0 (in units of the bound)
        # and its spread within 40 % of 1/√3, by more than six standard deviations.
        values = parameters[name].double().flatten() / bound
        inside = values.abs().max() <= 1 + 1e-6 and values.mean().abs() < 0.5
        if not (inside and 0.6 < values.std() * math.sqrt(3) < 1.4):
            raise Mismatch(
                Text(
                    f"{name} n'est pas tiré uniformément entre -1/√H et 1/√H.",
                    f"{name} is not drawn uniformly between -1/√H and 1/√H.",
                )
            )
