"""A person goes to another prison and comes back: held once, known again, with the right balance; refused, nothing is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock
from core.errors import Conflict, NotFound, Refused
from programs.earnings import selectors as earnings
from programs.earnings.models import PremiEntry
from programs.earnings.services.posting import post
from programs.people import selectors as people
from programs.people import services as persons
from programs.people.models import Assessment, Consent, Person, Stay
from programs.records.models import AuditEntry
from tenants.isolation.acting import acting_as, in_prison
from tenants.models import Consignment
from tests.people.scene import DAY, MORNING, admit, adopt_programs, consent
from tests.people.skills import certify
from tests.tenants.third import coded, rows_of_public, third_prison
from workspace import transfers
from workspace.invariants import check_invariants

pytestmark = pytest.mark.django_db
PLACES = ("IDM", "GRT", "TGL")


@pytest.fixture
def held():
    """One person held in Indramayu who is owed 15,000 rupiah there."""
    with clock.at(MORNING), in_prison("IDM"):
        (person,) = admit()
        give_premi(person.pk, 15_000)
    return person.pk


def give_premi(person: int, amount: int) -> None:
    """Premi as an earlier transfer would have brought it, without a lot."""
    here = "IDM"
    pk = uuid4()
    with acting_as("owner"):
        Consignment.objects.create(
            pk=pk, kind="person", sender_code="ZZZ", receiver_code=here, received_at=clock.now(),
            expires_at=clock.now() + timedelta(days=1),
        )  # fmt: skip
    with in_prison(here):
        post(f"transfer:{pk}", [("received", "in_transit", "premi_payable", amount)])
        PremiEntry.objects.create(person_id=person, cause=f"transfer:{pk}:received", pieces=0, amount=amount)


def send(code: str, person: int, to: str, days: int = 0, **facts):
    with clock.at(MORNING + timedelta(days=days)), in_prison(code):
        asked = {"reason": "program", "with_plan": True, **facts}
        return transfers.send_person(person, to=to, on=DAY + timedelta(days=days), by="x", **asked)


def receive(code: str, consignment, days: int = 0) -> int:
    with clock.at(MORNING + timedelta(days=days)), in_prison(code):
        return transfers.receive_person(consignment, on=DAY + timedelta(days=days), block="B 1", by="y")


def take_back(code: str, consignment, days: int = 0) -> int:
    with clock.at(MORNING + timedelta(days=days)), in_prison(code):
        return transfers.take_back(consignment, by="x")


def held_at(days: int = 0) -> dict[str, int]:
    """Who is held where on a day."""
    found = {}
    for code in PLACES[:2]:
        with in_prison(code):
            found[code] = people.persons(DAY + timedelta(days=days)).count()
    return found


def broken() -> tuple:
    return check_invariants().violations


def test_a_transfer_moves_the_person_once_with_premi_and_without_consents(held) -> None:
    with clock.at(MORNING), in_prison("IDM"):
        consent(Person.objects.get())
    pk = send("IDM", held, "GRT", days=2)
    assert held_at(2) == {"IDM": 0, "GRT": 0}
    assert not broken()
    there = receive("GRT", pk, days=2)
    assert held_at(2) == {"IDM": 0, "GRT": 1}
    with in_prison("GRT"):
        person = people.person(there)
        assert (person.name, person.register_masked) == ("Orang Contoh 1", "••••024")
        assert (earnings.premi_due(there), earnings.balances()["in_transit"]) == (15_000, -15_000)
        assert not Consent.objects.exists()
        assert not Assessment.objects.exists()  # risk and health are assessed anew
        assert Stay.objects.get().began_by == "transfer"
    with in_prison("IDM"):
        assert earnings.premi_due(held) == 0
    assert not broken()


def test_twice_and_back_is_one_person_with_the_right_balance(held) -> None:
    first = receive("GRT", send("IDM", held, "GRT", 1), 1)
    assert receive("IDM", send("GRT", first, "IDM", 3), 3) == held
    assert receive("GRT", send("IDM", held, "GRT", 5), 5) == first
    assert receive("IDM", send("GRT", first, "IDM", 7), 7) == held
    for code in ("IDM", "GRT"):
        with in_prison(code):
            assert Person.objects.count() == 1
    with in_prison("IDM"):
        assert earnings.premi_due(held) == 15_000
        assert people.standing(held, DAY + timedelta(days=7)).is_held
    assert held_at(7) == {"IDM": 1, "GRT": 0}
    assert not broken()


def test_a_refused_person_is_held_again_with_the_premi(held) -> None:
    pk = send("IDM", held, "GRT")
    with clock.at(MORNING), in_prison("GRT"):
        transfers.refuse_person(pk, refusal="no-place", by="y")
    with clock.at(MORNING), in_prison("IDM"), pytest.raises(Conflict, check=coded("person-sent")):
        persons.undo_leaving(held, by="x")
    assert take_back("IDM", pk) == held
    with in_prison("IDM"):
        assert earnings.premi_due(held) == 15_000
        with pytest.raises(NotFound):
            transfers.take_back(pk, by="x")
    assert held_at() == {"IDM": 1, "GRT": 0}
    assert not broken()


def test_recalled_on_the_way_it_does_not_arrive(held) -> None:
    pk = send("IDM", held, "GRT")
    take_back("IDM", pk)
    with clock.at(MORNING), in_prison("GRT"), pytest.raises(Conflict):
        transfers.receive_person(pk, on=DAY, block="", by="y")
    assert not broken()


def test_received_it_cannot_be_taken_back(held) -> None:
    pk = send("IDM", held, "GRT")
    receive("GRT", pk)
    with clock.at(MORNING), in_prison("IDM"):
        with pytest.raises(Conflict):
            transfers.take_back(pk, by="x")
        assert earnings.premi_due(held) == 0
    with clock.at(MORNING), in_prison("GRT"), pytest.raises(Conflict, check=coded("consignment-ended")):
        transfers.receive_person(pk, on=DAY, block="", by="y")


def test_an_expired_envelope_is_erased_and_the_person_taken_back(held) -> None:
    from tenants.services import consignments

    pk = send("IDM", held, "GRT")
    with clock.at(MORNING + timedelta(days=15)), acting_as("relay"):
        consignments.erase_expired()
    assert take_back("IDM", pk, 15) == held
    assert not broken()


def test_opening_is_audited_and_shows_no_amount(held) -> None:
    pk = send("IDM", held, "GRT")
    with clock.at(MORNING), in_prison("GRT"):
        arrival = transfers.open_arrival(pk, by="y")
        assert arrival.identity["name"] == "Orang Contoh 1"
        assert (arrival.origin, arrival.has_premi) == ("IDM", True)
        assert "15000" not in repr(arrival)
        assert AuditEntry.objects.filter(act="person.envelope-opened", actor="y").count() == 1
        assert "15000" not in "".join(str(row.detail) for row in AuditEntry.objects.all())


def test_who_is_held_there_already_is_not_received_twice_and_nothing_is_half_done(held) -> None:
    with clock.at(MORNING), in_prison("GRT"):
        admit(prison="GRT")
    pk = send("IDM", held, "GRT")
    with clock.at(MORNING), in_prison("GRT"):
        with pytest.raises(Conflict, check=coded("person-held")):
            transfers.receive_person(pk, on=DAY, block="", by="y")
        assert earnings.balances()["in_transit"] == 0
        assert Consignment.objects.get(pk=pk).is_open


@pytest.mark.parametrize(
    "facts", [{"reason": "holiday"}, {"to": "IDM"}, {"to": "ZZZ"}, {"to": ""}, {"on": DAY + timedelta(days=1)}]
)
def test_what_cannot_be_sent_changes_nothing(held, facts) -> None:
    asked = {"to": "GRT", "on": DAY, "reason": "family", "with_plan": False, "by": "x", **facts}
    with clock.at(MORNING), in_prison("IDM"):
        with pytest.raises(Refused):
            transfers.send_person(held, **asked)
        assert earnings.premi_due(held) == 15_000
        assert people.standing(held, DAY).is_held
        assert not Consignment.objects.filter(sender_code="IDM").exists()


def test_nothing_about_the_person_is_in_public(held) -> None:
    send("IDM", held, "GRT")
    text = rows_of_public()
    assert "Orang Contoh 1" not in text
    assert "BI.001/2024" not in text
    assert "1990-05-01" not in text


steps = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(["receive", "refuse", "recall", "expire"])), max_size=6
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(journey=steps)
def test_after_any_journey_the_person_is_held_once_and_owed_the_same(held, journey) -> None:
    from django.db import transaction

    with transaction.atomic():
        third_prison("TGL")
        here, ids = "IDM", {"IDM": held}
        for day, (to, end) in enumerate(journey, start=1):
            if to == here:
                continue
            pk = send(here, ids[here], to, day)
            if end == "receive":
                ids[to] = receive(to, pk, day)
                here = to
                continue
            if end == "refuse":
                with clock.at(MORNING + timedelta(days=day)), in_prison(to):
                    transfers.refuse_person(pk, refusal="no-place", by="y")
            take_back(here, pk, day)
        last = DAY + timedelta(days=len(journey))
        owed = []
        for code in PLACES:
            with in_prison(code):
                assert people.persons(last).count() == (code == here)
                assert Person.objects.count() == (code in ids)
                owed.append(earnings.premi_due(ids[code]) if code in ids else 0)
        assert sum(owed) == owed[PLACES.index(here)] == 15_000
        assert not broken()
        transaction.set_rollback(True)


def test_what_was_learnt_goes_along_once_and_the_plan_only_if_agreed(db) -> None:
    from programs.people.models import Certificate, ModuleResult, Plan

    adopt_programs()
    with clock.at(MORNING), in_prison("IDM"):
        (person,) = admit()
        certificate = certify(person)
        Plan.objects.create(
            person=person, kind="release", version=1, facts={"place": "Desa Contoh"}, written_by="officer"
        )
        results = ModuleResult.objects.count()
    there = receive("GRT", send("IDM", person.pk, "GRT", 1, with_plan=False), 1)
    with in_prison("GRT"):
        assert Certificate.objects.get().code == certificate.code
        assert (ModuleResult.objects.count(), Plan.objects.count()) == (results, 0)
    receive("IDM", send("GRT", there, "IDM", 2), 2)
    with in_prison("IDM"):
        assert (ModuleResult.objects.count(), Certificate.objects.count(), Plan.objects.count()) == (results, 1, 1)
    receive("GRT", send("IDM", person.pk, "GRT", 3), 3)
    with in_prison("GRT"):
        assert Plan.objects.get().facts == {"place": "Desa Contoh"}
        assert (ModuleResult.objects.count(), Certificate.objects.count()) == (results, 1)
