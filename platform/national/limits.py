"""Owns what chance alone explains about a share: exact binomial limits, in plain Python, and the signal beyond them."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, log1p, sqrt

from core.charts import Signal

INNER, OUTER = 0.025, 0.001
_LEVELS = (OUTER, INNER, 1 - INNER, 1 - OUTER)


@dataclass(frozen=True)
class Limits:
    """Between which shares a group of `n` people stays by chance: 95 % (low, high) and 99.8 % (lowest, highest)."""

    n: int
    lowest: float
    low: float
    high: float
    highest: float


@lru_cache(maxsize=8192)
def limits(n: int, share: float) -> Limits:
    """Exact binomial limits with interpolation (Spiegelhalter 2005) of `n` people where `share` is what all have together.

    Raises ValueError unless n > 0 and 0 <= share <= 1.
    """
    if n <= 0 or not 0 <= share <= 1:
        raise ValueError(f"no limits for {n} people at {share}")
    if share in {0.0, 1.0}:
        return Limits(n, share, share, share, share)
    return Limits(n, *_quantiles(n, share))


def signal(numerator: int, denominator: int, share: float) -> Signal:
    """Which limit a figure is beyond, if any; a group without anyone says nothing."""
    if denominator == 0:
        return "none"
    value, chance = numerator / denominator, limits(denominator, share)
    if value < chance.low:
        return "far-below" if value < chance.lowest else "below"
    if value > chance.high:
        return "far-above" if value > chance.highest else "above"
    return "usual"


def _quantiles(n: int, share: float) -> list[float]:
    """The levels' quantiles as shares. Counts are summed from where all that lies below weighs less than 1e-13."""
    spread, mean = sqrt(n * share * (1 - share)), n * share
    count = max(0, int(mean - min(8 * sqrt(mean), 8 * spread + 22)))
    odds, mass = share / (1 - share), _mass(count, n, share)
    total, found = mass, []
    for level in _LEVELS:
        while total < level and count < n:
            mass *= (n - count) / (count + 1) * odds
            count += 1
            total += mass
        found.append(max(0.0, (count - (total - level) / mass) / n))
    return found


def _mass(count: int, n: int, share: float) -> float:
    """The chance of exactly `count` of `n`."""
    ways = lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1)
    return exp(ways + count * log(share) + (n - count) * log1p(-share))
