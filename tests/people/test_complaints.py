"""Complaints: received once with receipt and due date, sealed, and seen by nobody whom they are about (product rule 4)."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.errors import Conflict, Forbidden, NotFound, Refused
from core.models import OutboxEvent
from programs.people import selectors, services
from programs.people.models import Complaint
from programs.people.selectors.complaints import spelled
from programs.records.models import AuditEntry, IdempotencyKey, Note
from programs.records.services import ensure_officer
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code
from tests.cast import STAFF_ROLES
from tests.people.complaining import SECRET, account_of, complain, complaints_officer, three, viewer
from tests.people.scene import DAY, admit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
PAGES = ("/pengaduan/?state=all", "/api/v1/complaints/?state=all", "/pengaduan/ekspor.csv")
SEES = {
    "head": {"nobody", "officer"},
    "verifier": {"nobody"},
    "treasurer": set(),
    "officer": set(),
    "instructor": set(),
}


@pytest.fixture
def place():
    with acting_as("gate"):
        return by_code("IDM")


@pytest.fixture
def filed(db):
    return three()


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_page_api_and_export_show_a_role_what_it_may_see_and_nothing_else(client_at, filed, role):
    client = client_at("IDM", role)
    for path in PAGES:
        answer = client.get(path)
        if not SEES[role]:
            assert answer.status_code == 403
            continue
        text = answer.content.decode()
        assert answer.status_code == 200
        assert {about for about, row in filed.items() if row.receipt in text} == SEES[role], path
        assert SECRET not in text
    for about, row in filed.items():
        answer = client.get(f"/pengaduan/{row.pk}/")
        expected = 200 if about in SEES[role] else 404 if SEES[role] else 403
        assert answer.status_code == expected
        assert (SECRET in answer.content.decode()) == (expected == 200)
        for act in ("jawab", "catat", "tutup"):
            body = {"text": "x", "note": "x", "version": "1"}
            if expected != 200:
                assert client.post(f"/pengaduan/{row.pk}/{act}/", body).status_code == expected


def test_the_regional_office_sees_what_is_about_the_head_and_nothing_else_of_the_prison(client_at, filed):
    complaints_officer()
    client = client_at("IDM", "stranger")
    for path in PAGES:
        text = client.get(path).content.decode()
        assert {about for about, row in filed.items() if row.receipt in text} == {"head"}, path
    assert SECRET in client.get(f"/pengaduan/{filed['head'].pk}/").content.decode()
    assert client.get(f"/pengaduan/{filed['nobody'].pk}/").status_code == 404
    assert client.get("/")["location"] == "/pengaduan/"
    closed = ("/orang/", "/bengkel/", "/keuangan/", "/pesanan/", "/manfaat/", "/kunci/perangkat/", "/api/v1/people/")
    assert {path: client.get(path).status_code for path in closed} == dict.fromkeys(closed, 403)


def test_strangers_and_the_other_prison_are_refused(client_at, filed):
    for client in (client_at("IDM", "stranger"), client_at("IDM", "head", prison="GRT")):
        assert {client.get(path).status_code for path in PAGES} == {403}
        assert client.get(f"/pengaduan/{filed['nobody'].pk}/").status_code == 403
    garut = client_at("GRT", "head")
    assert garut.get(f"/pengaduan/{filed['nobody'].pk}/").status_code == 404
    assert filed["nobody"].receipt not in garut.get(PAGES[0]).content.decode()


def test_the_head_gets_no_hint_of_what_is_about_the_head(client_at, place):
    head = client_at("IDM", "head")
    paths = ("/", *PAGES, "/orang/", "/pengaduan/?state=overdue", "/manfaat/")

    def seen():
        return [head.get(path).content for path in paths]

    with in_prison("IDM"):
        seen()  # what is cached at the first look
        before, told = seen(), OutboxEventCount()
        complain("head")
        counted = selectors.complaints_answered(DAY, DAY)
        events = selectors.complaint_events(DAY, DAY)
    assert without_tokens(seen()) == without_tokens(before)
    assert (counted, events, told.new()) == ((0, 0), [], 0)


class OutboxEventCount:
    def __init__(self):
        self.before = self.now()

    def now(self) -> int:
        with acting_as("relay"):
            return OutboxEvent.objects.count()

    def new(self) -> int:
        return self.now() - self.before


def without_tokens(pages):
    import re

    return [re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"', b"", page) for page in pages]


def test_an_officer_never_sees_what_is_about_them_also_as_the_acting_head(place, filed):
    officer = account_of("officer")
    with in_prison("IDM"):
        seen = selectors.complaints_for(viewer(place, "head", account=officer))
        assert {row.about for row in seen} == {"nobody"}


def test_one_who_works_here_reads_nothing_about_the_head_by_a_second_role(place, filed):
    with in_prison("IDM"):
        for role in ("head", "verifier", "officer", "bapas"):
            assert "head" not in {row.about for row in selectors.complaints_for(viewer(place, role, "complaint"))}


def test_an_officer_who_is_the_head_is_the_head(place):
    head = account_of("head")
    with in_prison("IDM"):
        ensure_officer(head, name="Head", is_state=True)
        row = complain("officer", officer=head)
        assert (row.about, row.officer) == ("head", None)


def test_a_receipt_is_short_readable_and_unique_and_says_when_it_is_due(place):
    with in_prison("IDM"):
        row = complain()
        found = selectors.receipt(f" {row.receipt.lower().replace('-', ' ')} ")
        assert (found.code, found.received_on, found.due_on) == (row.receipt, DAY, date(2026, 11, 20))
        assert selectors.receipt("AAAA-AAAA") is None
    assert spelled("contoh-abcd 2345") == "CONTOH-ABCD-2345"


@pytest.mark.parametrize("day", [date(2026, 11, 2) + timedelta(days=n) for n in range(9)])
def test_due_is_so_many_working_days_later(day):
    due = selectors.due_after(day)
    between = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(each.weekday() < 5 for each in between) == selectors.deadline_on(day).working_days
    assert due.weekday() < 5


def test_sent_twice_it_is_received_once(place):
    key = str(uuid.uuid4())
    with in_prison("IDM"):
        first, second = complain(key=key), complain(key=key)
        assert first == second
        assert Complaint.objects.count() == 1
        with pytest.raises(Conflict):
            complain(key=key, text="Something else")


def test_an_anonymous_one_keeps_neither_person_nor_hour(place):
    with in_prison("IDM"):
        person = admit()[0].pk
        named, anonymous = complain(person=person), complain()
        assert (anonymous.person, anonymous.received_at.astimezone().minute) == (None, 0)
        assert anonymous.received_at < clock.now() == named.received_at
        assert selectors.complaint_events(DAY, DAY) == [(person, DAY)]


def test_the_watch_of_the_head_holds_none_about_the_head(place):
    with in_prison("IDM"):
        person = admit()[0].pk
        complain("head", person=person)
        assert selectors.complaint_events(DAY, DAY) == []
        assert selectors.complaint_events(DAY, DAY, with_head=True) == [(person, DAY)]


def test_what_was_said_stands_nowhere_in_clear(place):
    with in_prison("IDM"):
        row = complain()
        services.answer_complaint(row.pk, text="Jawaban contoh", version=1, viewer=viewer(place, "head"))
        row.refresh_from_db()
        kept = [*Complaint.objects.values(), *AuditEntry.objects.values(), *IdempotencyKey.objects.values()]
        assert selectors.text_of(row) == SECRET
    with acting_as("relay"):
        kept += list(OutboxEvent.objects.values())
    assert SECRET not in str(kept)
    assert "Jawaban" not in str(kept)


def test_it_is_answered_once_noted_and_closed(place):
    who = viewer(place, "head")
    with in_prison("IDM"):
        row = complain()
        with pytest.raises(Refused) as unanswered:
            services.close_complaint(row.pk, version=1, viewer=who)
        assert unanswered.value.code == "answer-missing"
        with pytest.raises(Refused):
            services.answer_complaint(row.pk, text=" ", version=1, viewer=who)
        services.note_on_complaint(row.pk, text="Ditanyakan", viewer=who)
        services.answer_complaint(row.pk, text="Jawaban", version=1, viewer=who)
        with pytest.raises(Conflict):
            services.answer_complaint(row.pk, text="Lain", version=1, viewer=who)
        with pytest.raises(Conflict):
            services.answer_complaint(row.pk, text="Lain", version=2, viewer=who)
        services.close_complaint(row.pk, version=2, viewer=who)
        found = selectors.receipt(row.receipt)
        assert (found.answer, found.answered_on, found.is_closed) == ("Jawaban", DAY, True)
        assert Note.objects.get().subject == f"complaint:{row.pk}"
        assert selectors.complaints_answered(DAY, DAY) == (1, 1)


def test_overdue_is_counted_for_those_who_see_it(place, filed):
    with clock.at(clock.now() + timedelta(days=40)), in_prison("IDM"):
        counts = {role: selectors.overdue_count(viewer(place, role)) for role in (*STAFF_ROLES, "complaint")}
        assert selectors.complaints_answered(DAY, DAY) == (0, 2)
    assert counts == {"head": 2, "verifier": 1, "treasurer": 0, "officer": 0, "instructor": 0, "complaint": 1}


def test_one_enters_from_paper_only_what_one_may_know(client_at, place):
    officer = account_of("officer")
    with in_prison("IDM"):
        ensure_officer(officer, name="Officer", is_state=True)
    body = {"category": "work", "card_number": "", "text": SECRET, "key": str(uuid.uuid4())}
    client = client_at("IDM", "officer")
    assert client.get("/pengaduan/baru/").status_code == 200
    for about in ("head", str(officer), "", "x"):
        assert client.post("/pengaduan/baru/", {**body, "about": about}).status_code == 422
    page = client.post("/pengaduan/baru/", {**body, "about": "nobody"}).content.decode()
    with in_prison("IDM"):
        assert Complaint.objects.get().receipt in page
        with pytest.raises(Forbidden):
            services.enter_complaint(viewer=viewer(place, "officer"), about="head", officer="", **body)
    assert client_at("IDM", "treasurer").get("/pengaduan/baru/").status_code == 403
    assert "Complaints" not in client_at("IDM", "officer").get("/", headers={"accept-language": "en"}).content.decode()


def test_an_unknown_card_is_told_and_nothing_is_lost(client_at):
    body = {"category": "work", "about": "nobody", "card_number": "K-9999", "text": SECRET, "key": str(uuid.uuid4())}
    page = client_at("IDM", "head").post("/pengaduan/baru/", body)
    assert (page.status_code, SECRET in page.content.decode()) == (404, True)


def test_the_pages_answer_note_and_close(client_at, filed):
    head, path = client_at("IDM", "head"), f"/pengaduan/{filed['nobody'].pk}/"
    assert head.post(f"{path}jawab/", {"text": "", "version": "1"}).status_code == 422
    stale = head.post(f"{path}jawab/", {"text": "Sudah diurus", "version": "9"})
    assert (stale.status_code, "Sudah diurus" in stale.content.decode()) == (409, True)
    assert head.post(f"{path}tutup/", {"version": "1"}).status_code == 422
    assert head.post(f"{path}catat/", {"note": "Ditanyakan"})["location"] == path
    assert head.post(f"{path}catat/", {"note": ""}).status_code == 422
    assert head.post(f"{path}jawab/", {"text": "Sudah diurus", "version": "1"})["location"] == path
    assert head.post(f"{path}tutup/", {"version": "2"})["location"] == path
    text = head.get(path).content.decode()
    assert "Sudah diurus" in text
    assert "Ditanyakan" in text


def test_an_export_needs_the_full_factor(client_at, filed):
    assert client_at("IDM", "head", factor="pin").get("/pengaduan/ekspor.csv").status_code == 403


def test_the_list_costs_a_fixed_number_of_queries(client_at, filed, django_assert_max_num_queries):
    head = client_at("IDM", "head")
    head.get("/pengaduan/")
    with in_prison("IDM"):
        for _ in range(5):
            complain()
    with django_assert_max_num_queries(12):
        head.get("/pengaduan/")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"receipt": "abc"}, "people_complaint_readable"),
        ({"category": "x"}, "people_complaint_category"),
        ({"about": "officer"}, "people_complaint_about"),
        ({"about": "x"}, "people_complaint_about"),
        ({"due_on": DAY - timedelta(days=1)}, "people_complaint_due"),
        ({"answered_at": clock.now() + timedelta(days=400)}, "people_complaint_answered"),
        ({"answer_sealed": b"x"}, "people_complaint_answered"),
        ({"closed_at": clock.now() + timedelta(days=400)}, "people_complaint_closed"),
        ({}, "people_complaint_receipt"),
    ],
)
def test_the_database_refuses_a_complaint_that_cannot_be(changes, constraint):
    facts = {
        "receipt": "ABCD-2345",
        "category": "work",
        "about": "nobody",
        "text_sealed": b"x",
        "entered_by": "kiosk",
        "due_on": DAY + timedelta(days=30),
    }
    with in_prison("IDM"):
        if constraint == "people_complaint_receipt":
            Complaint.objects.create(**facts)
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Complaint.objects.create(**{**facts, **changes})


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"category": "x"}, "category"),
        ({"about": "x"}, "about"),
        ({"text": "x" * 4001}, "text"),
        ({"about": "officer"}, "about"),
    ],
)
def test_what_is_filed_wrongly_is_told_by_field(facts, field):
    about = facts.pop("about", "nobody")
    with in_prison("IDM"), pytest.raises(Refused) as refused:
        complain(about, **facts)
    assert refused.value.field == field


def test_nobody_answers_what_they_may_not_see(place, filed):
    with in_prison("IDM"), pytest.raises(NotFound):
        services.answer_complaint(filed["head"].pk, text="x", version=1, viewer=viewer(place, "head"))
