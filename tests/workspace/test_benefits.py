"""Benefits at five levels: totals with source and coverage for every member, plain words where nothing is measured, no person."""

import re
from datetime import date

import pytest

from core import clock
from national.benefits import premi_benefit, share_words
from programs.earnings.selectors.totals import premi_total
from programs.workshop.selectors.totals import first_pass, work_totals
from tenants.isolation.acting import in_prison
from tests.national.making import NOW, attend, closed_session, worker
from tests.scene import worked

pytestmark = pytest.mark.django_db
PAGE = "/manfaat/"
ENGLISH = {"accept-language": "en"}
LEVELS = ("Each person", "The prison", "People in custody", "The community", "State, buyers and partners")


@pytest.mark.parametrize("role", ["head", "verifier", "treasurer", "officer", "instructor"])
def test_every_member_reads_five_levels(client_at, role) -> None:
    page = client_at("IDM", role).get(PAGE, headers=ENGLISH).content.decode()
    for words in LEVELS:
        assert f"<h2>{words}</h2>" in page
    assert "Not measured yet" in page


def test_others_are_refused_or_asked_to_sign_in(client_at) -> None:
    assert client_at("IDM", "head", prison="GRT").get(PAGE).status_code == 403
    for role in ("stranger", "buyer", "analyst", "regional"):
        assert client_at("IDM", role).get(PAGE).status_code == 403
    assert client_at("IDM").get(PAGE).status_code == 302


def test_every_level_has_two_to_four_figures_and_a_measured_one_has_source_and_day(client_at) -> None:
    page = client_at("IDM", "head").get(PAGE, headers=ENGLISH).content.decode()
    for level in page.split('<li class="level">')[1:]:
        figures = re.findall(r'<li class="stat( stat-none)?">(.*?)</li>', level, re.DOTALL)
        assert 2 <= len(figures) <= 4
        for unmeasured, text in figures:
            assert bool(unmeasured) is ("Not measured yet" in text)
            assert unmeasured or ("Source:" in text and "As of" in text)


def test_what_was_worked_is_counted(client_at) -> None:
    worked("IDM")
    page = client_at("IDM", "head").get(PAGE, headers=ENGLISH).content.decode()
    with in_prison("IDM"):
        done = work_totals(date(2020, 1, 1), clock.today("Asia/Jakarta"))
    assert done.minutes > 0
    assert f">{done.minutes // 60}<" in page
    assert f"{done.inspected} of {done.lots} lots inspected" in page


def test_only_closed_sessions_count() -> None:
    with in_prison("IDM"), clock.at(NOW):
        session = closed_session(NOW.date())
        attend(worker(), session, 240)
        opened = closed_session(NOW.date(), place="yard")
        opened.closed_at = None
        opened.save()
        attend(worker(), opened, 240)
        found = work_totals(NOW.date(), NOW.date())
        assert (found.sessions, found.closed, found.minutes, found.people) == (2, 1, 240, 1)
        assert first_pass(NOW.date(), NOW.date()) == (0, 0)
        assert premi_total(NOW.date(), NOW.date()).amount == 0


@pytest.mark.parametrize(("people", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_the_premi_of_few_is_not_told(people, told) -> None:
    found = premi_benefit(120_000, people, "premi book", NOW.date(), "")
    assert found.is_measured is told


def test_a_share_without_base_is_no_figure() -> None:
    assert share_words(0, 0) == ""
    assert share_words(3, 4) == "75 %"


def test_it_takes_few_queries(client_at, django_assert_max_num_queries) -> None:
    worked("IDM")
    client = client_at("IDM", "head")
    client.get(PAGE)
    with django_assert_max_num_queries(36):
        client.get(PAGE)


def test_the_frame_leads_to_it(client_at) -> None:
    assert f'href="{PAGE}"' in client_at("IDM", "officer").get("/").content.decode()


def test_it_only_reads(client_at) -> None:
    assert client_at("IDM", "head").post(PAGE).status_code == 405
