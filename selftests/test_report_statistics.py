"""Formulas of item analysis against numbers computed by hand, by tables and by scipy.

Where a comment says scipy, the number is that of scipy 1.x (or pingouin) on the same data.
"""

from __future__ import annotations

import math

import pytest

from autograder.report.statistics import (
    Estimate,
    correlation,
    cronbach_alpha,
    f_quantile,
    paired_gain,
    proportion,
)


def _is(estimate: Estimate | None, value: float, low: float, high: float) -> None:
    assert estimate is not None
    found = (estimate.value, estimate.low, estimate.high)
    assert found == pytest.approx((value, low, high), abs=1e-6)


def test_proportion_has_wilsons_interval() -> None:
    """8 of 10, and nobody of 10, as scipy.stats.binomtest(...).proportion_ci("wilson")."""
    _is(proportion(0.8, 10), 0.8, 0.490162, 0.943318)
    _is(proportion(0.0, 10), 0.0, 0.0, 0.277533)
    assert proportion(0.0, 0) is None


def test_correlation_has_fishers_interval() -> None:
    """By hand, the sum of products is 8 and both sums of squares are 10; interval by scipy."""
    _is(correlation([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]), 0.8, -0.279640, 0.986196)


def test_correlation_of_yes_and_no_is_point_biserial() -> None:
    """By hand, means of yes and no: (7 - 4.5) / √6 · √(0.6 · 0.4) = 0.5; interval by scipy."""
    chose = [0, 0, 1, 1, 1, 0, 1, 0, 1, 1]
    scores = [3, 5, 6, 9, 7, 4, 8, 6, 2, 10]
    _is(correlation(chose, scores), 0.5, -0.189184, 0.859153)


def test_correlation_of_what_does_not_vary_is_unknown() -> None:
    """Everybody alike, or nobody: no number, rather than a zero or a crash."""
    assert correlation([1, 1, 1, 1], [1, 2, 3, 4]) is None
    assert correlation([1, 2, 3, 4], [0.1 + 0.2, 0.3, 0.3, 0.3]) is None
    assert correlation([], []) is None
    assert correlation([1, 2, 3], [1, 3, 2]) == Estimate(0.5)
    assert correlation([1, 2, 3, 4], [2, 4, 6, 8]) == Estimate(1.0, 1.0, 1.0)


def test_alpha_has_feldts_interval() -> None:
    """By hand: variances 5/3, 2, 8/3, of the total 53/3: 3/2 (1 - 19/53); ends by pingouin."""
    _is(cronbach_alpha([[1, 2, 3, 4], [2, 2, 3, 5], [1, 3, 3, 5]]), 51 / 53, 0.750989, 0.997439)


def test_alpha_of_too_little_is_unknown() -> None:
    """One item, one student, or a total that is the same for everybody."""
    assert cronbach_alpha([[1, 2, 3]]) is None
    assert cronbach_alpha([[1], [2]]) is None
    assert cronbach_alpha([[1, 2, 3], [3, 2, 1]]) is None
    assert cronbach_alpha([]) is None


@pytest.mark.parametrize(
    ("probability", "d1", "d2", "value"),
    [
        (0.95, 2, 2, 19.0),  # closed form p / (1 - p)
        (0.975, 2, 6, 3 * (0.025 ** (-1 / 3) - 1)),  # closed form d2/2 ((1-p)^(-2/d2) - 1)
        (0.95, 1, 10, 2.228139**2),  # Student's t
        (0.975, 5, 10, 4.236086),  # printed tables
        (0.025, 39, 858, 0.601883),  # scipy: forty students, 23 items
    ],
)
def test_f_quantile(probability: float, d1: int, d2: int, value: float) -> None:
    """Closed forms, tables and scipy."""
    assert f_quantile(probability, d1, d2) == pytest.approx(value, rel=2e-6)


def test_gain_is_of_pairs() -> None:
    """Gains 1, 0, 1/2, 0; interval as scipy.stats.ttest_rel, which a share of points ends at 1."""
    before, after = [0, 0.5, 0.5, 1], [1, 0.5, 1, 1]
    _is(paired_gain(before, after), 0.375, -0.386740, 1.0)
    assert paired_gain([0.5], [1]) == Estimate(0.5)
    assert paired_gain([], []) is None
    assert math.isclose(paired_gain([0, 0], [1, 1]).low or 0, 1)  # type: ignore[union-attr]
