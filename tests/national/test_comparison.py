"""The comparison: intervals beside shares, few people hidden, coverage told, nobody ranked."""

import pytest

from core import clock
from core.errors import NotFound, Refused
from national import selectors
from national.presentation import as_facts
from tenants.isolation.acting import acting_as
from tests.national.making import NOW, PERIOD, publish_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with clock.at(NOW):
        yield


def compared(
    indicator: str = "participation-all", period: str = PERIOD, peer: str = "", **facts
) -> selectors.Comparison:
    with acting_as("national"):
        return selectors.comparison(indicator, period, peer, **facts)


def test_shares_stand_by_name_with_their_interval():
    publish_row("IDM", 81, 263)
    publish_row("GRT", 15, 148)
    found = compared()
    assert [row.code for row in found.rows] == ["GRT", "IDM"]
    assert (found.rows[1].low, found.rows[1].high) == pytest.approx((0.2553, 0.3662), abs=5.1e-5)
    assert found.rows[1].value == 81 / 263


def test_by_lower_bound_a_small_high_share_does_not_lead():
    publish_row("IDM", 100, 200)
    publish_row("GRT", 6, 10)
    assert [row.code for row in compared(order="low").rows] == ["IDM", "GRT"]


def test_coverage_counts_the_prisons_that_have_not_joined():
    publish_row("IDM", 81, 263)
    found = compared()
    assert (found.covered, found.total) == (1, 189)
    assert found.not_reporting == ("Lapas Kelas IIA Garut",)
    assert as_facts(found)["coverage"]["text"] == "1 of 189"


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(4, 100, (None, 100)), (0, 100, (0, 100)), (5, 100, (5, 100)), (4, 4, (None, None)), (0, 4, (None, None))],
)
def test_fewer_than_five_people_are_hidden_and_nobody_is_shown_as_zero(numerator, denominator, shown):
    publish_row("IDM", numerator, denominator)
    row = compared().rows[0]
    assert (row.numerator, row.denominator) == shown
    assert row.suppressed == (shown[0] is None)
    assert (row.value is None) == (row.low is None) == row.suppressed


def test_a_base_without_anyone_has_no_value_and_hides_nobody():
    publish_row("IDM", 0, 0, "participation-assimilation")
    row = compared("participation-assimilation").rows[0]
    assert (row.denominator, row.value, row.low, row.suppressed) == (0, None, None, False)


def test_pieces_are_divided_by_hours_and_carry_no_interval():
    publish_row("IDM", 18, 480, "units-accepted-per-hour")
    row = compared("units-accepted-per-hour").rows[0]
    assert (row.value, row.low, row.high) == (2.25, None, None)


def test_sales_are_an_amount():
    publish_row("IDM", 1_800_000, 1, "sales")
    assert compared("sales").rows[0].value == 1_800_000


@pytest.mark.parametrize(
    ("peer", "codes"),
    [("lapas", {"IDM", "GRT"}), ("IIB", {"IDM"}), ("lapas,IIA", {"GRT"}), ("rutan", set()), ("JABAR", {"IDM", "GRT"})],
)
def test_peers_are_chosen_by_kind_class_or_region(peer, codes):
    publish_row("IDM", 81, 263)
    publish_row("GRT", 15, 148)
    found = compared(peer=peer)
    assert {row.code for row in found.rows} == codes
    assert found.covered == len(codes) <= found.total < 190


def test_a_viewer_of_another_region_sees_nothing_of_this_one():
    publish_row("IDM", 81, 263)
    assert compared(regions={"JATENG"}).rows == ()
    assert len(compared(regions={"JABAR"}).rows) == 1
    assert compared(regions=set()).total == 0


def test_what_does_not_exist_is_refused_by_name():
    for facts, field, error in (
        ({"indicator": "happiness"}, "indicator", NotFound),
        ({"period": "2026-13"}, "period", Refused),
        ({"period": "2031-01"}, "period", Refused),
        ({"peer": "castle"}, "peer", Refused),
        ({"order": "rank"}, "order", Refused),
    ):
        with pytest.raises(error) as caught:
            compared(**facts)
        assert caught.value.field == field


def test_it_takes_few_queries_however_many_prisons(django_assert_max_num_queries):
    publish_row("IDM", 81, 263)
    with django_assert_max_num_queries(8):
        compared()
