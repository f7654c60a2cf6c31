"""Makes lots, rates and sales for the tests of earnings, inside the prison the test acts in."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import count
from uuid import UUID, uuid4

from programs.earnings import services
from programs.earnings.models import Rate, SplitScheme
from programs.people.models import Consent, Enrolment, Person
from programs.records.models import Officer
from programs.workshop.models import Attendance, Inspection, Lot, LotMaker, Session

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 16, 3, tzinfo=UTC)
KEP = "KEP1990_50_35_15"
OFFICER = UUID(int=7)
_numbers = count(1)


def make_lot(pieces: Sequence[int] = (6, 4), *, accepted: int | None = None, product: str = "coir-shade") -> Lot:
    """A lot of DAY whose makers recorded `pieces`, inspected; everything accepted unless told otherwise."""
    number, produced = next(_numbers), sum(pieces)
    Officer.objects.get_or_create(account=OFFICER, defaults={"name": "Officer", "is_state": True})
    session = Session.objects.create(
        program_code="coir-shade",
        place=f"hall {number}",
        day=DAY,
        starts=time(8),
        ends=time(12),
        officer_id=OFFICER,
    )
    lot = Lot.objects.create(
        code=f"T-{number:06}",
        session=session,
        program_code="coir-shade",
        product_code=product,
        made_on=DAY,
        produced=produced,
        recorded_by="system",
    )
    for made in pieces:
        _make(session, lot, made)
    accepted = produced if accepted is None else accepted
    Inspection.objects.create(
        lot=lot,
        produced=produced,
        recorded_by=lot.recorded_by,
        accepted=accepted,
        rejected=produced - accepted,
        inspected_by="another",
    )
    return lot


def _make(session: Session, lot: Lot, pieces: int) -> None:
    person = make_person()
    consent = Consent.objects.create(
        person=person,
        purpose="work",
        text_version="1",
        language="id",
        read_aloud=True,
        witness="W",
        during=(date(2026, 1, 1), None),
    )
    enrolment = Enrolment.objects.create(
        person=person,
        person_kind=person.kind,
        adult_from=person.adult_from,
        program_code="coir-shade",
        purpose="sale",
        consent=consent,
        consent_during=consent.during,
        during=(date(2026, 1, 1), None),
        enrolled_by="system",
    )
    Attendance.objects.create(
        session=session,
        person=person,
        enrolment=enrolment,
        enrolment_during=enrolment.during,
        day=session.day,
        state="present",
        minutes=240,
        recorded_by="system",
    )
    LotMaker.objects.create(lot=lot, session=session, person=person, pieces=pieces, minutes=240)


def make_person() -> Person:
    """A convicted adult."""
    number = next(_numbers)
    return Person.objects.create(
        kind="narapidana",
        name=f"Contoh {number}",
        card_number=f"T{number:06}",
        register_sealed=b"x",
        register_hash=f"{number:064}",
        register_masked="***",
        birth_sealed=b"x",
        adult_from=date(2010, 1, 1),
        admitted_on=date(2025, 1, 1),
    )


def set_rate(piece_rate: int = 2500, material_cost: int = 10_000, *, product: str = "coir-shade") -> None:
    """The rate of a product from the first of January on."""
    facts = services.RateFacts(product, piece_rate, material_cost, "test")
    services.set_rates([facts], starts=date(2026, 1, 1), by="system")


def sign(code: str = KEP) -> None:
    """A scheme signed from the first of January on."""
    services.choose_scheme(code, starts=date(2026, 1, 1), decree_number="SK-1/2026", by="system")


def sale_of(lot: Lot, pieces: int, amount: int, *, part: UUID | None = None) -> services.Sale:
    """A part that sold pieces of one lot for an amount."""
    line = services.SaleLine(lot.product_code, amount, ((lot.pk, pieces),))
    return services.Sale(part or uuid4(), amount, (line,))


def forget_rules() -> None:
    """Take away the scheme and the rates that the cast was onboarded with."""
    SplitScheme.objects.all().delete()
    Rate.objects.all().delete()
