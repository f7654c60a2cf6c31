"""What is due is read from the work itself, shown to whom it may concern, and counted beside the navigation."""

import uuid
from datetime import timedelta

import pytest

from core import clock
from programs.people import selectors as people
from programs.workshop.services import (
    Made,
    Mark,
    cancel_session,
    close_day,
    close_session,
    count_tools_in,
    count_tools_out,
    mark_attendance,
    record_lot,
)
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tenants.viewer import Claim, Viewer
from tests.people.scene import DAY, MORNING, adopt_programs, workers
from tests.workshop.conftest import opened
from tests.workshop.partners import agreed
from workspace.due import due_of, kept_counts
from workspace.figures import cards_of, participation_of
from workspace.selectors import origin_content

pytestmark = pytest.mark.django_db


def viewer_of(role: str) -> Viewer:
    with acting_as("gate"):
        place = by_code("IDM")
    return Viewer(account=uuid.UUID(int=5), claims=(Claim(role, "IDM", None),), prison=place)


@pytest.fixture
def at_work(db: None):
    """Six people; a session of today with a missing tool and a lot that waits; the code acts inside Indramayu."""
    adopt_programs()
    with clock.at(MORNING):
        persons = workers(6)
        with in_prison("IDM"):
            session = opened()
            mark_attendance(session.pk, marks=[Mark(each.pk, "present", 360) for each in persons[:3]], by="officer")
            record_lot(session.pk, product="coir-shade", makers=[Made(persons[0].pk, 2)], by="officer")
            count_tools_out(session.pk, pieces={"knife": 5}, by="officer")
            count_tools_in(session.pk, pieces={"knife": 4}, by="officer")
            yield session.pk, persons


def test_a_short_tool_a_register_and_a_lot_are_due(at_work):
    session, _persons = at_work
    viewer = viewer_of("officer")
    due = due_of(viewer.prison, viewer, DAY)
    assert [(each.urgency, each.url) for each in due] == [
        ("late", f"/bengkel/sesi/{session}/alat/"),
        ("today", f"/bengkel/sesi/{session}/"),
        ("today", "/bengkel/lot/?waiting=1"),
    ]
    assert kept_counts(viewer.prison, viewer) == {"/bengkel/": 3}


def test_a_session_of_yesterday_that_is_open_is_pressing(at_work):
    session, _persons = at_work
    viewer = viewer_of("head")
    due = due_of(viewer.prison, viewer, DAY + timedelta(days=1))
    assert ("late", f"/bengkel/sesi/{session}/") in [(each.urgency, each.url) for each in due]


def test_who_may_not_open_a_part_is_told_nothing_of_it(at_work):
    viewer = viewer_of("cooperative")
    assert due_of(viewer.prison, viewer, DAY) == []


def test_participation_stands_on_four_bases_with_targets_where_they_are_recorded(at_work):
    session, persons = at_work
    mark_attendance(session, marks=[Mark(persons[3].pk, "sick")], by="officer")
    close_session(session, by="officer", reason="Masih dicari")
    for days in (1, 2):
        with clock.at(MORNING + timedelta(days=days)):
            later = opened(DAY + timedelta(days=days)).pk
            mark_attendance(later, marks=[Mark(each.pk, "present", 360) for each in persons[:2]], by="officer")
            close_session(later, by="officer")
    found = participation_of(DAY + timedelta(days=3), origin_content())
    assert [each.code for each in found.bases] == list(people.BASES)
    everyone, _convicted, eligible, assimilation = found.bases
    assert (everyone.numerator, everyone.denominator, everyone.target) == (2, 6, None)
    assert everyone.low < 2 / 6 < everyone.high
    assert eligible.target is not None
    assert (assimilation.denominator, assimilation.share) == (0, None)
    assert found.withdrawals == 0
    assert [card.value for card in cards_of(DAY + timedelta(days=3))] == [3, 0, 88]


def test_what_is_not_measured_is_no_zero(at_work):
    attendance = cards_of(DAY)[-1]
    assert (attendance.value, attendance.is_share) == (None, False)


def test_the_counts_of_the_home_page_stand_beside_the_navigation(client_at, at_work):
    with acting_as("gate"):
        client = client_at("IDM", "officer")
        assert "nav-count" not in client.get("/bengkel/").content.decode()
        client.get("/")
        assert "nav-count" in client.get("/bengkel/").content.decode()


def test_incidents_agreements_that_end_and_days_left_open_are_due(at_work):
    session, persons = at_work
    viewer = viewer_of("officer")
    agreement = agreed(last=DAY + timedelta(days=20))
    close_session(session, by="officer", reason="Masih dicari")
    close_day(DAY, by="officer")
    with clock.at(MORNING + timedelta(days=1)):
        tuesday = DAY + timedelta(days=1)
        later = opened(tuesday).pk
        mark_attendance(later, marks=[Mark(persons[0].pk, "sick")], by="officer")
        close_session(later, by="officer")
        due = due_of(viewer.prison, viewer, tuesday + timedelta(days=1))
    found = {each.url: each.urgency for each in due}
    assert found["/bengkel/kejadian/?state=open"] == "soon"
    assert found[f"/bengkel/perjanjian/{agreement.pk}/"] == "soon"
    assert found[f"/bengkel/hari/{tuesday}/"] == "late"
    assert f"/bengkel/hari/{DAY}/" not in found


def test_an_officer_finds_todays_sessions_one_tap_from_their_register(client_at, at_work):
    session, _persons = at_work
    cancelled = opened(place="Bengkel 9").pk
    cancel_session(cancelled, reason="Listrik padam", by="officer")
    with acting_as("gate"):
        page = client_at("IDM", "officer").get("/").content.decode()
        treasurer = client_at("IDM", "treasurer").get("/").content.decode()
    for pk in (session, cancelled):
        assert f'href="/bengkel/sesi/{pk}/"' in page
    assert 'id="today"' in treasurer
