"""The profile of a prison: its figures beside those of its kind and class, what it runs since when, and no person."""

from datetime import date

import pytest

from core import clock
from core.errors import Forbidden, NotFound
from national import selectors
from national.presentation import PROFILE_COLUMNS, profile_rows
from programs.library.models import Adoption
from tenants.isolation.acting import acting_as
from tests.national.making import NOW, PERIOD, many_prisons, publish_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with clock.at(NOW):
        yield


def profile(code: str = "IDM", regions=None) -> selectors.Profile:
    with acting_as("national"):
        return selectors.profile(code, PERIOD, regions)


def test_peers_are_of_the_same_kind_and_class_itself_among_them():
    many_prisons(40, 1)
    publish_row("IDM", 81, 263)
    found = profile()
    assert {(peer.kind, peer.prison_class) for peer in found.peers} == {("lapas", "IIB")}
    assert "IDM" in {peer.code for peer in found.peers}
    assert found.total >= len(found.peers) > 1
    standing = found.standings[0]
    assert standing.row.numerator == 81
    assert standing.covered == len(found.peers)
    assert standing.pooled.numerator > 81


def test_an_indicator_that_was_not_published_has_no_row():
    publish_row("IDM", 81, 263)
    assert [each.row is None for each in profile().standings] == [False] + [True] * 5


def test_few_people_stay_hidden_in_every_month():
    publish_row("IDM", 3, 263)
    publish_row("IDM", 9, 263, period="2026-09")
    standing = profile().standings[0]
    assert (standing.row.suppressed, standing.row.numerator) == (True, None)
    assert [point.value for point in standing.course.points] == [9 / 263, None]
    lines = [dict(zip(PROFILE_COLUMNS, line, strict=True)) for line in profile_rows(profile())]
    assert {line["period"]: line["numerator"] for line in lines} == {"2026-09": 9, "2026-10": ""}


def test_what_it_runs_since_when_is_told_with_its_version():
    with acting_as("owner"):
        Adoption.objects.filter(prison_code="IDM", program_code="knitting").update(
            adopted_on=date(2025, 3, 1), ended_on=date(2026, 2, 1)
        )
    found = profile()
    assert {each.reference for each in found.adoptions} == {"indramayu@1"}
    last = found.adoptions[-1]
    assert (last.program_code, last.adopted_on, last.ended_on) == ("knitting", date(2025, 3, 1), date(2026, 2, 1))
    assert found.day == (date(2026, 11, 16) - date(2025, 1, 6)).days
    assert [each.day for each in found.origin] == [0, 50, 110]


def test_the_first_month_above_zero_is_told():
    publish_row("IDM", 0, 1, "sales", period="2026-08")
    publish_row("IDM", 5000, 1, "sales", period="2026-09")
    publish_row("IDM", 9000, 1, "sales")
    assert profile().first_months == {"sales": "2026-09"}


def test_few_people_are_no_first_month():
    publish_row("IDM", 2, 100, period="2026-08")
    publish_row("IDM", 8, 100, period="2026-09")
    assert profile().first_months == {"participation-all": "2026-09"}


def test_a_prison_that_has_not_joined_has_a_place_and_no_figures():
    found = profile("BNA")
    assert found.location.name == "Lapas Kelas IIA Banda Aceh"
    assert (found.peer, found.standings, found.adoptions) == (None, (), ())


def test_nobody_knows_this_prison():
    with pytest.raises(NotFound) as caught:
        profile("NOPE")
    assert caught.value.field == "prison"


def test_another_region_is_refused():
    with pytest.raises(Forbidden) as caught:
        profile("IDM", regions={"ACEH"})
    assert caught.value.field == "prison"
    assert profile("IDM", regions={"JABAR"}).peer.code == "IDM"
