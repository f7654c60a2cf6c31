"""The overview: four bases side by side, each with its own people and coverage, and nothing that a difference gives away."""

import pytest

from core import clock
from core.errors import Refused
from national import selectors
from national.indicators import REGISTRY
from national.periods import month_of
from national.presentation import overview_rows
from tenants.isolation.acting import acting_as
from tests.national.making import NOW, PERIOD, many_prisons, publish_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with clock.at(NOW):
        yield


def seen(period: str = PERIOD, regions=None) -> selectors.Overview:
    with acting_as("national"):
        return selectors.overview(period, regions)


def test_each_base_has_its_own_people_and_coverage():
    publish_row("IDM", 81, 263)
    publish_row("GRT", 15, 148)
    publish_row("IDM", 9, 30, "participation-assimilation")
    found = {each.indicator.code: each for each in seen().measured}
    everybody, assimilation = found["participation-all"], found["participation-assimilation"]
    assert (everybody.pooled.numerator, everybody.pooled.denominator, everybody.covered) == (96, 411, 2)
    assert (assimilation.pooled.numerator, assimilation.pooled.denominator, assimilation.covered) == (9, 30, 1)
    assert found["sales"].pooled.value is None
    assert (seen().joined, seen().total, seen().covered) == (2, 189, 2)


def test_a_hidden_figure_is_in_no_total_so_no_difference_gives_it_away():
    publish_row("IDM", 81, 263)
    publish_row("GRT", 3, 148)
    (everybody,) = (each for each in seen().measured if each.indicator.code == "participation-all")
    assert (everybody.pooled.numerator, everybody.pooled.denominator) == (81, 263)
    assert (everybody.pooled.prisons, everybody.covered) == (1, 2)
    assert everybody.course.points[-1].total == everybody.pooled


def test_who_stands_out_is_counted_once_however_many_bases():
    for base in ("all", "convicted"):
        publish_row("IDM", 100, 200, f"participation-{base}")
        publish_row("GRT", 10, 200, f"participation-{base}")
    found = seen()
    assert (found.standing_out("far-above", "above"), found.standing_out("far-below", "below")) == (1, 1)


@pytest.mark.parametrize(
    ("period", "timely"), [("2026-11", (1, 0, 0, 1)), ("2026-10", (1, 0, 0, 1)), ("2026-09", (0, 1, 0, 1)), ("2026-08", (0, 0, 1, 1))]
)  # fmt: skip
def test_late_prisons_are_counted(period, timely):
    publish_row("IDM", 81, 263, period=period)
    found = seen().timeliness
    assert (found.current, found.late, found.stale, found.never) == timely


def test_a_region_sees_its_own_prisons_alone():
    publish_row("IDM", 81, 263)
    assert seen(regions={"JABAR"}).covered == 1
    elsewhere = seen(regions={"ACEH"})
    assert (elsewhere.covered, elsewhere.joined, elsewhere.measured[0].pooled.prisons) == (0, 0, 0)
    assert elsewhere.measured[0].course.points == ()


def test_a_month_that_is_none_is_refused():
    with pytest.raises(Refused):
        seen("2026-13")


def test_the_file_has_a_line_for_each_indicator():
    publish_row("IDM", 81, 263)
    assert [line[0] for line in overview_rows(seen())] == list(REGISTRY)


def test_totals_of_many_prisons_equal_a_recount():
    codes = many_prisons(30, 3)
    with acting_as("national"):
        found = selectors.overview(PERIOD)
        recount = selectors.comparison("participation-assimilation", PERIOD)
        (course,) = selectors.courses([recount.indicator], codes, until=month_of(clock.today("Asia/Jakarta"))).values()
    (measured,) = (each for each in found.measured if each.indicator == recount.indicator)
    shown = [row for row in recount.rows if not row.suppressed]
    assert sum(row.numerator for row in shown) == measured.pooled.numerator == recount.pooled.numerator
    assert sum(row.denominator for row in shown) == measured.pooled.denominator
    assert {point.period: point.total for point in course.points}[PERIOD] == measured.pooled
    assert measured.signals == {row.code: row.signal for row in recount.rows if row.signal != "none"}
