"""Makes lots, rates and sales for the tests of earnings by the product's own acts, inside the prison the test acts in."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import count
from uuid import UUID, uuid4

from core import clock
from programs.earnings import services
from programs.earnings.models import Rate, SplitScheme
from programs.people.models import Person
from programs.people.services import enrol, give_consent, import_people
from programs.workshop.models import Lot
from programs.workshop.services import Made, Mark, inspect_lot, mark_attendance, open_session, record_lot
from tenants.isolation.acting import current_prison
from tests.people.scene import clear

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 16, 3, tzinfo=UTC)
NEW_YEAR = datetime(2026, 1, 1, 3, tzinfo=UTC)
KEP = "KEP1990_50_35_15"
OFFICER = UUID(int=7)
HEADING = "register_number,name,kind,birth_date,sentenced_on,block,risk"
_numbers = count(1)


def make_lot(pieces: Sequence[int] = (6, 4), *, accepted: int | None = None, product: str = "coir-shade") -> Lot:
    """A lot of DAY whose makers recorded `pieces`, inspected; everything accepted unless told otherwise."""
    produced = sum(pieces)
    accepted = produced if accepted is None else accepted
    makers = [enrolled() for _made in pieces]
    with clock.at(NOW):
        session = open_session(
            "coir-shade",
            place=f"hall {next(_numbers)}",
            day=DAY,
            starts=time(8),
            ends=time(12),
            officer=OFFICER,
            officer_name="Officer",
            by="officer",
        )
        mark_attendance(session.pk, marks=[Mark(maker.pk, "present", 240) for maker in makers], by="officer")
        made = [Made(maker.pk, each, 240) for maker, each in zip(makers, pieces, strict=True)]
        lot = record_lot(session.pk, product=product, makers=made, by="officer")
        inspect_lot(lot.pk, accepted=accepted, rejected=produced - accepted, by="instructor")
    return lot


def enrolled() -> Person:
    """A convicted adult who consented to work and is enrolled for sale from the first of January on."""
    person = make_person()
    with clock.at(NEW_YEAR):
        give_consent(
            person.pk,
            purpose="work",
            text_version="work-1",
            language="id",
            read_aloud=True,
            witness="Saksi Contoh",
            starts=NEW_YEAR.date(),
            by="officer",
        )
        enrol(person.pk, program="coir-shade", starts=NEW_YEAR.date(), by="officer")
    return person


def make_person() -> Person:
    """A convicted adult, admitted on the first of January."""
    number = next(_numbers)
    row = f"EX.{number:06}/2026,Orang Contoh {number},narapidana,1990-05-01,2024-01-15,A1,rendah"
    with clock.at(NEW_YEAR):
        import_people(f"{HEADING}\n{row}".encode(), prison=current_prison() or "", by="officer")
        person = Person.objects.latest("pk")
        clear([person], "coir-shade")
    return person


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
