"""Owns the scene that the crawl walks through: a prison that has worked, with one thing of each kind that an address can name."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts import selectors as accounts
from accounts.services import Purpose, enrol_device, issue_token
from core import clock
from marketplace.orders import services as orders
from programs.earnings import selectors as earnings
from programs.people import selectors as people
from programs.people import services as acts
from programs.people.models import ModuleResult, Person
from programs.people.services import apply, import_people, leave
from programs.records.selectors import local_today
from programs.replication.services import submit_application
from programs.workshop import selectors as workshop_rows
from programs.workshop import services as workshop
from tenants.isolation.acting import acting_as, in_prison
from tenants.selectors import by_code, members_of
from tenants.services import consignments
from tests.accounts.links import link_for
from tests.cast import add_member, address
from tests.people.complaining import complain
from tests.people.scene import admit, consent, line, sheet
from tests.people.skills import certify
from tests.replication.applying import APPLICANT
from tests.replication.cirebon import cirebon
from tests.scans import PNG
from tests.scene import worked
from tests.tenants.third import third_prison
from workspace import transfers

PLACE = "IDM"
ORDER = {
    "buyer": {"email": "buyer@nation.example", "name": "Hotel Contoh", "country": "ID"},
    "ship_to": {"country": "ID", "city": "Cirebon", "line": "Jalan Contoh 1", "postcode": "45111"},
}

FIXED = {
    "code": PLACE,
    "reference": "indramayu@1",
    "prison": PLACE,
    "address": "indramayu",
    "indicator": "participation-all",
    "key": "x1",
    "uidb36": "1a",
}


def played() -> dict[str, Any]:
    """Let Indramayu work, and name what there is: for each parameter of an address a value that exists."""
    staff = worked(PLACE)
    add_member("bapas", PLACE)
    with in_prison(PLACE):
        facts = _inside(staff)
        facts |= _learnt(facts["person"])
    with acting_as("storefront"):
        lines = [{"prison": PLACE, "product": "coir-shade", "quantity": 2}]
        placed = orders.place_order({"idempotency_key": "crawl", **ORDER, "lines": lines}, by="test")
        part = UUID(placed["parts"][0]["id"])
        asked = {"product": "coir-shade", "quantity": 3, "wish_on": None, "country": "ID"}
        buyer = {"email": "buyer@nation.example", "name": "Hotel Contoh", "key": "crawl"}
        quote = orders.ask_quote(prison=PLACE, **asked, **buyer, by="test")["id"]
        proof = orders.attach_proof(UUID(placed["id"]), part, PNG, name="proof.png", by="test").pk
    with acting_as("gate"):
        membership = next(each.membership for each in members_of(PLACE) if each.role == "officer")
        listing = _listing()
        officer = accounts.account(staff["officer"].account)
        device, _token = enrol_device(officer, prison=PLACE, label="Bengkel 1", pin="402817")
    ids = {
        "part": placed["parts"][0]["id"],
        "order": placed["id"],
        "application": _applied(),
        "pk": listing,
        "proof": proof,
        "quote": quote,
        "device": device.pk,
        "obligation": _owed(staff),
        "api_token": _api_token(),
        "token": link_for(address("buyer"), Purpose.DEMO),
    }
    ids["envelope"], ids["consignment"] = _arriving()
    return {**facts, **ids, **FIXED, "membership": membership, "product": "coir-shade"}


def _arriving() -> tuple[UUID, UUID]:
    """Somebody and some goods on the way here from a third prison, so that Garut, which the crawl enters too, is no end of it."""
    third_prison("TGL")
    with in_prison("TGL"):
        (person,) = admit(prison="TGL")
        on = clock.today("Asia/Jakarta")
        envelope = transfers.send_person(person.pk, to=PLACE, on=on, reason="family", with_plan=False, by="test")
        words = {"lot": "TGL-1", "program": "coir-shade", "product": "coir-shade", "made_on": "2026-11-02"}
        goods = consignments.send_goods(PLACE, {**words, "pieces": 1, "unit": "piece", "price": 0, "digest": ""})
        return envelope, goods.pk


def _applied() -> UUID:
    """Cirebon's application, which waits."""
    spec = cirebon(template="indramayu@1", slug="cirebon", scheme="")
    with acting_as("storefront"):
        return submit_application(spec, applicant=APPLICANT, by="test").pk


def _owed(staff: dict[str, Any]) -> int:
    """State revenue of an order that was paid and settled."""
    with acting_as("storefront"):
        lines = [{"prison": PLACE, "product": "coir-shade", "quantity": 1}]
        part = orders.place_order({"idempotency_key": "crawl-paid", **ORDER, "lines": lines}, by="test")["parts"][0]
    with in_prison(PLACE):
        paid = {"amount": part["total"], "reference": "crawl", "by": staff["treasurer"].actor}
        orders.settle_part(orders.confirm_transfer(UUID(part["id"]), **paid).pk)
        return earnings.obligations()[0].pk


def _api_token() -> Any:
    from accounts.models import Account, ApiToken

    with acting_as("gate"):
        account = Account.objects.get(email=address("officer", PLACE))
        issue_token(account, label="crawl", prison=PLACE, may_write=False, days=1)
        return ApiToken.objects.get(account=account).pk


def _listing() -> Any:
    from marketplace.catalogue.models import Listing

    with acting_as("storefront"):
        return Listing.objects.get(prison_code=PLACE, product_code="coir-shade").pk


def _regime(day: date, officer: Any) -> dict[str, Any]:
    """An agreement with its file, a slot, a closed day, an incident; the day that is today."""
    on_duty = {"officer": officer.account, "officer_name": officer.name}
    agreement = workshop.add_agreement(
        workshop.AgreementTerms(
            partner="PT Contoh Sabut",
            number="PKS-CONTOH/01",
            signed_on=day,
            kind="maklon",
            material_by="partner",
            is_export=False,
            programs=["coir-shade"],
            rates={"coir-shade": 15000},
            supervision=f"{officer.name} mengawasi setiap sesi.",
            supervisor=officer.account,
            supervisor_name=officer.name,
            first=day,
            last=day + timedelta(days=90),
        ),
        by=officer.actor,
    )
    hours = {"weekday": 1, "starts": time(8), "ends": time(9), "capacity": 5, "first": day}
    slot = workshop.SlotFacts(program="coir-shade", place="Bengkel 3", **on_duty, **hours)
    closed = day + timedelta(days=3)
    span = workshop.add_span("closed", first=closed, last=closed, title="Kunjungan", source="Surat", by=officer.actor)
    incident = workshop.report_incident("near_miss", day=day, place="Bengkel 2", text="Rak goyah.", by=officer.actor)
    return {
        "agreement": agreement.pk,
        "file": workshop.attach_agreement_file(agreement.pk, PNG, name="pks.png", by=officer.actor),
        "slot": workshop.add_slot(slot, by=officer.actor).pk,
        "span": span.pk,
        "incident": incident.pk,
        "day": day.isoformat(),
    }


def _inside(staff: dict[str, Any]) -> dict[str, Any]:
    """An open session of today with a lot that waits for inspection; the caller acts inside the prison."""
    day, officer = clock.today(by_code(PLACE).timezone), staff["officer"]
    session = workshop.open_session(
        "coir-shade",
        place="Bengkel 2",
        day=day,
        starts=time(8),
        ends=time(12),
        officer=officer.account,
        officer_name=officer.name,
        by=officer.actor,
    ).pk
    enrolment = people.on_list("coir-shade", day)[0]
    workshop.mark_attendance(session, marks=[workshop.Mark(enrolment.person_id, "present", 240)], by=officer.actor)
    lot = workshop.record_lot(
        session, product="coir-shade", makers=[workshop.Made(enrolment.person_id, 2, 240)], by=officer.actor
    )
    waiting = people.persons(day, takes_part="no")[0].pk
    entry = apply(waiting, program="coir-shade", by=officer.actor).pk
    assert workshop_rows.stock()
    rope = workshop.Delivery("RM-COIR-ROPE", Decimal(40), "Koperasi Contoh", day)
    papers = _papers(enrolment.person_id, people.on_list("coir-shade", day)[1].person_id, day, by=officer.actor)
    return {
        **_regime(day, officer),
        **papers,
        "person": enrolment.person_id,
        "material": workshop.receive_material(rope, by=officer.actor).pk,
        "consent": enrolment.consent_id,
        "enrolment": enrolment.pk,
        "session": session,
        "lot": lot.pk,
        "complaint": complain(text="Alat kurang").pk,
        "entry": entry,
    }


def _learnt(person: int) -> dict[str, Any]:
    """The person was certified, and so was somebody who agreed to sharing and was released; the caller acts inside the prison."""
    today = local_today()
    import_people(sheet(line(990, name="Orang Bebas")), prison=PLACE, by="test")
    released = Person.objects.get(name="Orang Bebas")
    consent(released, purpose="sharing", starts=today)
    paper = certify(released, on=today)
    leave(released.pk, on=today, reason="release", by="test")
    made = certify(Person.objects.get(pk=person), on=today)
    result = ModuleResult.objects.filter(person=person)[0].pk
    return {"released": released.pk, "paper": paper.pk, "certificate": made.pk, "result": result, "serial": made.code}


def _papers(person: int, other: int, day: date, *, by: str) -> dict[str, int]:
    """Somebody at high risk whom the head lets pass, kept apart from another; the board decided on both."""
    acts.record_assessment(person, kind="risk", level="high", starts=day, by=by)
    reason = "Didampingi wali setiap hari"
    return {
        "pair": acts.keep_apart(person, other=other, reason="Berselisih", starts=day, by=by).pk,
        "override": acts.override_gate(person, program="coir-shade", gate="risk", reason=reason, days=7, by=by).pk,
        "decision": people.decisions(person)[0].pk,
    }
