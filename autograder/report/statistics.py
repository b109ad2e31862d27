"""The formulas of item analysis, each with its source; plain numbers in, plain numbers out.

All intervals have a confidence of 95 %. What cannot be computed (nobody, or no variance) is None.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev, variance

import mpmath

CONFIDENCE = 0.95
_TAIL = (1 - CONFIDENCE) / 2
_Z = NormalDist().inv_cdf(1 - _TAIL)
# Of a sum of marks in floating point that is the same for everybody.
_NOTHING = 1e-12


@dataclass(frozen=True)
class Estimate:
    """A number with the ends of its confidence interval, which may be unknown."""

    value: float
    low: float | None = None
    high: float | None = None


def proportion(share: float, count: int) -> Estimate | None:
    """Return the share of ``count`` with Wilson's score interval.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), with z = 1.96. Of marks between 0 and 1
    instead of yes and no, it is wider than need be: no such marks vary more than p(1-p).

    Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212.
    """
    if count == 0:
        return None
    z2 = _Z * _Z / count
    middle = share + z2 / 2
    half = _Z * math.sqrt(share * (1 - share) / count + z2 / (4 * count))
    return Estimate(share, (middle - half) / (1 + z2), (middle + half) / (1 + z2))


def correlation(x: Sequence[float], y: Sequence[float]) -> Estimate | None:
    """Return Pearson's r with Fisher's interval, tanh(artanh r ± z/√(n-3)).

    Where ``x`` is 0 or 1, this is the point-biserial correlation, and the interval, which supposes
    two normal variables, is an approximation.

    Source: R. A. Fisher, Metron 1 (1921), 3-32.
    """
    mean_x, mean_y = (fmean(x), fmean(y)) if x else (0.0, 0.0)
    spread_x = sum((a - mean_x) ** 2 for a in x)
    spread_y = sum((b - mean_y) ** 2 for b in y)
    if spread_x < _NOTHING or spread_y < _NOTHING:
        return None
    product = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    r = max(-1.0, min(1.0, product / math.sqrt(spread_x * spread_y)))
    if len(x) <= 3:
        return Estimate(r)
    if abs(r) == 1:
        return Estimate(r, r, r)
    half = _Z / math.sqrt(len(x) - 3)
    return Estimate(r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half))


def cronbach_alpha(items: Sequence[Sequence[float]]) -> Estimate | None:
    """Return Cronbach's alpha of ``items``, each the points of all students, with Feldt's interval.

    α = k/(k-1) · (1 - Σ var(item) / var(total)); the interval is 1 - (1-α)·F, with the quantiles
    F of n-1 and (n-1)(k-1) degrees of freedom.

    Sources: L. J. Cronbach, Psychometrika 16 (1951), 297-334; L. S. Feldt, Psychometrika 30
    (1965), 357-370.
    """
    k, n = len(items), len(items[0]) if items else 0
    if k < 2 or n < 2:
        return None
    total = variance([math.fsum(row) for row in zip(*items, strict=True)])
    if total < _NOTHING:
        return None
    alpha = k / (k - 1) * (1 - math.fsum(variance(item) for item in items) / total)
    d1, d2 = n - 1, (n - 1) * (k - 1)
    low = 1 - (1 - alpha) * f_quantile(1 - _TAIL, d1, d2)
    return Estimate(alpha, low, 1 - (1 - alpha) * f_quantile(_TAIL, d1, d2))


def paired_gain(before: Sequence[float], after: Sequence[float]) -> Estimate | None:
    """Return the mean of ``after - before`` of the same students with Student's interval.

    d ± t·s/√n, with t² the quantile of F with 1 and n-1 degrees of freedom.

    Source: Student, Biometrika 6 (1908), 1-25.
    """
    gains = [b - a for a, b in zip(before, after, strict=True)]
    if not gains:
        return None
    mean = fmean(gains)
    if len(gains) == 1:
        return Estimate(mean)
    t = math.sqrt(f_quantile(CONFIDENCE, 1, len(gains) - 1))
    half = t * stdev(gains) / math.sqrt(len(gains))
    return Estimate(mean, max(-1.0, mean - half), min(1.0, mean + half))


def f_quantile(probability: float, d1: int, d2: int) -> float:
    """Return the value below which the F distribution has ``probability``.

    Found by bisection: the distribution function is the regularized incomplete beta function at
    d1·x / (d1·x + d2), with d1/2 and d2/2 (Abramowitz and Stegun, 26.6.2).
    """
    low, high = 0.0, 1.0
    while high - low > 1e-13:
        share = (low + high) / 2
        below = mpmath.betainc(d1 / 2, d2 / 2, 0, share, regularized=True)
        low, high = (share, high) if below < probability else (low, share)
    return d2 * low / (d1 * (1 - low))
