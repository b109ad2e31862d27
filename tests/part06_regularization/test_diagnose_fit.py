"""Hidden suite of `diagnose_fit`."""

import math

import pytest


def _pairs(rng, acceptable, gap):
    """Return pairs of errors on both sides of the limits; the test error is the greater one."""
    train = rng.uniform(0.0, 2 * acceptable, 60)
    test = train + rng.uniform(0.0, 2 * gap, 60)
    return [(float(a), float(b)) for a, b in zip(train, test, strict=True)]


def _ask(module, pairs, limits):
    """Driver: diagnose each pair with the given limits."""
    return [module.diagnose_fit(train, test, *limits) for train, test in pairs]


@pytest.mark.visible
@pytest.mark.french("Les trois cas des diapositives.")
def test_slide_cases(student):
    """The three cases of the slides."""
    assert student.diagnose_fit(0.4, 0.42) == "underfits"
    assert student.diagnose_fit(0.0, 0.2) == "overfits"
    assert student.diagnose_fit(0.02, 0.04) == "fits"


@pytest.mark.french("Des erreurs au hasard, avec les limites par défaut.")
def test_default_limits(student, reference, rng):
    """Random errors, with the default limits."""
    pairs = _pairs(rng, 0.1, 0.05)
    assert student.run(_ask, pairs, ()) == _ask(reference, pairs, ())


@pytest.mark.french("Des erreurs au hasard, avec d'autres limites.")
def test_given_limits(student, reference, rng):
    """Random errors, with other limits."""
    for limits in ((0.3, 0.1), (0.04, 0.2)):
        pairs = _pairs(rng, *limits)
        assert student.run(_ask, pairs, limits) == _ask(reference, pairs, limits)


@pytest.mark.french("Une erreur d'entraînement élevée et, en plus, un grand écart.")
def test_high_error_and_wide_gap(student, reference, rng):
    """A high training error and, on top of it, a wide gap."""
    pairs = [(float(e), float(e + 0.3)) for e in rng.uniform(0.2, 0.6, 11)]
    pairs.append((0.0, float(rng.uniform(0.2, 0.4))))
    assert student.run(_ask, pairs, ()) == _ask(reference, pairs, ())


@pytest.mark.french("Un modèle meilleur sur les données de test que sur celles d'entraînement.")
def test_better_on_test_data(student, reference, rng):
    """A model that does better on test data than on training data."""
    pairs = [(float(e), float(e / 10)) for e in rng.uniform(0.1, 0.24, 11)]
    pairs.append((0.3, 0.2))
    assert student.run(_ask, pairs, (0.25, 0.05)) == _ask(reference, pairs, (0.25, 0.05))


@pytest.mark.french("Une erreur ou un écart exactement égal à sa limite.")
def test_exactly_at_the_limits(student, reference, rng):
    """An error or a gap exactly equal to its limit."""
    acceptable, gap = float(rng.integers(2, 5)) / 16, float(rng.integers(2, 5)) / 32
    # Multiples of 1/64: differences are exact.
    pairs = [
        (acceptable, acceptable),
        (acceptable, acceptable + gap),
        (acceptable, acceptable + gap + 1 / 64),
        (acceptable + 1 / 64, acceptable),
        (0.0, gap),
        (0.0, gap + 1 / 64),
    ]
    limits = (acceptable, gap)
    assert student.run(_ask, pairs, limits) == _ask(reference, pairs, limits)


@pytest.mark.french("ValueError pour NaN et pour des pourcentages, et 0 et 1 sont acceptés.")
def test_impossible_errors(student, reference, rng):
    """ValueError for NaN and for percentages, and 0 and 1 are accepted."""
    error = float(rng.uniform(0.0, 0.1))
    impossible = [(math.nan, error), (error, math.nan), (15.0, 18.0)]
    impossible += [(error, 1.5), (1.5, error), (-0.5, error), (error, -0.5)]
    for pair in impossible:
        with student.raises(ValueError):
            student.diagnose_fit(*pair)
    pairs = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
    assert student.run(_ask, pairs, ()) == _ask(reference, pairs, ())
