"""The pages around a session: calendar, day, agreements, incidents, without JavaScript, and whom they refuse."""

import re
from datetime import time, timedelta

import pytest
from django.urls import reverse

from core import clock
from programs.records.models import AuditEntry
from programs.workshop.models import Agreement, CalendarSpan, DayClose, Incident, Session, WeeklySlot
from programs.workshop.services import (
    Mark,
    attach_agreement_file,
    cancel_session,
    close_session,
    mark_attendance,
    plan_sessions,
    report_incident,
)
from tenants.isolation.acting import acting_as, in_prison
from tests.people.scene import DAY, MORNING, adopt_programs, workers
from tests.scans import PNG
from tests.workshop.conftest import opened
from tests.workshop.partners import agreed
from tests.workshop.regimes import slotted

pytestmark = pytest.mark.django_db
LAST = DAY + timedelta(days=13)


def at(name: str, *args: object) -> str:
    return reverse(f"workshop:{name}", args=args, urlconf="config.urls_prison")


@pytest.fixture
def crew(db):
    adopt_programs()
    with clock.at(MORNING):
        yield workers(3)


@pytest.fixture
def planned(crew) -> int:
    """Two Mondays planned; returns the session of the second."""
    with in_prison("IDM"):
        slotted()
        plan_sessions(DAY, LAST, by="head")
        return Session.objects.get(day=DAY + timedelta(days=7)).pk


def inside(act):
    with in_prison("IDM"):
        return act()


def me(page: str) -> str:
    return re.search(r'<option value="([0-9a-f-]{36})" selected', page)[1]


def test_the_head_writes_the_regime_and_plans_it(client_at, crew):
    client = client_at("IDM", "head")
    officer = me(client.get(at("slot-add")).content.decode())
    facts = {
        "program": "coir-shade", "place": "Bengkel 1", "weekday": "1", "starts": "08:00", "ends": "14:00",
        "officer": officer, "capacity": "20", "first": DAY.isoformat(), "last": "", "agreement": "",
    }  # fmt: skip
    for change, status in (({"ends": "07:00"}, 422), ({"capacity": "0"}, 422), ({"officer": "x"}, 422), ({}, 302)):
        assert client.post(at("slot-add"), {**facts, **change}).status_code == status
    again = client.post(at("slot-add"), {**facts, "starts": "13:00", "ends": "15:00"})
    assert again.status_code == 409
    assert 'value="13:00"' in again.content.decode()
    assert client.post(at("plan"), {"last": LAST.isoformat()}).status_code == 302
    assert client.post(at("plan"), {"last": "soon"}).status_code == 422
    assert client.post(at("plan"), {"last": "2099-01-01"}).status_code == 422
    assert inside(Session.objects.count) == 2
    for view in ("?view=week", "?view=month", "?view=month&day=2026-12-01", "?day=x"):
        assert client.get(at("calendar") + view).status_code == 200
    assert "Bengkel 1" in client.get(at("calendar")).content.decode()


def test_days_are_closed_and_taken_back_and_a_slot_is_ended(client_at, planned):
    client = client_at("IDM", "officer")
    facts = {
        "kind": "closed",
        "first": DAY.isoformat(),
        "last": LAST.isoformat(),
        "title": "Kunjungan",
        "source": "Surat",
    }
    assert client.post(at("span-add"), {**facts, "title": ""}).status_code == 422
    assert client.post(at("span-add"), {**facts, "kind": "hours"}).status_code == 422
    assert client.post(at("span-add"), facts).status_code == 302
    assert "Kunjungan" in client.get(at("calendar")).content.decode()
    span = inside(lambda: CalendarSpan.objects.get().pk)
    assert inside(Session.objects.filter(cancelled_at=None).count) == 0
    assert client.post(at("span-remove", span)).status_code == 302
    assert inside(Session.objects.filter(cancelled_at=None).count) == 2
    slot = inside(lambda: WeeklySlot.objects.get().pk)
    assert client.post(at("slot-end", slot)).status_code == 302
    assert inside(Session.objects.filter(cancelled_at=None).count) == 0
    assert client.post(at("slot-end", slot + 1)).status_code == 404


def test_a_session_is_cancelled_restored_and_gets_another_officer(client_at, planned):
    client = client_at("IDM", "head")
    page = client.get(at("session-plan", planned)).content.decode()
    assert client.post(at("session-cancel", planned), {"reason": ""}).status_code == 422
    assert client.post(at("session-cancel", planned), {"reason": "Listrik padam"}).status_code == 302
    assert "Listrik padam" in client.get(at("session-register", planned)).content.decode()
    assert client.post(at("session-cancel", planned), {"reason": "Lagi"}).status_code == 409
    assert client.post(at("session-restore", planned)).status_code == 302
    officer = re.findall(r'<option value="([0-9a-f-]{36})"', page)[-1]
    assert client.post(at("session-officer", planned), {"officer": officer}).status_code == 302
    assert client.post(at("session-officer", planned), {"officer": "x"}).status_code == 422
    assert inside(lambda: str(Session.objects.get(pk=planned).officer_id)) == officer
    assert client.get(at("session-list") + "?state=planned").content.decode().count("<tr>") == 2


def test_equipment_is_confirmed_on_the_register_and_printed_on_its_paper(client_at, crew):
    session = inside(lambda: opened().pk)
    client = client_at("IDM", "instructor")
    assert "safety" in client.get(at("session-register", session)).content.decode()
    for _again in (1, 2):
        assert client.post(at("session-equipment", session)).status_code == 302
    assert inside(lambda: Session.objects.get().equipment_by)
    assert "☐" in client.get(at("session-paper", session)).content.decode()


def test_the_head_enters_mends_and_ends_an_agreement(client_at, crew):
    client = client_at("IDM", "head")
    page = client.get(at("agreement-new")).content.decode()
    officer = me(page)
    name = re.search(rf'<option value="{officer}" selected\s*>([^<]+)<', page)[1]
    facts = {
        "partner": "PT Contoh Sabut", "number": "PKS-CONTOH/01", "signed_on": DAY.isoformat(), "first": DAY.isoformat(),
        "last": LAST.isoformat(), "kind": "maklon", "material_by": "partner", "programs": ["coir-shade"],
        "supervisor": officer, "supervision": f"{name} mengawasi.", "rate-coir-shade": "15000",
    }  # fmt: skip
    refused = client.post(at("agreement-new"), {**facts, "supervision": "Diawasi."})
    assert refused.status_code == 422
    assert "C29" in refused.content.decode()
    assert client.post(at("agreement-new"), {**facts, "rate-coir-shade": ""}).status_code == 422
    assert client.post(at("agreement-new"), facts).status_code == 302
    assert client.post(at("agreement-new"), facts).status_code == 409
    pk = inside(lambda: Agreement.objects.get().pk)
    edit = client.get(at("agreement-edit", pk)).content.decode()
    assert 'name="version" value="1"' in edit
    assert client.post(at("agreement-edit", pk), {**facts, "partner": "PT Lain", "version": "1"}).status_code == 302
    assert client.post(at("agreement-edit", pk), {**facts, "version": "1"}).status_code == 409
    listed = client.get(at("agreement-list") + "?state=30").content.decode()
    assert "PT Lain" in listed
    assert "PT Lain" not in client.get(at("agreement-list") + "?state=ended").content.decode()
    assert "15000" in client.get(at("agreement-export")).content.decode()
    end = {"on": (DAY + timedelta(days=3)).isoformat(), "reason": "Bahan habis"}
    assert client.post(at("agreement-end", pk), {**end, "reason": ""}).status_code == 422
    assert client.post(at("agreement-end", pk), end).status_code == 302
    assert "Bahan habis" in client.get(at("agreement", pk)).content.decode()


def test_a_scan_is_kept_with_the_agreement_and_given_back(client_at, crew):
    pk = inside(lambda: agreed().pk)
    client = client_at("IDM", "head")
    from django.core.files.uploadedfile import SimpleUploadedFile

    assert client.post(at("agreement", pk), {}).status_code == 422
    bad = SimpleUploadedFile("x.pdf", b"nothing")
    assert client.post(at("agreement", pk), {"file": bad}).status_code == 422
    assert client.post(at("agreement", pk), {"file": SimpleUploadedFile("pks.png", PNG)}).status_code == 302
    file = inside(lambda: Agreement.objects.get().files[0])
    answer = client.get(at("agreement-file", pk, file))
    assert b"".join(answer.streaming_content) == PNG
    assert client.get(at("agreement-file", pk + 1, file)).status_code == 404
    assert client_at("IDM", "instructor").get(at("agreement-file", pk, file)).status_code == 403
    for _more in range(4):
        inside(lambda: attach_agreement_file(pk, PNG, name="x.png", by="head"))
    assert client.post(at("agreement", pk), {"file": SimpleUploadedFile("pks.png", PNG)}).status_code == 409


def test_an_accident_is_reported_followed_up_and_closed_by_the_head(client_at, crew):
    client = client_at("IDM", "officer")
    facts = {
        "kind": "accident", "day": DAY.isoformat(), "place": "Bengkel 1", "text": "Jari terjepit.",
        "person": str(crew[0].pk), "body_part": "Jari", "severity": "light",
    }  # fmt: skip
    assert client.get(at("incident-new")).status_code == 200
    assert client.post(at("incident-new"), {**facts, "body_part": ""}).status_code == 422
    assert client.post(at("incident-new"), {**facts, "day": LAST.isoformat()}).status_code == 422
    answer = client.post(at("incident-new"), facts)
    assert answer.status_code == 302
    url = answer["Location"]
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "Diperiksa klinik", "days_lost": "2"}).status_code == 302
    pk = inside(lambda: Incident.objects.get().pk)
    assert client.post(at("incident-close", pk), {"result": "x"}).status_code == 403
    head = client_at("IDM", "head")
    assert head.post(at("incident-close", pk), {"result": ""}).status_code == 422
    assert head.post(at("incident-close", pk), {"result": "Pelindung dipasang"}).status_code == 302
    assert head.post(at("incident-close", pk), {"result": "Lagi"}).status_code == 409
    page = client.get(url).content.decode()
    assert "Diperiksa klinik" in page
    assert "Pelindung dipasang" in page
    assert "K-0001" in client.get(at("incident-list") + "?kind=accident&state=closed").content.decode()
    assert "BI.0" not in client.get(at("incident-export")).content.decode()
    assert inside(AuditEntry.objects.filter(act="incidents.exported").count) == 1


def test_a_day_is_closed_and_opened_again_with_the_full_factor(client_at, crew):
    session = inside(lambda: opened().pk)
    client, url = client_at("IDM", "officer"), at("day", DAY)
    assert client.post(url).status_code == 409
    inside(lambda: mark_attendance(session, marks=[Mark(crew[0].pk, "present", 60)], by="officer"))
    inside(lambda: close_session(session, by="officer"))
    assert client.post(url).status_code == 302
    assert client.post(at("day-reopen", DAY), {"reason": "x"}).status_code == 403
    weak = client_at("IDM", "head", factor="pin")
    assert weak.post(at("day-reopen", DAY), {"reason": "x"}).status_code == 403
    head = client_at("IDM", "head")
    assert head.post(at("day-reopen", DAY), {"reason": ""}).status_code == 422
    assert head.post(at("day-reopen", DAY), {"reason": "Satu lot tertinggal"}).status_code == 302
    assert "Satu lot tertinggal" in client.get(url).content.decode()
    assert inside(DayClose.objects.filter(reopened_at=None).count) == 0
    for day in ("2026-02-30", "yesterday"):
        assert client.get(at("day", day)).status_code == 404


def test_the_lists_say_when_they_are_empty(client_at, crew):
    client = client_at("IDM", "head")
    for name in ("agreement-list", "incident-list"):
        assert 'class="empty"' in client.get(at(name)).content.decode()
        assert 'class="empty"' in client.get(at(name) + "?kind=sale&state=ended&order=oldest").content.decode()


@pytest.mark.parametrize("name", ["calendar", "agreement-list", "incident-list", "day"])
def test_the_lists_read_a_fixed_number_of_queries(client_at, crew, django_assert_max_num_queries, name):
    with in_prison("IDM"):
        for weekday in range(1, 7):
            slotted(weekday=weekday)
        plan_sessions(DAY, DAY + timedelta(days=40), by="head")
        for number in range(12):
            agreed(number=f"PKS-CONTOH/{number}")
            report_incident("near_miss", day=DAY, place="Bengkel 1", text="Rak goyah.", by="officer")
        opened(place="Bengkel 5", starts=time(15))
        cancel_session(opened(place="Bengkel 6").pk, reason="x", by="officer")
    client, url = client_at("IDM", "officer"), at(name, DAY) if name == "day" else at(name)
    client.get(url)
    with django_assert_max_num_queries(14):
        client.get(url)


@pytest.mark.parametrize(
    "name", ["calendar", "slot-add", "span-add", "agreement-list", "agreement-new", "incident-list", "incident-new"]
)
def test_others_are_refused(client_at, crew, name):
    url = at(name)
    assert client_at("IDM", "officer", prison="GRT").get(url).status_code == 403
    assert client_at("IDM", "stranger").get(url).status_code == 403
    assert client_at("IDM").get(url).status_code == 302


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("instructor", "agreement-list"),
        ("instructor", "slot-add"),
        ("treasurer", "incident-list"),
        ("verifier", "incident-new"),
        ("officer", "agreement-new"),
    ],
)
def test_a_role_is_led_no_further_than_its_own_pages(client_at, crew, role, name):
    assert client_at("IDM", role).get(at(name)).status_code == 403


def test_the_things_of_one_prison_are_not_there_at_another(client_at, planned):
    with in_prison("IDM"):
        agreement, incident = agreed().pk, report_incident("other", day=DAY, place="B", text="x", by="o").pk
    with acting_as("gate"):
        client = client_at("GRT", "head")
        for url in (at("session-plan", planned), at("agreement", agreement), at("incident", incident)):
            assert client.get(url).status_code == 404
