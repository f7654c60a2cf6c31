"""Rupiah are whole, and parts sum to the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import divide, rupiah

weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any)


@given(st.integers(0, 10**13), weights)
def test_parts_always_sum_to_the_whole_and_differ_by_less_than_one_from_their_share(
    amount: int, shares: list[int]
) -> None:
    parts = divide(amount, shares)
    assert sum(parts) == amount
    assert all(
        abs(part * sum(shares) - amount * share) < sum(shares) for part, share in zip(parts, shares, strict=True)
    )


@given(st.integers(0, 10**13), weights)
def test_who_has_no_weight_gets_nothing(amount: int, shares: list[int]) -> None:
    assert all(part == 0 for part, share in zip(divide(amount, shares), shares, strict=True) if share == 0)


def test_equal_remainders_go_to_the_earlier() -> None:
    assert divide(10, [1, 1, 1]) == [4, 3, 3]


@pytest.mark.parametrize(("amount", "shares"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [2, -1])])
def test_nonsense_is_refused(amount: int, shares: list[int]) -> None:
    with pytest.raises(ValueError, match="cannot divide"):
        divide(amount, shares)


def test_rupiah_are_written_as_people_write_them() -> None:
    assert rupiah(1284000) == "Rp\N{NO-BREAK SPACE}1.284.000"
    assert rupiah(1284000, "en") == "Rp\N{NO-BREAK SPACE}1,284,000"
    assert rupiah(-5, "es") == "−Rp\N{NO-BREAK SPACE}5"
