"""Hidden suite of `minibatches`: what the mini-batches must be, never a particular order."""

from itertools import pairwise

import numpy as np
import pytest
import torch

from autograder.engine.comparing import assert_close, assert_unchanged, normal, unpack

PAIR = ("x_batch", "y_batch")


def epochs(module, x, y, batch_size, seed, count):
    """Return the mini-batches of some epochs in a row, each epoch a list of pairs."""
    generator = torch.Generator(x.device).manual_seed(seed)
    found = []
    for _ in range(count):
        batches = module.minibatches(x.clone(), y.clone(), batch_size, generator)
        found.append([tuple(pair) for pair in batches])
    return found


def _examples(rng, m, *shape, device="cpu"):
    """Return m examples and their targets: the whole numbers below m, in some order."""
    y = torch.from_numpy(rng.permutation(m)).to(device)
    return normal(rng, m, *shape, dtype=torch.float32, device=device), y


def _joined(batches):
    """Return the x and the y of all mini-batches, one after another."""
    pairs = [unpack(pair, PAIR) for pair in batches]
    return tuple(torch.cat(parts) for parts in zip(*pairs, strict=True))


def _order(batches):
    """Return the numbers of the examples, in the order of the mini-batches."""
    return _joined(batches)[1].tolist()


@pytest.mark.visible
@pytest.mark.french("Cinq exemples par deux : des lots de 2, 2 et 1, sans perte ni double.")
def test_by_hand(student):
    """Five examples by twos: batches of 2, 2 and 1, nothing lost, nothing twice."""

    def drive(module, x, y):
        generator = torch.Generator().manual_seed(0)
        return [tuple(pair) for pair in module.minibatches(x, y, 2, generator)]

    x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
    batches = student.run(drive, x, 10 * x)
    assert [len(x_batch) for x_batch, y_batch in batches] == [2, 2, 1]
    for x_batch, y_batch in batches:
        assert_close(y_batch, 10 * x_batch, what="y_batch")
    seen = torch.cat([x_batch for x_batch, y_batch in batches])
    assert_close(seen.sort(dim=0).values, x, what="x_batch")


@pytest.mark.french("Chaque exemple est dans un lot et un seul.")
def test_each_example_once(student, rng, device):
    """Each example is in one batch, and only one."""
    for m, batch_size in [(13, 5), (12, 4), (3, 7), (5, 1)]:
        x, y = _examples(rng, m, 2, device=device)
        for batches in student.run(epochs, x, y, batch_size, 1, 2):
            _, targets = _joined(batches)
            assert_close(targets.sort().values, torch.arange(m, device=device), what="y_batch")


@pytest.mark.french("Chaque exemple reste à côté de sa cible, quelles que soient leurs formes.")
def test_pairs(student, rng, device):
    """Each example stays next to its target, whatever their shapes."""
    for shape in [(), (3,), (2, 5, 3)]:
        x, y = _examples(rng, 17, *shape, device=device)
        of_target = x[y.argsort()]
        (batches,) = student.run(epochs, x, y, 5, 2, 1)
        inputs, targets = _joined(batches)
        assert targets.dtype == y.dtype
        assert_close(inputs, of_target[targets], what="x_batch")


@pytest.mark.french("Le nombre d'exemples de chaque lot, aussi quand le compte tombe juste.")
def test_batch_sizes(student, rng, device):
    """The number of examples of each batch, also when the division leaves nothing over."""
    for m, batch_size in [(17, 5), (12, 4), (5, 5), (3, 7), (1, 2), (53, 5), (101, 7)]:
        x, y = _examples(rng, m, 3, device=device)
        (batches,) = student.run(epochs, x, y, batch_size, 3, 1)
        sizes = [len(part) for pair in batches for part in unpack(pair, PAIR)]
        full, rest = divmod(m, batch_size)
        expected = np.repeat([batch_size] * full + [rest] * (rest > 0), 2)
        assert_close(np.array(sizes, dtype=int), expected, what="len(x_batch), len(y_batch)")


@pytest.mark.french("Les exemples sont mélangés, et autrement à chaque époque.")
def test_shuffled_anew(student, rng, device):
    """The examples are shuffled, and differently in each epoch."""
    x, y = _examples(rng, 104, 2, device=device)
    found = student.run(epochs, x, y, 8, 4, 2)
    first, second = map(_order, found)
    assert sorted(first) == sorted(second) == list(range(104))
    assert first != second
    # Side by side in a batch, side by side in y: by chance once or twice in a hundred.
    place = {number: i for i, number in enumerate(y.tolist())}
    for order in (first, second):
        steps = [place[b] - place[a] for a, b in pairwise(order)]
        assert steps.count(1) < 15
    # Eight examples in a row, shuffled among themselves, are still the same eight examples.
    for batch in (unpack(pair, PAIR) for batches in found for pair in batches):
        assert len({place[number] // 8 for number in batch[1].tolist()}) != 1


@pytest.mark.french("Seul le générateur donné décide : même graine, mêmes lots.")
def test_given_generator(student, rng, device):
    """The given generator alone decides: same seed, same batches."""

    def drive(module, x, y, seeds):
        found, untouched = [], True
        for number, seed in enumerate(seeds):
            torch.manual_seed(number)
            before = torch.get_rng_state()
            generator = torch.Generator(x.device).manual_seed(seed)
            batches = module.minibatches(x.clone(), y.clone(), 6, generator)
            found.append([tuple(pair) for pair in batches])
            untouched = untouched and torch.equal(before, torch.get_rng_state())
        return found, untouched

    x, y = _examples(rng, 54, 2, device=device)
    found, untouched = student.run(drive, x, y, [5, 5, 6])
    first, again, other = map(_order, found)
    assert sorted(first) == list(range(54))
    assert first == again
    assert first != other
    assert untouched


@pytest.mark.french("Les lots sont complets, et ni x ni y ne sont modifiés.")
def test_arguments_unchanged(student, rng, device):
    """The batches are complete, and neither x nor y is modified."""

    def drive(module, x, y):
        generator = torch.Generator(x.device).manual_seed(7)
        return [tuple(pair) for pair in module.minibatches(x, y, 3, generator)], x, y

    x, y = _examples(rng, 12, 2, device=device)
    batches, x_after, y_after = student.run(drive, x, y)
    assert sorted(_order(batches)) == list(range(12))
    assert_unchanged(x, x_after, "x")
    assert_unchanged(y, y_after, "y")
