"""After release a Bapas counsellor sees only released people who agreed to sharing, nothing else, and no longer than they agree."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core import clock
from core.errors import NotFound, Refused
from programs.people.models import Consent, FollowUp
from programs.people.selectors.following import months_after, released_people, released_person
from programs.people.services import readmit, withdraw_consent
from programs.people.services.following import export_follow_ups, record_follow_up
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.cast import add_member
from tests.people.scene import DAY, admit, consent
from tests.people.skills import certify, released
from tests.printed import text_of
from tests.security.crawl import addresses, ask
from tests.security.test_every_address import AT_THE_GATE
from tests.words import told_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
TALK = {"held_on": DAY, "is_reached": True, "work": "employed", "business_runs": "no", "reoffended": "unknown"}
QUERIES_OF_THE_LIST = 14


def at(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args, urlconf="config.urls_prison")


@pytest.fixture
def people():
    """Agreed and released; released without agreeing; agreed and held."""
    with in_prison("IDM"):
        agreed, silent, held = admit(3)
        released(agreed, on=DAY)
        released(silent, on=DAY, agreed=False)
        consent(held, purpose="sharing", starts=DAY)
        return agreed, silent, held


@pytest.fixture
def bapas(client_at):
    add_member("bapas", "IDM")
    return client_at("IDM", "bapas")


def talk(person, months: int = 3, **facts):
    return record_follow_up(person.pk, months, **{**TALK, **facts}, by="bapas")


def test_talks_are_due_after_3_6_12_and_24_months(people) -> None:
    with in_prison("IDM"):
        (row,) = released_people(DAY)
        assert [(each.months, each.due_on) for each in row.talks] == [
            (3, date(2027, 2, 2)), (6, date(2027, 5, 2)), (12, date(2027, 11, 2)), (24, date(2028, 11, 2)),
        ]  # fmt: skip
        for day, state in ((DAY, "ahead"), (date(2027, 1, 3), "due"), (date(2027, 2, 3), "overdue")):
            assert released_people(day)[0].next_talk.state == state


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 48))
def test_so_many_months_later_is_that_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_only_who_was_released_and_agreed_is_there_and_who_withdraws_is_gone_at_once(people, bapas) -> None:
    agreed, silent, held = people
    page = bapas.get(at("follow-ups")).content.decode()
    assert agreed.card_number in page
    assert silent.card_number not in page
    assert held.card_number not in page
    for other in (silent, held):
        assert bapas.get(at("follow-up", other.pk)).status_code == 404
        assert bapas.post(at("follow-up", other.pk), {"months": "3"}).status_code == 404
    with in_prison("IDM"):
        withdraw_consent(Consent.objects.get(person=agreed, purpose="sharing").pk, on=DAY, by="officer")
    assert agreed.card_number not in bapas.get(at("follow-ups")).content.decode()
    assert bapas.get(at("follow-up", agreed.pk)).status_code == 404
    with in_prison("IDM"), pytest.raises(NotFound):
        talk(agreed)


def test_who_comes_back_is_no_longer_followed(people) -> None:
    with in_prison("IDM"):
        readmit(people[0].pk, on=DAY, began_by="admission", block="A1", by="head")
        assert released_people(DAY) == []
        with pytest.raises(NotFound):
            released_person(people[0].pk, day=DAY)


def test_a_talk_is_recorded_once_and_a_change_is_in_the_audit(people) -> None:
    with in_prison("IDM"):
        talk(people[0])
        talk(people[0], reoffended="no", note="Bertemu di rumah")
        assert FollowUp.objects.get().reoffended == "no"
        acts = AuditEntry.objects.filter(act__startswith="followup").order_by("pk").values_list("act", flat=True)
        assert list(acts) == ["followup.recorded", "followup.changed"]
        assert released_people(DAY)[0].next_talk.months == 6


@pytest.mark.parametrize(
    "change",
    [
        {"months": 5},
        {"held_on": DAY - timedelta(days=1)},
        {"held_on": DAY + timedelta(days=1)},
        {"is_reached": False},
        {"reoffended": "perhaps"},
        {"work": "rich"},
        {"business_runs": "x"},
    ],
)
def test_what_breaks_a_rule_is_refused(people, change) -> None:
    with in_prison("IDM"), pytest.raises(Refused):
        talk(people[0], **change)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({}, "people_followup_once"),
        ({"months": 5}, "people_followup_months"),
        ({"months": 6, "work": "rich"}, "people_followup_work"),
        ({"months": 6, "business_runs": "x"}, "people_followup_business"),
        ({"months": 6, "reoffended": "x"}, "people_followup_reoffended"),
        ({"months": 6, "is_reached": False, "work": "employed"}, "people_followup_reached"),
    ],
)
def test_the_database_refuses_a_talk(people, change, constraint: str) -> None:
    with in_prison("IDM"):
        talk(people[0])
        facts = {
            "person": people[0],
            "months": 3,
            "due_on": DAY,
            "held_on": DAY,
            "is_reached": True,
            "recorded_by": "x",
        }
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            FollowUp.objects.create(**{**facts, **change})


def test_a_talk_is_recorded_on_the_page(people, bapas) -> None:
    address = at("follow-up", people[0].pk)
    sent = {
        "months": "3",
        "held_on": DAY.isoformat(),
        "is_reached": "no",
        "work": "employed",
        "business_runs": "unknown",
    }
    assert bapas.post(address, sent).status_code == 422
    sent |= {"reoffended": "unknown"}
    refused = bapas.post(address, sent)
    assert refused.status_code == 422
    assert bapas.post(address, {**sent, "work": "unknown"}).status_code == 302
    assert bapas.get(at("follow-ups") + "?state=ahead").status_code == 200


def test_the_list_is_written_without_names_and_audited(people, bapas) -> None:
    with in_prison("IDM"):
        talk(people[0], note="Rahasia")
        rows = export_follow_ups(DAY, is_demo=True, by="bapas")
        assert len(rows) == 5
        assert rows[1][-1] == "true"
        assert "Orang" not in str(rows)
        assert "Rahasia" not in str(rows)
        assert AuditEntry.objects.filter(act="followups.exported").count() == 1
    answer = bapas.get(at("follow-ups-export"))
    assert answer.content.decode("utf-8-sig").startswith("card_number,released_on,months")


def test_the_list_asks_few_queries_however_long(bapas, django_assert_max_num_queries) -> None:
    with in_prison("IDM"):
        for person in admit(15):
            released(person, on=DAY)
    bapas.get(at("follow-ups"))
    with django_assert_max_num_queries(QUERIES_OF_THE_LIST):
        assert "K-0015" in bapas.get(at("follow-ups")).content.decode()


def test_a_certificate_is_reprinted_without_naming_a_prison_whatever_was_chosen_before(client_at, bapas) -> None:
    with in_prison("IDM"):
        person = admit(1)[0]
        made = certify(person, edition="full")
        released(person, on=DAY)
    answer = bapas.get(at("certificate-reprint", person.pk, made.pk))
    assert made.code in text_of(answer.content)
    assert told_in(text_of(answer.content), "indramayu") == []
    assert bapas.get(at("certificate-paper", person.pk, made.pk)).status_code == 403
    assert client_at("IDM", "officer").get(at("certificate-reprint", person.pk, made.pk)).status_code == 403


def test_a_counsellor_finds_the_list_from_home_and_is_led_nowhere_else(people, bapas) -> None:
    page = bapas.get("/").content.decode()
    assert at("follow-ups") in page
    for other in ("/orang/impor/", "/bengkel/", "/keuangan/", "/manfaat/", "/pesanan/", "/lapas/"):
        assert f'href="{other}' not in page
    assert "K-0003" not in page


def test_every_other_page_of_the_prison_refuses_a_counsellor(people, bapas) -> None:
    own = {"people:follow-ups", "people:follow-ups-export", "people:follow-up", "people:certificate-reprint"}
    open_to_all = {"workspace:home", "workspace:factor-confirm", "api:unknown", "api:me", "api:schema", "api:docs"}
    let_in = []
    for each in addresses(settings.PRISON_URLCONF, Anything()):
        if each.name in {*own, *open_to_all, *AT_THE_GATE}:
            continue
        for method in ("GET", "POST"):
            status = ask(bapas, method, each.path).status_code
            let_in += [] if status in {401, 403, 404, 405} else [(method, each, status)]
    assert not let_in, let_in


def test_others_are_refused_the_list(client_at, people) -> None:
    for place, role, prison in (("IDM", "head", None), ("IDM", "stranger", None), ("IDM", "head", "GRT")):
        assert client_at(place, role, prison=prison).get(at("follow-ups")).status_code == 403


class Anything(dict):
    """A value for every parameter of an address."""

    def __missing__(self, name: str) -> object:
        uuids = {"part", "order", "application", "quote", "device", "membership", "pk", "api_token", "proof", "row"}
        return "0" * 8 + "-0000-4000-8000-" + "0" * 12 if name in uuids else 1


def at_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=ZoneInfo("Asia/Jakarta"))


def test_talks_fall_due_as_time_passes(people, bapas) -> None:
    with clock.at(at_midnight(date(2027, 3, 1))):
        assert "badge-warn" in bapas.get(at("follow-ups")).content.decode()
