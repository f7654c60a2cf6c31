"""The waiting list is ordered by the instant of asking and nothing else; several are enrolled at once, each told alone."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock
from core.errors import Conflict, NotFound
from programs.people import selectors, services
from programs.people.models import Application, Enrolment
from programs.records.models import AuditEntry
from tenants.isolation.acting import in_prison
from tests.earnings.test_race import is_alone
from tests.people.scene import DAY, MORNING, admit, adopt_programs, consent
from tests.scene import as_owner
from tests.waiting import wait_until

PROGRAM = "coir-shade"
inside = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "program")]


def at(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args, urlconf="config.urls_prison")


def waits(person: int, minutes: int = 0) -> int:
    with clock.at(MORNING + timedelta(minutes=minutes)):
        return services.apply(person, program=PROGRAM, by="x").pk


def chosen(*persons: int, key: str = "k1") -> dict[str, object]:
    facts = {"program": PROGRAM, "purpose": "training", "starts": DAY.isoformat(), "key": key}
    return {**facts, "persons": [str(person) for person in persons]}


class TestInside:
    pytestmark = inside

    def test_the_order_is_the_instant_of_asking(self):
        with in_prison("IDM"):
            first, second, third = admit(3)
            waits(third.pk, 1), waits(first.pk, 2), waits(second.pk, 3)
            found = list(selectors.waiting_for(PROGRAM))
            assert [(row.person_id, row.place) for row in found] == [(third.pk, 1), (first.pk, 2), (second.pk, 3)]

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(minutes=st.lists(st.integers(0, 50), min_size=1, max_size=6))
    def test_the_order_is_that_of_the_instants_whatever_they_are(self, minutes):
        with in_prison("IDM"), transaction.atomic():
            people = admit(6)
            entered = [(minute, waits(person.pk, minute)) for person, minute in zip(people, minutes, strict=False)]
            found = list(selectors.waiting_for(PROGRAM))
            assert [row.pk for row in found] == [pk for _minute, pk in sorted(entered)]
            assert [row.place for row in found] == list(range(1, len(entered) + 1))
            transaction.set_rollback(True)

    def test_nobody_waits_twice_for_one_program(self):
        with in_prison("IDM"):
            (person,) = admit()
            waits(person.pk)
            with pytest.raises(Conflict) as refused:
                waits(person.pk)
            assert refused.value.code == "waits-already"
            with pytest.raises(NotFound):
                services.apply(person.pk, program="gold", by="x")
            facts = {"person": person, "program_code": PROGRAM, "entered_by": "x"}
            with transaction.atomic(), pytest.raises(IntegrityError, match="people_application_open_once"):
                Application.objects.create(**facts)
            with transaction.atomic(), pytest.raises(IntegrityError, match="people_application_outcome"):
                Application.objects.create(**facts, ended_at=clock.now(), outcome="")

    def test_enrolment_leaving_and_own_wish_end_the_waiting_and_a_mistaken_leaving_gives_the_place_back(self):
        with in_prison("IDM"):
            one, two, three = admit(3)
            entries = [waits(each.pk, n) for n, each in enumerate((one, two, three))]
            services.enrol(one.pk, program=PROGRAM, purpose="training", starts=DAY, by="x")
            services.leave(two.pk, on=DAY, reason="release", by="x")
            services.end_application(entries[2], by="x")
            services.end_application(entries[2], by="x")
            rows = Application.objects.in_bulk(entries)
            assert [rows[pk].outcome for pk in entries] == ["enrolled", "left", "withdrawn"]
            with pytest.raises(Conflict):
                waits(one.pk)
            services.undo_leaving(two.pk, by="x")
            assert [row.person_id for row in selectors.waiting_for(PROGRAM)] == [two.pk]
            with pytest.raises(NotFound):
                services.end_application(10**9, by="x")

    def test_several_are_enrolled_at_once_and_each_is_told(self, client_at):
        with in_prison("IDM"):
            people = [person.pk for person in admit(3)]
            for person in people:
                waits(person)
            consent(selectors.person(people[0]))
            services.enrol(people[2], program=PROGRAM, purpose="training", starts=DAY, by="x")
            Application.objects.filter(person_id=people[2]).update(ended_at=None, outcome="")
        client = client_at("IDM", "officer")
        page = client.get(at("waiting") + f"?program={PROGRAM}").content.decode()
        assert page.index("K-0001") < page.index("K-0002")
        assert client.post(at("waiting"), {**chosen(), "persons": []}).status_code == 422
        assert client.post(at("waiting"), chosen(10**12)).status_code == 422
        done = client.post(at("waiting"), chosen(*people)).content.decode()
        assert len(re.findall("badge-ok", done.split("outcomes", 2)[2].split("</section>")[0])) == 2
        again = client.post(at("waiting"), chosen(*people))
        assert again.status_code == 200
        assert client.post(at("waiting"), chosen(people[0])).status_code == 409
        with in_prison("IDM"):
            assert Enrolment.objects.count() == 3
            assert AuditEntry.objects.filter(act="person.enrolled").count() == 3

    def test_people_are_put_on_the_list_and_taken_off_by_pages(self, client_at):
        with in_prison("IDM"):
            person = admit()[0].pk
        client = client_at("IDM", "officer")
        assert client.get(at("apply", person)).status_code == 200
        assert client.post(at("apply", person), {"program": "gold"}).status_code == 422
        assert client.post(at("apply", person), {"program": PROGRAM}).status_code == 302
        assert client.post(at("apply", person), {"program": PROGRAM}).status_code == 409
        listed = client_at("IDM", "head").get(at("waiting-export") + f"?program={PROGRAM}").content.decode("utf-8-sig")
        assert listed.splitlines()[1].startswith("1,K-0001,Orang Contoh 1,coir-shade,")
        with in_prison("IDM"):
            entry = Application.objects.get().pk
        assert client.post(at("waiting-end", entry)).status_code == 302
        assert "K-0001" not in client.get(at("waiting")).content.decode()

    def test_the_list_reads_few_queries_however_many_wait(self, client_at, django_assert_max_num_queries):
        with in_prison("IDM"):
            for person in admit(40):
                waits(person.pk)
        client = client_at("IDM", "instructor")
        client.get(at("waiting"))
        with django_assert_max_num_queries(24):
            client.get(at("waiting"))

    def test_others_are_refused(self, client_at):
        with in_prison("IDM"):
            person = admit()[0].pk
            entry = waits(person)
        for client in (
            client_at("IDM", "officer", prison="GRT"),
            client_at("IDM", "stranger"),
            client_at("IDM", "treasurer"),
        ):
            for url in (at("waiting"), at("waiting-export"), at("apply", person)):
                assert client.get(url).status_code == 403
            assert client.post(at("waiting-end", entry)).status_code == 403
        assert client_at("IDM", "instructor").post(at("waiting"), chosen(person)).status_code == 403


@pytest.mark.commits
def test_two_officers_enrol_the_same_person_at_once_and_one_is_told_so(own_database):
    as_owner(adopt_programs)()
    with clock.at(MORNING), in_prison("IDM"):
        person = admit()[0].pk
        services.apply(person, program=PROGRAM, by="x")
    gate = Barrier(2)

    def run(officer: str):
        try:
            with clock.at(MORNING), in_prison("IDM"):
                gate.wait(timeout=30)
                facts = {"program": PROGRAM, "purpose": "training", "starts": DAY, "key": officer, "by": officer}
                (outcome,) = services.enrol_many([person], **facts)
                return outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(run, ["a", "b"]))
    wait_until(is_alone, "closed connections are gone from the server")
    assert sorted(each.is_enrolled for each in outcomes) == [False, True]
    assert next(each.rule for each in outcomes if not each.is_enrolled)
    with in_prison("IDM"):
        assert Enrolment.objects.count() == 1
        assert Application.objects.get().outcome == "enrolled"
