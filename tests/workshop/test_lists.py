"""The lists of the workshop are narrowed, ordered, paged and downloaded; leaving the prison ends what is left of them."""

import re
from datetime import time, timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from core import clock
from core.errors import Conflict
from programs.people.models import Enrolment
from programs.people.services import leave, undo_leaving
from programs.workshop import invariants, selectors
from programs.workshop.services import Made, Mark, close_session, inspect_lot, mark_attendance, record_lot
from tenants.isolation.acting import acting_as
from tests.people.scene import DAY, MORNING
from tests.workshop.conftest import opened

pytestmark = pytest.mark.django_db


def at(name: str) -> str:
    return reverse(f"workshop:{name}", urlconf="config.urls_prison")


@pytest.fixture
def worked(crew, session) -> list[str]:
    """Two sessions, the first closed, with a lot each, the first inspected; returns the lots' codes."""
    evening = opened(starts=time(16), place="Bengkel 2")
    codes = []
    for each in (session, evening):
        mark_attendance(each.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
        codes.append(record_lot(each.pk, product="coir-shade", makers=[Made(crew[0].pk, 2)], by="officer"))
    inspect_lot(codes[0].pk, accepted=1, rejected=1, by="verifier")
    close_session(session.pk, by="officer")
    return [lot.code for lot in codes]


def rows_of(page: str, what: str) -> list[str]:
    return re.findall(what, page.partition("<tbody>")[2])


def test_sessions_and_lots_are_narrowed_and_ordered(client_at, worked):
    with acting_as("gate"):
        client = client_at("IDM", "officer")
        for query, places in (
            ("", ["Bengkel 2", "Bengkel 1"]),
            ("?order=oldest", ["Bengkel 1", "Bengkel 2"]),
            ("?state=open", ["Bengkel 2"]),
            ("?state=closed&program=coir-shade", ["Bengkel 1"]),
            ("?program=gold&state=x&page=99", ["Bengkel 2", "Bengkel 1"]),
        ):
            assert rows_of(client.get(at("session-list") + query).content.decode(), r"Bengkel \d") == places
        for query, lots in (
            ("?order=newest", worked[::-1]),
            ("?order=oldest", worked),
            ("?waiting=1", worked[1:]),
            ("?product=coir-shade", worked[::-1]),
        ):
            assert rows_of(client.get(at("lot-list") + query).content.decode(), r"IDM-\d{6}-\d\d") == lots


def test_a_filter_that_matches_nothing_says_so(client_at, crew, session):
    with acting_as("gate"):
        page = client_at("IDM", "officer").get(at("session-list") + "?state=closed").content.decode()
    assert "<tbody>" not in page
    assert 'class="filters"' in page


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_lists_are_downloaded_with_the_mark_of_invented_figures(client_at, worked, monkeypatch, is_demo):
    monkeypatch.setattr(settings, "DEMO", is_demo)
    with acting_as("gate"):
        client = client_at("IDM", "officer")
        texts = {
            name: client.get(at(f"{name}-export")).content.decode("utf-8-sig") for name in ("session", "lot", "stock")
        }
        narrowed = client.get(at("lot-export") + "?waiting=1").content.decode("utf-8-sig")
    for text in texts.values():
        heading, *rows = text.splitlines()
        assert heading.endswith(",demo")
        assert rows
        assert {row.rpartition(",")[2] for row in rows} == {str(is_demo).lower()}
    assert worked[0] in texts["lot"]
    assert [row.split(",")[0] for row in narrowed.splitlines()[1:]] == worked[1:]


def test_a_text_that_begins_like_a_formula_is_quoted_in_a_download(client_at, crew):
    opened(place="=1+1")
    with acting_as("gate"):
        text = client_at("IDM", "officer").get(at("session-export")).content.decode()
    assert ",'=1+1," in text


@pytest.mark.parametrize("name", ["session-export", "lot-export", "stock-export"])
def test_others_download_nothing(client_at, crew, name):
    with acting_as("gate"):
        assert client_at("IDM", "officer", prison="GRT").get(at(name)).status_code == 403
        assert client_at("IDM", "stranger").get(at(name)).status_code == 403
        assert client_at("IDM").get(at(name)).status_code == 302


def test_months_of_work_count_closed_sessions_and_show_empty_months(worked):
    september, october, november = selectors.months_of_work(DAY - timedelta(days=60), DAY)
    assert (september.sessions, october.sessions, october.accepted) == (0, 0, 0)
    assert (november.sessions, november.accepted, november.marked, november.present) == (1, 1, 1, 1)


def test_who_leaves_on_a_day_of_work_keeps_it_and_is_on_no_later_list(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    leave(crew[0].pk, on=DAY, reason="release", by="officer")
    leave(crew[1].pk, on=DAY, reason="transfer", by="officer")
    assert Enrolment.objects.get(person=crew[0]).last_day == DAY
    assert Enrolment.objects.get(person=crew[1]).during.isempty
    assert list(invariants.violations()) == []
    undo_leaving(crew[1].pk, by="officer")
    assert Enrolment.objects.get(person=crew[1]).during.isempty


def test_nobody_leaves_before_a_later_day_of_work(crew, session):
    mark_attendance(session.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
    with clock.at(MORNING + timedelta(days=2)):
        later = opened(DAY + timedelta(days=2))
        mark_attendance(later.pk, marks=[Mark(crew[0].pk, "present", 60)], by="officer")
        with pytest.raises(Conflict) as refused:
            leave(crew[0].pk, on=DAY, reason="release", by="officer")
    assert refused.value.code == "work-registered"
