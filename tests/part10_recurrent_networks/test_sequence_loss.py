"""Hidden suite of `sequence_loss`."""

import math

import pytest
import torch

from autograder.engine.comparing import FLOATS, assert_close, assert_unchanged, uniform

NAMES = ("probability", "target", "lengths")


def _batch(rng, lengths, t, dtype=torch.float64, device="cpu"):
    """Return probabilities away from 0 and 1, targets of 0 and 1, and the lengths."""
    n = len(lengths)
    probability = uniform(rng, n, t, low=0.05, high=0.95, dtype=dtype, device=device)
    target = (uniform(rng, n, t, dtype=dtype, device=device) < 0.5).to(dtype)
    return probability, target, torch.tensor(lengths, device=device)


def _oracle(probability, target, lengths):
    """Add up PyTorch's own losses, sequence by sequence."""
    loss = torch.nn.functional.binary_cross_entropy
    sums = [
        loss(p[:length], y[:length], reduction="sum")
        for p, y, length in zip(probability, target, lengths.tolist(), strict=True)
    ]
    return torch.stack(sums).mean()


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : les noms de personnes, et une phrase plus courte.")
def test_by_hand(student):
    """The example of the lesson: the names of persons, and a shorter sentence."""
    labels = [[1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0], [1.0] + [0.0] * 8]
    answers = [[0.5, 0.5, 0.25, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25], [0.5, 0.75] + [0.9] * 7]
    cost = student.sequence_loss(torch.tensor(answers), torch.tensor(labels), torch.tensor([9, 2]))
    first, second = 4 * math.log(2) + 5 * math.log(4 / 3), math.log(2) + math.log(4)
    assert_close(cost, torch.tensor((first + second) / 2))


@pytest.mark.french("Des longueurs différentes, en float32 et en float64.")
def test_random_values(student, rng, device):
    """Different lengths, in float32 and in float64."""
    for dtype in FLOATS:
        batch = _batch(rng, [4, 11, 1, 7, 6], 11, dtype, device)
        assert_close(student.sequence_loss(*batch), _oracle(*batch))


@pytest.mark.french("Autant de séquences que de pas : chaque longueur va à sa séquence.")
def test_as_many_sequences_as_steps(student, rng, device):
    """As many sequences as steps: each length goes to its sequence."""
    batch = _batch(rng, [5, 1, 2, 1, 4], 5, device=device)
    assert_close(student.sequence_loss(*batch), _oracle(*batch))


@pytest.mark.french("Une seule séquence, sans remplissage.")
def test_single_sequence(student, rng, device):
    """A single sequence, without padding."""
    batch = _batch(rng, [13], 13, device=device)
    assert_close(student.sequence_loss(*batch), _oracle(*batch))


@pytest.mark.french("Le remplissage ne compte pas, quoi qu'il contienne.")
def test_anything_as_padding(student, rng, device):
    """Padding does not count, whatever it holds."""
    probability, target, lengths = _batch(rng, [5, 13, 7], 13, device=device)
    expected = _oracle(probability, target, lengths)
    padding = torch.arange(13, device=device) >= lengths[:, None]
    probability[padding], target[padding] = math.nan, math.nan
    assert_close(student.sequence_loss(probability, target, lengths), expected)


@pytest.mark.french("Des probabilités de 0 et de 1 exactement : le coût reste fini.")
def test_certain_answers(student, rng, device):
    """Probabilities of exactly 0 and 1: the cost stays finite."""
    probability, target, lengths = _batch(rng, [3, 7], 7, device=device)
    probability[1] = torch.tensor([0.0, 1.0, 0.0, 1.0, 0.5, 0.25, 0.0], device=device)
    target[1] = torch.tensor([0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0], device=device)
    batch = probability, target, lengths
    assert_close(student.sequence_loss(*batch), _oracle(*batch))


@pytest.mark.french("Le coût est juste, et les arguments ne sont pas modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The cost is right, and the arguments are not modified."""

    def drive(module, *batch):
        return module.sequence_loss(*batch), batch

    batch = _batch(rng, [5, 11, 7], 11, device=device)
    cost, after = student.run(drive, *batch)
    assert_close(cost, _oracle(*batch))
    for name, old, new in zip(NAMES, batch, after, strict=True):
        assert_unchanged(old, new, name)
