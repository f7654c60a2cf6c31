"""The course over months: one total a month, the running month apart, limits from six months on."""

import pytest

from core import clock
from national import selectors
from national.indicators import REGISTRY
from national.models import Observation
from national.periods import month
from national.selectors.pooling import told
from tenants.isolation.acting import acting_as, in_prison
from tests.national.making import NOW, publish_row

pytestmark = pytest.mark.django_db
EVERYBODY = REGISTRY["participation-all"]


@pytest.fixture(autouse=True)
def november():
    with clock.at(NOW):
        yield


def course(*codes: str, until: str = "2026-11") -> selectors.Course:
    with acting_as("national"):
        chosen = month(until, today=clock.today("Asia/Jakarta"))
        return selectors.courses([EVERYBODY], codes, until=chosen)[EVERYBODY.code]


def test_months_without_figures_are_gaps_and_the_first_published_one_is_the_first():
    publish_row("IDM", 20, 100, period="2026-08")
    publish_row("IDM", 30, 100, period="2026-10")
    found = course("IDM", "GRT", until="2026-10")
    assert [(point.period, point.value) for point in found.points] == [
        ("2026-08", 0.2), ("2026-09", None), ("2026-10", 0.3)
    ]  # fmt: skip


def test_the_running_month_is_provisional_and_counts_for_no_limit():
    for number in range(5, 12):
        publish_row("IDM", 20 + number, 100, period=f"2026-{number:02}")
    found = course("IDM")
    assert [point.is_final for point in found.points] == [True] * 6 + [False]
    assert (found.control.points, found.control.is_trial) == (6, True)


def test_five_months_are_not_enough():
    for number in range(6, 11):
        publish_row("IDM", 20, 100, period=f"2026-{number:02}")
    assert course("IDM").control is None


def test_other_prisons_are_not_in_it():
    publish_row("IDM", 20, 100)
    publish_row("GRT", 90, 100)
    assert course("IDM", until="2026-10").values == [0.2]
    assert course().points == ()


@pytest.mark.parametrize("figure", [(0, 0), (0, 3), (2, 3), (0, 9), (4, 9), (5, 9), (5, 5), (0, 5), (4, 4), (1, 100)])
def test_the_database_hides_what_the_contract_hides(figure):
    publish_row("IDM", *figure)
    with in_prison("IDM"):
        is_told = Observation.objects.filter(told([EVERYBODY])).exists()
    assert is_told != EVERYBODY.hides(*figure)


def test_an_older_version_of_an_indicator_is_another_indicator():
    publish_row("IDM", 20, 100, version=7)
    assert course("IDM").points == ()
