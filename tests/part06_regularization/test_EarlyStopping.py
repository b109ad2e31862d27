"""Hidden suite of `EarlyStopping`.

A run ends at the first answer that says to stop; what comes after it is not defined.
"""

import math

import pytest


def _answers(module, losses, patience, min_delta):
    """Driver: give the losses one by one and return the answers, up to the one that stops."""
    options = () if min_delta is None else (min_delta,)
    stopping = module.EarlyStopping(patience, *options)
    answers = []
    for loss in losses:
        answers.append(stopping.step(loss))
        if answers[-1]:
            break
    return answers


def _check(student, reference, losses, patience, min_delta=None):
    """Compare the answers with those of the reference, which are not all alike."""
    expected = _answers(reference, losses, patience, min_delta)
    assert expected[-1]
    assert student.run(_answers, losses, patience, min_delta) == expected


@pytest.mark.visible
@pytest.mark.french("L'exemple du cours : cinq pertes, patience 3.")
def test_by_hand(student):
    """The example of the lesson: five losses, patience 3."""

    def drive(module, losses):
        stopping = module.EarlyStopping(patience=3)
        return [stopping.step(loss) for loss in losses]

    answers = student.run(drive, [0.9, 0.7, 0.8, 0.75, 0.72])
    assert answers == [False, False, False, False, True]


@pytest.mark.french("De longues suites : après chaque amélioration, le compte repart de zéro.")
def test_count_starts_again(student, reference, rng):
    """Long runs: after each improvement, the count starts again from zero."""
    for patience in (2, 3, 5):
        losses, best = [], 20.0
        for _ in range(4):
            best -= float(rng.uniform(0.5, 1))
            worse = best + rng.uniform(0.1, 0.4, patience - 1)
            losses += [best, *map(float, worse)]
        # A falling start, then more and more losses above the best one.
        losses += [float(best + gap) for gap in rng.uniform(0.1, 0.4, patience + 3)]
        _check(student, reference, losses, patience)
    _check(student, reference, [float(rng.uniform(1, 2)), 0.5, 0.25, 0.375], 1)


@pytest.mark.french("Des pertes qui baissent après un pic, sans repasser sous la meilleure.")
def test_above_the_best(student, reference, rng):
    """Losses that fall after a peak without coming below the best one again."""
    for patience in (2, 4):
        best = float(rng.uniform(0.2, 0.4))
        falling = [best + 1.0 - 0.1 * i for i in range(patience + 3)]
        _check(student, reference, [best + 0.5, best, *falling], patience)


@pytest.mark.french("Un plateau : une perte égale à la meilleure n'est pas une amélioration.")
def test_plateau(student, reference, rng):
    """A plateau: a loss equal to the best one is not an improvement."""
    for patience in (1, 3):
        best = float(rng.uniform(0.2, 0.4))
        _check(student, reference, [best + 0.3, best, *([best] * (patience + 4))], patience)


@pytest.mark.french("min_delta : il faut gagner plus que cela sur la meilleure perte.")
def test_min_delta(student, reference, rng):
    """min_delta: more than that must be gained on the best loss."""
    # Multiples of 1/16: differences are exact.
    top = float(rng.integers(3, 9))
    small, exact = [top - i / 16 for i in range(4)], [top, top - 0.25, top - 0.25]
    _check(student, reference, small, 3, 0.25)
    _check(student, reference, [*exact, top - 0.125, top], 3, 0.25)
    # A gain of 3/16 on a small loss, which is a large share of it.
    half = [0.5, 0.3125, 0.5, 0.5, 0.5]
    _check(student, reference, half, 3, 0.25)
    # Each loss gains a little on the one before: enough, every few steps, on the best one.
    slow = [top - 3 * i / 16 for i in range(9)]
    _check(student, reference, [*slow, top, top, top], 3, 0.25)
    _check(student, reference, [top, top + 0.125, top + 0.125, top + 0.125, top], 2, 0.25)


@pytest.mark.french("NaN n'est jamais une amélioration, même au début.")
def test_not_a_number(student, reference, rng):
    """NaN is never an improvement, even at the beginning."""
    a, b = float(rng.uniform(0.5, 0.9)), float(rng.uniform(0.1, 0.4))
    _check(student, reference, [a, math.nan, math.nan, math.nan, math.nan], 3)
    _check(student, reference, [a, math.nan, b, math.nan, a, a, a], 2)
    _check(student, reference, [math.nan, a, b, a, a, a], 3)


@pytest.mark.french("Deux entraînements à la fois ne se mélangent pas.")
def test_two_objects(student, reference, rng):
    """Two trainings at the same time do not get mixed up."""

    def drive(module, pairs, patience):
        one, two = module.EarlyStopping(patience), module.EarlyStopping(patience + 4)
        return [(one.step(a), two.step(b)) for a, b in pairs]

    falling = [float(5 - i - rng.uniform(0, 0.5)) for i in range(4)]
    pairs = [(9.0 - i, loss) for i, loss in enumerate(falling)] + [(7.0, 0.1), (7.5, 0.2)]
    answers = [tuple(pair) for pair in student.run(drive, pairs, 2)]
    assert answers == drive(reference, pairs, 2)
