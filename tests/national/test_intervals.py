"""The Wilson interval against published values (statistics cases T5: Newcombe 1998, PHEindicatormethods)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from national.intervals import wilson


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombe_method_3(numerator, denominator, low, high):
    assert wilson(numerator, denominator) == pytest.approx((low, high), abs=5.1e-5)


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(65, 100, 0.552544, 0.736358), (1045, 5000, 0.197955, 0.220491)],
)
def test_public_health_england_95(numerator, denominator, low, high):
    assert wilson(numerator, denominator) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(65, 100, 0.495495, 0.778354), (1045, 5000, 0.191794, 0.227316)],
)
def test_public_health_england_99_8(numerator, denominator, low, high):
    assert wilson(numerator, denominator, 3.090232) == pytest.approx((low, high), abs=1e-6)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(figure):
    numerator, denominator = figure
    low, high = wilson(numerator, denominator)
    assert 0 <= low <= numerator / denominator + 1e-12
    assert numerator / denominator - 1e-12 <= high <= 1


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_has_no_interval(numerator, denominator):
    with pytest.raises(ValueError, match="no share"):
        wilson(numerator, denominator)
