"""Owns the invented buyers of the demonstration: what they order, which transfers arrive, what state revenue is paid."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from core import clock
from marketplace.catalogue import selectors as catalogue
from marketplace.orders import services as orders
from programs.earnings import selectors as money_selectors
from programs.earnings import services as money
from tenants.isolation.acting import acting_as, in_prison
from workspace.demo.acts import Acts
from workspace.demo.cast import Line
from workspace.demo.life import Life

CODE_DAYS = timedelta(days=7)
ADDRESS = {"line": "Jalan Contoh 1", "postcode": "12345"}
Company = dict[str, Life]


@dataclass(frozen=True)
class Buyer:
    """An invented buyer: where it is, what it buys of which prisons, and how often (every so many weeks)."""

    name: str
    country: str
    city: str
    province: str
    lines: tuple[tuple[str, str, int], ...]
    every: int
    offset: int = 0
    pays: bool = True


BUYERS = (
    Buyer("Hotel Contoh Pantura", "ID", "Cirebon", "32", (("IDM", "coir-shade", 40), ("SMD", "coir-shade", 9)), 4, 2),
    Buyer("Toko Contoh Taman", "ID", "Bandung", "32", (("GRT", "coir-shade", 9), ("KNG", "coir-balcony-mat", 5)), 6, 2),
    Buyer("Kafe Contoh Priangan", "ID", "Bandung", "32", (("IDM", "hyacinth-bag", 30), ("GRT", "coir-shade", 3)), 7, 3),
    Buyer("Koperasi Contoh Lampung", "ID", "Bandar Lampung", "18", (("BDL", "coir-net", 14),), 8, 1),
    Buyer(
        "Galeri Contoh Celebes",
        "ID",
        "Makassar",
        "73",
        (("KDI", "hyacinth-bag", 20), ("CTA", "hyacinth-bag", 60)),
        7,
        5,
    ),
    Buyer("Toko Contoh Rajut", "ID", "Jakarta", "31", (("IDM", "knit-pouch", 24), ("BDGP", "knit-pouch", 12)), 9, 4),
    Buyer("Sombra Ejemplo S.L.", "ES", "Valencia", "", (("IDM", "coir-shade", 60),), 26, 2, pays=False),
    Buyer("Voorbeeld Tuin B.V.", "NL", "Utrecht", "", (("GRT", "coir-shade", 8),), 33, 1, pays=False),
)
NUMBERS = {buyer.name: number for number, buyer in enumerate(BUYERS, start=1)}


def trade(company: Company, acts: Acts, week: int, at: datetime) -> None:
    """The orders of one week, at an instant: those who pay have their transfers confirmed and their goods shipped."""
    for buyer in BUYERS:
        if week % buyer.every == buyer.offset % buyer.every and (placed := buy(company, acts, buyer, f"w{week}", at)):
            with clock.at(at + timedelta(hours=6)):
                for part in placed["parts"] if buyer.pays else ():
                    _receive(company[part["prison"]], part, f"CONTOH-{week}-{NUMBERS[buyer.name]}")


def sell_food(life: Life, line: Line, day: date) -> None:
    """A canteen nearby buys what was baked on the same evening: nothing is left to go stale."""
    evening = life.instant(day, time(18))
    with acting_as("storefront"):
        offered = catalogue.listings_of([(life.place.code, line.product)])[life.place.code, line.product]
    wanted = ((life.place.code, line.product, offered.available),)
    canteen = Buyer("Kantin Contoh", "ID", life.place.name, offered.province_code, wanted, 1)
    placed = buy({life.place.code: life}, life.acts, canteen, f"{life.place.code}-{day}", evening)
    with clock.at(evening + timedelta(hours=1)):
        for part in placed["parts"] if placed else ():
            _receive(life, part, f"CONTOH-{life.place.code}-{day:%y%m%d}")


def buy(company: Company, acts: Acts, buyer: Buyer, key: str, at: datetime) -> dict[str, Any] | None:
    """Place the order for what is on offer of it; None when nothing is."""
    wanted = {(prison, product): pieces for prison, product, pieces in buyer.lines if prison in company}
    with acting_as("storefront"), clock.at(at):
        offered = catalogue.listings_of(list(wanted))
        lines = [
            {"prison": prison, "product": product, "quantity": min(pieces, offered[prison, product].available)}
            for (prison, product), pieces in wanted.items()
            if (prison, product) in offered and offered[prison, product].available
        ]
        return acts(orders.place_order, request_of(buyer, key, lines), by="demo") if lines else None


def request_of(buyer: Buyer, key: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The order as the storefront would send it."""
    number = NUMBERS.get(buyer.name, 0)
    place = {"country": buyer.country, "city": buyer.city, **ADDRESS}
    return {
        "idempotency_key": f"contoh-{number}-{key}",
        "buyer": {"email": f"buyer{number}@contoh.example", "name": buyer.name, "country": buyer.country},
        "ship_to": {**place, "province": buyer.province} if buyer.province else place,
        "lines": lines,
    }


def _receive(life: Life, part: dict[str, Any], reference: str) -> None:
    with in_prison(life.place.code):
        chosen, treasurer = UUID(part["id"]), life.by("treasurer")
        life.acts(orders.confirm_transfer, chosen, amount=part["total"], reference=reference, by=treasurer)
        life.acts(orders.ship_part, chosen, by=life.by("officer"))


def pay_state_revenue(life: Life, day: date, *, leave: int = 1) -> None:
    """Get a billing code for each obligation of the prison and pay it; the newest `leave` wait. Acts in the prison."""
    owed = list(money_selectors.obligations())
    for row in owed[: len(owed) - leave]:
        with clock.at(life.instant(day, time(10))):
            bill(life, row.pk, expires_at=clock.now() + CODE_DAYS)
        with clock.at(life.instant(day, time(15))):
            ntpn = f"CONTOH{life.script.wave}{row.pk:09d}"
            life.acts(money.record_ntpn, row.pk, ntpn=ntpn, by=life.by("treasurer"))


def bill(life: Life, obligation: int, *, expires_at: datetime) -> None:
    """Note an invented billing code, which can be paid nowhere."""
    code = f"CONTOH{int(clock.now().timestamp()) % 1000000:06d}{obligation % 1000:03d}"
    life.acts(money.record_billing_code, obligation, code=code, expires_at=expires_at, by=life.by("treasurer"))
