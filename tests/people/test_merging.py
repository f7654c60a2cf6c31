"""Two records of one human become one, a pause takes off the list, and "on the list" agrees with a plain reckoning."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.extras import DateRange

from core import clock
from core.errors import Conflict, NotFound, Refused
from programs.people import selectors
from programs.people.models import (
    Alias,
    Application,
    Assessment,
    Consent,
    Enrolment,
    KioskPin,
    Person,
    Stay,
    Suspension,
)
from programs.people.services import (
    add_alias,
    admit,
    end_enrolment,
    file_complaint,
    give_first_pin,
    import_people,
    keep_apart,
    leave,
    merge_records,
    open_kiosk,
    resume,
    suspend,
    withdraw_consent,
)
from programs.records.models import AuditEntry
from programs.records.personal import held
from tenants.isolation.acting import in_prison
from tests.people import scene
from tests.people.scene import DAY, MORNING, consent, enrol_all, line, sheet
from tests.people.test_gates import refused_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]
LATER = DAY + timedelta(days=7)
CELLS = {
    "register_number": "BI.9/2026", "name": "Orang Baru", "kind": "narapidana", "birth_date": "1990-05-01",
    "block": "A", "risk": "", "education": "", "sentenced_on": "", "release_on": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def inside(program):
    with in_prison("IDM"):
        yield


def test_a_merged_record_leads_to_the_one_that_stays_and_is_counted_once():
    first, second, third = enrol_all(scene.admit(3))
    keep_apart(second.pk, other=third.pk, reason="x", starts=DAY, by="x")
    Application.objects.create(person=second, program_code="knitting", entered_by="x")
    with clock.at(MORNING + timedelta(days=7)):
        merge_records(second.pk, into=first.pk, by="head")
        assert selectors.base_counts(DAY)["all"] == selectors.base_counts(LATER)["all"] == 2
        assert selectors.base_ids(DAY)["all"] == {first.pk, third.pk}
        assert selectors.taking_part(["coir-shade"], DAY) == 2
        assert [row.person_id for row in selectors.on_list("coir-shade", LATER)] == [first.pk, third.pk]
        assert [p.pk for p in selectors.persons(LATER)] == [first.pk, third.pk]
        assert selectors.non_associated([first.pk, third.pk], LATER) == [(first.pk, third.pk)]
        report = import_people(sheet(line(2).replace("A2", "A1")), prison="IDM", by="x")
        assert report.updated + report.unchanged == 1
    assert [each.pk for each in selectors.duplicates(first.pk)] == [second.pk]
    assert {each.kind for each in selectors.aliases(first.pk)} == {"register", "name"}
    assert Enrolment.objects.get(person=second).ended_reason == "merge"
    assert [(row.person_id, row.outcome) for row in Application.objects.all()] == [(first.pk, "")]
    assert AuditEntry.objects.filter(act="person.merged").count() == 2
    with pytest.raises(Refused) as refused:
        consent(second, purpose="story")
    assert refused.value.code == "person-merged"


def test_a_merge_keeps_somebody_held_and_goes_on_through_a_second_one():
    first, second, third = scene.admit(3)
    leave(first.pk, on=DAY, reason="release", by="x")
    merge_records(second.pk, into=first.pk, by="head")
    assert selectors.standing(first.pk, DAY) == selectors.Standing(True, "A2", DAY, None, "")
    merge_records(first.pk, into=third.pk, by="head")
    assert set(Person.objects.exclude(merged_into=None).values_list("merged_into", flat=True)) == {third.pk}
    assert len(selectors.aliases(third.pk)) == 4
    assert selectors.base_counts(DAY)["all"] == 1


def test_a_merge_keeps_the_earliest_place_in_a_waiting_list_and_none_where_one_takes_part():
    first, second = scene.admit(2)
    early, late = (MORNING - timedelta(days=days) for days in (9, 2))
    Application.objects.create(person=second, program_code="knitting", applied_at=early, entered_by="x")
    Application.objects.create(person=first, program_code="knitting", applied_at=late, entered_by="x")
    Application.objects.create(person=second, program_code="coir-shade", applied_at=early, entered_by="x")
    enrol_all([first])
    merge_records(second.pk, into=first.pk, by="head")
    assert list(Application.objects.filter(ended_at=None).values_list("person", "applied_at")) == [(first.pk, early)]
    assert Application.objects.exclude(ended_at=None).get().outcome == "enrolled"


def test_a_merge_ends_the_kiosk_pin_and_takes_complaints_along():
    first, second = scene.admit(2)
    pin = give_first_pin(second.pk, by="x")
    file_complaint(category="work", about="nobody", text="x", person=second.pk, key="merged-complaint")
    merge_records(second.pk, into=first.pk, by="head")
    assert not KioskPin.objects.exists()
    with pytest.raises(Refused):
        open_kiosk(second.card_number, pin)
    assert selectors.complaint_events(DAY, DAY) == [(first.pk, DAY)]


def test_the_watch_sees_one_human_in_two_records():
    first, second = enrol_all(scene.admit(2))
    with clock.at(MORNING + timedelta(days=1)):
        withdraw = Consent.objects.get(person=second, purpose="work")
        withdraw_consent(withdraw.pk, on=DAY + timedelta(days=1), by="x")
        merge_records(second.pk, into=first.pk, by="head")
    suspend(Enrolment.objects.get(person=first).pk, reason="discipline", starts=LATER, by="x")
    found = selectors.standing_drops(LATER)
    assert [(drop.card_number, drop.what) for drop in found] == [(first.card_number, "suspension")]


def test_what_a_merged_record_learnt_and_its_complete_file_are_the_survivors():
    first, second = scene.admit(2)
    Assessment.objects.create(person=second, kind="skill", level="skilled", during=(DAY, None), recorded_by="x")
    merge_records(second.pk, into=first.pk, by="head")
    rows = {each.table: each.rows(first.pk) for each in held()}
    assert {row.person_id for row in rows["people_stay"]} == {first.pk, second.pk}
    assert list(selectors.records_of([first.pk]).order_by("pk")) == [first, second]
    assert list(selectors.records_of([second.pk])) == [second]


def test_a_merge_that_cannot_be_is_refused():
    first, second, third = scene.admit(3)
    with pytest.raises(Refused):
        merge_records(first.pk, into=first.pk, by="head")
    with pytest.raises(NotFound):
        merge_records(first.pk, into=0, by="head")
    merge_records(second.pk, into=first.pk, by="head")
    for gone, into in ((second.pk, third.pk), (third.pk, second.pk)):
        with pytest.raises(Refused) as refused:
            merge_records(gone, into=into, by="head")
        assert refused.value.code == "person-merged"


def test_two_who_stand_in_registers_of_one_day_are_no_one_person(monkeypatch):
    first, second = scene.admit(2)
    monkeypatch.setattr(selectors, "days_both_in_a_register", lambda one, other: [DAY])
    with pytest.raises(Conflict) as refused:
        merge_records(second.pk, into=first.pk, by="head")
    assert refused.value.code == "worked-both"


def test_an_earlier_number_finds_the_person_in_a_list_and_by_hand():
    (person,) = scene.admit()
    add_alias(person.pk, kind="register", text="BI.9/2026", by="x")
    add_alias(person.pk, kind="name", text="Si Contoh", by="x")
    moved = line(1).replace("BI.001/2024", "bi. 9/2026").replace("A1", "C")
    assert import_people(sheet(moved), prison="IDM", by="x").updated == 1
    assert import_people(sheet(line(1), moved), prison="IDM", by="x").rejected[0].field == "register_number"
    with pytest.raises(Conflict) as refused:
        admit(CELLS, on=DAY, by="x")
    assert refused.value.value == person.card_number
    with pytest.raises(Conflict):
        add_alias(person.pk, kind="register", text="BI.001/2024", by="x")
    assert {each.masked for each in selectors.aliases(person.pk)} == {"••••026", "S••••"}


def test_one_person_is_admitted_by_hand_by_the_rules_of_a_list():
    person = admit(CELLS, on=DAY, detained_on=DAY - timedelta(days=400), by="x")
    assert (person.card_number, person.register_masked) == ("K-0001", "••••026")
    known = selectors.custody(person, DAY)
    assert (known.age, known.served, known.days_left) == (36, (1, 1), None)
    for change, field in (({"birth_date": "2020-01-01"}, "birth_date"), ({"name": "=1"}, "name")):
        with pytest.raises(Refused) as refused:
            admit({**CELLS, "register_number": "X 2", **change}, on=DAY, by="x")
        assert refused.value.field == field
    with pytest.raises(Refused):
        admit({**CELLS, "register_number": "X 2"}, on=DAY, detained_on=LATER, by="x")


def test_a_pause_takes_off_the_list_and_a_return_puts_back():
    (person,) = enrol_all(scene.admit())
    row = Enrolment.objects.get()
    suspend(row.pk, reason="court", starts=DAY, last_day=DAY, by="x")
    assert not selectors.on_list("coir-shade", DAY).exists()
    assert selectors.on_list("coir-shade", DAY + timedelta(days=1)).exists()
    suspend(row.pk, reason="health", starts=LATER, by="x")
    with pytest.raises(Conflict):
        suspend(row.pk, reason="health", starts=LATER + timedelta(days=1), by="x")
    resume(row.pk, on=LATER + timedelta(days=2), by="x")
    days = [selectors.on_list("coir-shade", LATER + timedelta(days=n)).count() for n in range(3)]
    assert days == [0, 0, 1]
    for change, code in (
        ({"reason": "mood"}, "reason-unknown"),
        ({"starts": DAY - timedelta(days=1)}, "not-enrolled"),
        ({"last_day": DAY}, "day-order"),
    ):
        with pytest.raises(Refused) as refused:
            suspend(row.pk, **{"reason": "other", "starts": LATER + timedelta(days=5), **change}, by="x")
        assert refused.value.code == code
    with pytest.raises(NotFound):
        resume(row.pk, on=LATER, by="x", person=person.pk + 1)


def test_taking_part_ends_with_a_reason():
    enrol_all(scene.admit())
    row = Enrolment.objects.get()
    with pytest.raises(Refused):
        end_enrolment(row.pk, on=LATER, by="x", reason="mood")
    end_enrolment(row.pk, on=LATER, by="x", reason="own-wish", note="Ingin belajar")
    assert Enrolment.objects.get().ended_reason == "own-wish"
    with refused_by("people_enrolment_ended"):
        Enrolment.objects.update(ended_reason="mood")
    with refused_by("people_enrolment_ended"):
        Enrolment.objects.update(during=(DAY, None))


def test_the_database_refuses_a_pause_or_an_alias_that_cannot_be():
    first, second = enrol_all(scene.admit(2))
    facts = {"enrolment": Enrolment.objects.get(person=first), "reason": "court", "recorded_by": "x"}
    Suspension.objects.create(**facts, during=(DAY, None))
    with refused_by("people_suspension_once"):
        Suspension.objects.create(**facts, during=(LATER, None))
    with refused_by("people_suspension_reason"):
        Suspension.objects.update(reason="mood")
    alias = {"kind": "register", "sealed": b"x", "hash": "h", "masked": "••••1", "recorded_by": "x"}
    Alias.objects.create(person=first, **alias)
    with refused_by("people_alias_register"):
        Alias.objects.create(person=second, **alias)
    with refused_by("people_alias_once"):
        Alias.objects.create(person=first, **alias)
    with refused_by("people_alias_kind"):
        Alias.objects.update(kind="nick")
    with refused_by("people_alias_masked"):
        Alias.objects.update(masked="BI.1")


DAYS = st.integers(0, 20)
RANGE = st.tuples(DAYS, st.none() | DAYS)


def as_range(span: tuple[int, int | None]) -> DateRange:
    first, last = span
    return DateRange(DAY + timedelta(days=first), None if last is None else DAY + timedelta(days=max(first, last)))


def holds(span: tuple[int, int | None], day: int) -> bool:
    first, last = span
    return first <= day and (last is None or day < max(first, last))


@given(humans=st.lists(st.tuples(RANGE, RANGE, st.none() | RANGE), min_size=1, max_size=4), merged_on=st.none() | DAYS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_the_list_agrees_with_a_plain_reckoning(humans, merged_on):
    for table in (Suspension, Enrolment, Stay):
        table.objects.all().delete()
    Person.objects.update(merged_into=None)
    persons = scene.admit(4, cleared=False)
    Stay.objects.all().delete()
    for person, (stay, enrolled, paused) in zip(persons, humans, strict=False):
        during = as_range(stay)
        ended = "" if during.upper is None else "release"
        Stay.objects.create(person=person, began_on=during.lower, began_by="admission", ended_by=ended, during=during)
        row = Enrolment.objects.create(
            person=person, person_kind=person.kind, adult_from=person.adult_from, program_code="coir-shade",
            purpose="training", during=as_range(enrolled), enrolled_by="x",
        )  # fmt: skip
        if paused is not None:
            Suspension.objects.create(enrolment=row, reason="court", during=as_range(paused), recorded_by="x")
    spans = [list(human) for human in humans]
    if merged_on is not None and len(humans) > 1:
        with clock.at(MORNING + timedelta(days=merged_on)):
            merge_records(persons[0].pk, into=persons[1].pk, by="head")
        _merge_plainly(spans, merged_on)
    for day in range(22):
        expected = {
            persons[n].pk
            for n, (stays, enrolled, paused) in enumerate(spans)
            if any(holds(each, day) for each in (stays if isinstance(stays, list) else [stays]))
            and holds(enrolled, day)
            and not (paused is not None and holds(paused, day))
        }
        found = [row.person_id for row in selectors.on_list("coir-shade", DAY + timedelta(days=day))]
        assert sorted(found) == sorted(expected), day


def _merge_plainly(spans: list[list], day: int) -> None:
    """The first record's open stay and its enrolment end on the day; the second is held from then on if it was not."""
    stay, enrolled, _paused = spans[0]
    if stay[1] is None:
        spans[0][0] = (stay[0], max(stay[0], day))
        first, last = spans[1][0]
        if last is not None and max(first, last) <= max(first, day):
            spans[1][0] = [spans[1][0], (day, None)]
    if enrolled[1] is None or max(enrolled[0], enrolled[1]) > day:
        spans[0][1] = (enrolled[0], max(enrolled[0], day))
