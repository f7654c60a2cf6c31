"""The arithmetic of a sale: whatever comes in, the parts sum to the rupiah and nobody pays for a loss but capital."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.earnings import selectors
from programs.earnings.division import divide_sale

SCHEMES = selectors.known_schemes()
RUPIAH = st.integers(min_value=0, max_value=10**12)


@dataclass(frozen=True)
class Terms:
    base: str
    method: str
    premi_pct: int | None
    capital_pct: int | None
    pnbp_pct: int | None
    undivided_pct: int | None


def terms(code: str) -> Terms:
    facts = SCHEMES[code]
    shares = {name: pct for name, pct in facts.percentages.items() if name != "pnbp_min_pct"}
    return Terms(facts.base, facts.method, **shares)


@st.composite
def any_shares(draw):
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    shares = [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 100 - cuts[2]]
    return Terms(draw(st.sampled_from(["profit", "turnover", "labour_fee"])), "share", *shares)


any_terms = st.one_of(st.sampled_from(sorted(SCHEMES)).map(terms), any_shares())


@given(any_terms, st.integers(1, 10**12), RUPIAH, RUPIAH)
def test_the_parts_of_any_sale_sum_to_its_total(scheme, total, material_cost, advance):
    parts = divide_sale(scheme, total=total, material_cost=material_cost, advance=advance)
    from_sale = (parts.cost, parts.advance_cleared, parts.pool, parts.pnbp_cleared, parts.undivided, parts.surplus)
    assert sum(from_sale) == total
    assert min(*from_sale, parts.advance_borne, parts.pnbp_borne) >= 0
    assert parts.premi + parts.pnbp + parts.capital + parts.undivided == total


@given(any_terms, st.integers(1, 10**12), RUPIAH, RUPIAH)
def test_premi_already_earned_always_stands_and_is_never_paid_twice(scheme, total, material_cost, advance):
    parts = divide_sale(scheme, total=total, material_cost=material_cost, advance=advance)
    assert parts.advance_cleared + parts.advance_borne == advance
    assert not (parts.pool and parts.advance_borne)


@given(st.sampled_from(["KEP1990_50_35_15", "KEP1990_15_60_25", "MAKLON_FEE_EXAMPLE"]), st.integers(1, 10**9), RUPIAH)
def test_a_loss_divides_nothing(code, total, advance):
    parts = divide_sale(terms(code), total=total, material_cost=total, advance=advance)
    assert (parts.pool, parts.pnbp, parts.premi, parts.capital) == (0, 0, advance, total - advance)


@pytest.mark.parametrize(
    ("code", "total", "material_cost", "advance", "expected"),
    [
        ("KEP1990_50_35_15", 1000, 200, 300, {"premi": 400, "pool": 100, "pnbp": 120, "capital": 480}),
        ("KEP1990_50_35_15", 1000, 200, 500, {"premi": 500, "pool": 0, "pnbp": 120, "capital": 380}),
        ("KEP1990_50_35_15", 1000, 1200, 500, {"premi": 500, "pool": 0, "pnbp": 0, "capital": 500}),
        ("KEP1990_15_60_25", 1000, 200, 0, {"premi": 120, "pool": 120, "pnbp": 200, "capital": 680}),
        ("NAMLEA_30_70", 1000, 200, 0, {"premi": 300, "pool": 300, "undivided": 700, "capital": 0, "pnbp": 0}),
        ("GARUT_2024_10_OF_PREMI", 1000, 200, 300, {"premi": 300, "pnbp": 30, "capital": 670}),
        ("GARUT_2024_10_OF_PREMI", 300, 200, 300, {"premi": 300, "pnbp": 30, "capital": -30, "pnbp_borne": 30}),
        ("SE2010_THIRD_PARTY", 1001, 200, 300, {"premi": 300, "pnbp": 6, "capital": 695}),
        ("MAKLON_FEE_EXAMPLE", 101, 0, 0, {"premi": 51, "capital": 35, "pnbp": 15}),
    ],
)
def test_each_scheme_divides_as_its_source_says(code, total, material_cost, advance, expected):
    parts = divide_sale(terms(code), total=total, material_cost=material_cost, advance=advance)
    assert {name: getattr(parts, name) for name in expected} == expected
