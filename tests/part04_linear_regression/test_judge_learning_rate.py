"""Hidden suite of `judge_learning_rate`.

Costs come from formulas whose verdict does not depend on rounding: none is near a limit.
"""

import math

import numpy as np
import pytest


def _ask(module, histories):
    """Driver: judge each history."""
    return [module.judge_learning_rate(history) for history in histories]


def _check(student, reference, histories):
    """Compare the verdicts with those of the reference, which are not all alike."""
    expected = _ask(reference, histories)
    assert len(set(expected)) > 1
    assert student.run(_ask, histories) == expected


def _falling(first, floor, rate, length):
    """Return costs that fall from `first` towards `floor`, in steps of a factor `rate`."""
    return [float(floor + (first - floor) * rate**step) for step in range(length)]


@pytest.mark.visible
@pytest.mark.french("Trois courbes : l'une s'arrête de descendre, l'autre non, la dernière monte.")
def test_three_curves(student):
    """Three curves: one stops falling, another does not, the last one rises."""
    assert student.judge_learning_rate([8.0, 0.5, 0.25, 0.25, 0.25]) == "converges"
    assert student.judge_learning_rate([8.0, 7.0, 6.0, 5.0, 4.0]) == "slow"
    assert student.judge_learning_rate([8.0, 9.0, 11.0, 15.0, 23.0]) == "diverges"


@pytest.mark.french("Des descentes plus ou moins rapides vers un coût nul ou non.")
def test_speeds(student, reference, rng):
    """Faster and slower descents, towards a cost of zero or another one."""
    histories = [
        _falling(float(rng.uniform(2, 9)), floor, rate, 41)
        for rate in (0.5, 0.78, 0.81, 0.95, 0.99)
        for floor in (0.0, 0.5)
    ]
    _check(student, reference, histories)


@pytest.mark.french("Les mêmes courbes, en milliardièmes et en milliards : l'unité ne compte pas.")
def test_scales(student, reference, rng):
    """The same curves, in billionths and in billions: the unit does not matter."""
    first = float(rng.uniform(2, 9))
    curves = [_falling(first, 0.3, rate, 31) for rate in (0.5, 0.97)]
    histories = [[c * scale for c in curve] for curve in curves for scale in (1e-9, 1e9)]
    _check(student, reference, histories)


@pytest.mark.french("Un long plateau au-dessus de zéro, et une chute qui ne finit pas.")
def test_high_plateau(student, reference, rng):
    """A long plateau above zero, and a fall that does not end."""
    floor = float(rng.uniform(5000, 9000))
    plateau = _falling(floor + 40, floor, 0.3, 23)
    falling = [float(floor + 40 - step) for step in range(23)]
    _check(student, reference, [plateau, falling, [1.0, *falling[1:]]])


@pytest.mark.french("Une marche, juste avant ou juste après le milieu de l'historique.")
def test_step_near_the_middle(student, reference, rng):
    """A step, just before or just after the middle of the history."""
    high, low = float(rng.uniform(5, 9)), float(rng.uniform(1, 2))
    histories = [
        [high] * before + [low] * (length - before) for length in (10, 11) for before in range(3, 8)
    ]
    _check(student, reference, histories)


@pytest.mark.french("Des coûts qui oscillent, en descendant ou en montant.")
def test_oscillations(student, reference, rng):
    """Costs that oscillate while they fall or rise."""
    size = float(rng.uniform(2, 3))
    falling = [size * (1.5 + math.cos(3 * step)) * 0.8**step for step in range(60)]
    rising = [size * (3.5 + math.cos(3 * step)) * 1.1**step for step in range(60)]
    slow = [size * (9 - 0.1 * step + 0.5 * (-1) ** step) for step in range(61)]
    detour = [size, 2 * size, 3 * size, *_falling(size, 0.0, 0.3, 40)]
    low_point = [size, size / 9, *([size / 4] * 2), *([size / 3] * 3)]
    _check(student, reference, [falling, rising, slow, detour, low_point])


@pytest.mark.french("Une fin infinie ou qui n'est plus un nombre, et une courbe plate.")
def test_not_finite(student, reference, rng):
    """An end that is infinite or no longer a number, and a flat curve."""
    first = float(rng.uniform(2, 9))
    growing = [first * 100.0**step for step in range(5)]
    histories = [[*growing, math.inf], [*growing, math.inf, math.nan], [first] * 7]
    falling = _falling(first, 0.0, 0.9, 9)
    _check(student, reference, [*histories, falling, [*falling, math.nan]])


@pytest.mark.french("L'historique peut être une liste ou un tableau ; il n'est pas modifié.")
def test_list_or_array(student, reference, rng):
    """The history may be a list or an array; it is not modified."""

    def drive(module, histories):
        verdicts = [module.judge_learning_rate(history) for history in histories]
        return verdicts, [[float(c) for c in history] for history in histories]

    first = float(rng.uniform(2, 9))
    lists = [_falling(first, 0.2, rate, 17) for rate in (0.3, 0.9, 1.2)]
    histories = [*lists, *(np.array(history) for history in lists)]
    verdicts, after = student.run(drive, histories)
    assert verdicts == _ask(reference, histories)
    assert after == lists * 2
