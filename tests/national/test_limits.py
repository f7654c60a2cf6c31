"""Exact binomial limits against an independent brute force with whole numbers, and the signal beyond them."""

from fractions import Fraction
from math import comb, floor, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from national.intervals import Z95
from national.limits import limits, signal

Z998 = 3.090232


def brute_force(n: int, share: Fraction, level: Fraction) -> float:
    """Spiegelhalter 2005 word by word: F summed from zero in exact fractions."""
    below = Fraction(0)
    for count in range(n + 1):
        mass = comb(n, count) * share**count * (1 - share) ** (n - count)
        if below + mass >= level:
            part = (below + mass - level) / mass
            return max(0.0, float((count - part) / n))
        below += mass
    raise AssertionError


@pytest.mark.parametrize(
    "share", [Fraction(1, 100), Fraction(1, 20), Fraction(3, 10), Fraction(7, 10), Fraction(97, 100)]
)
@pytest.mark.parametrize("n", [1, 2, 5, 17, 60, 263])
def test_limits_equal_the_brute_force(n, share):
    found = limits(n, float(share))
    levels = (Fraction(1, 1000), Fraction(25, 1000), Fraction(975, 1000), Fraction(999, 1000))
    expected = [brute_force(n, share, level) for level in levels]
    assert [found.lowest, found.low, found.high, found.highest] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("n", [102, 1008, 9998])
def test_large_groups_come_near_the_published_normal_limits(n):
    share = 0.80642448  # statistics case T3 (PHEindicatormethods)
    found, half = limits(n, share), sqrt(share * (1 - share) / n)
    approximate = [share - Z998 * half, share - Z95 * half, share + Z95 * half, share + Z998 * half]
    # a count is whole and its spread is skew: the exact limit lies within one person and a half of the smooth one
    assert [found.lowest, found.low, found.high, found.highest] == pytest.approx(approximate, abs=1.5 / n + 0.001)


def test_a_million_people_are_no_trouble():
    found = limits(1_000_000, 0.2)
    assert (found.low, found.high) == pytest.approx((0.2 - Z95 * 0.0004, 0.2 + Z95 * 0.0004), abs=2e-6)


@settings(deadline=None)
@given(st.integers(1, 4000), st.floats(0.001, 0.999))
def test_limits_hold_the_share_in_their_order(n, share):
    found = limits(n, share)
    assert 0 <= found.lowest <= found.low <= found.high <= found.highest <= 1
    assert found.low <= share + 1 / n
    assert found.high >= share - 1 / n


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_all_or_nobody_takes_part_nobody_stands_out(share):
    assert signal(floor(share * 9), 9, share) == "usual"


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(30, 100, "usual"), (40, 100, "above"), (45, 100, "far-above"), (21, 100, "usual"), (20, 100, "below"),
     (15, 100, "far-below"), (0, 3, "usual"), (0, 0, "none")],
)  # fmt: skip
def test_a_signal_needs_more_than_chance(numerator, denominator, expected):
    assert signal(numerator, denominator, 0.3) == expected


@pytest.mark.parametrize(("n", "share"), [(0, 0.5), (-1, 0.5), (5, -0.1), (5, 1.1)])
def test_what_is_no_group_has_no_limits(n, share):
    with pytest.raises(ValueError, match="no limits"):
        limits(n, share)
