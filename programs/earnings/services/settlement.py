"""Owns the split of a sale: booked once per part, under the signed scheme, every rupiah of it posted."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import jobs, money
from core.errors import Conflict, Refused
from programs.earnings import selectors
from programs.earnings.division import Division, divide_sale, without_makers
from programs.earnings.models import PnbpObligation, PremiEntry, Settlement, SplitScheme
from programs.earnings.services.accrual import accrue_lot, attributed
from programs.earnings.services.posting import lock_scheme, post
from programs.records import services as records
from programs.records.selectors import local_today, this_place, this_prison
from programs.workshop import selectors as workshop


@dataclass(frozen=True)
class SaleLine:
    """What was paid for one product, in rupiah, and the lots it came from as (lot, pieces)."""

    product_code: str
    amount: int
    lots: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Sale:
    """One paid part of an order; the lines sum to its total."""

    part: UUID
    total: int
    lines: tuple[SaleLine, ...]


@dataclass(frozen=True)
class _Sold:
    """Pieces of one lot in one line, with their material cost and the premi already earned on them."""

    line: int
    lot: selectors.LotFacts
    pieces: int
    material_cost: int
    advance: int


def book_sale(sale: Sale, *, by: str = "system") -> Settlement:
    """Divide a paid part by the scheme signed today and post it, in one transaction; a repeat returns what was booked.

    Tells `earnings.period_dirty`. Raises Refused for a sale that does not sum, `scheme-unsigned`, `rate-missing`;
    Conflict when the part was settled with another total.
    """
    _check(sale)
    with transaction.atomic():
        booked = _booked(sale)
        if booked is not None:
            return booked
        today = local_today()
        scheme = lock_scheme(today)
        booked = _booked(sale)  # a rival held the lock and has committed
        if booked is not None:
            return booked
        settlement = _settle(sale, scheme, _sold(sale, by))
        records.record("sale.booked", by=by, subject=f"part:{sale.part}", scheme=scheme.code, total=sale.total)
        jobs.publish("earnings.period_dirty", prison=this_prison(), period=f"{today:%Y-%m}")
    return settlement


def _check(sale: Sale) -> None:
    if sale.total <= 0 or sale.total != sum(line.amount for line in sale.lines):
        rule = _("The lines of a sale sum to its total, which is above zero.")
        raise Refused(code="sale-sums", field="total", value=sale.total, rule=rule)
    for line in sale.lines:
        if line.amount < 0 or not line.lots or any(pieces <= 0 for _, pieces in line.lots):
            rule = _("A line of a sale has an amount and names lots with pieces above zero.")
            raise Refused(code="sale-line", field="lines", value=line.product_code, rule=rule)


def _booked(sale: Sale) -> Settlement | None:
    settlement = Settlement.objects.filter(part=sale.part).first()
    if settlement is not None and settlement.total != sale.total:
        rule = _("This part was settled with a total of %(total)s rupiah.") % {"total": settlement.total}
        raise Conflict(code="part-settled", field="total", value=sale.total, rule=rule)
    return settlement


def _sold(sale: Sale, by: str) -> list[_Sold]:
    """What each lot brings to the sale. A lot whose premi was not booked yet is booked first."""
    sold = []
    for number, line in enumerate(sale.lines):
        for lot, pieces in _worked_lots(sale, line):
            facts = selectors.lot_facts(lot)
            if pieces > facts.accepted + facts.found:
                rule = _("This lot has %(pieces)s accepted pieces.") % {"pieces": facts.accepted}
                raise Refused(code="lot-pieces", field="lots", value=pieces, rule=rule)
            rate = selectors.rate_on(facts.product_code, facts.made_on)
            advance = accrue_lot(lot, by=by) * min(pieces, facts.accepted) // max(facts.accepted, 1)
            sold.append(_Sold(number, facts, pieces, rate.material_cost * pieces, advance))
    return sold


def _worked_lots(sale: Sale, line: SaleLine) -> list[tuple[int, int]]:
    """Behind split and merged lots stand the lots that people made: theirs is the premi."""
    found: dict[int, int] = defaultdict(int)
    for lot, pieces in line.lots:
        for origin, count in workshop.origins(lot, pieces, reference=f"part:{sale.part}"):
            found[origin] += count
    return list(found.items())


def _settle(sale: Sale, scheme: SplitScheme, sold: list[_Sold]) -> Settlement:
    material_cost, advance = sum(each.material_cost for each in sold), sum(each.advance for each in sold)
    parts = divide_sale(scheme, total=sale.total, material_cost=material_cost, advance=advance)
    shares = _shares(sale, sold, parts.pool)
    parts = without_makers(parts, sum(amount for each, amount in shares if each.lot.is_worked))
    settlement = Settlement.objects.create(
        part=sale.part,
        total=sale.total,
        material_cost=material_cost,
        advance=advance,
        premi=parts.premi,
        pnbp=parts.pnbp,
        capital=parts.capital,
        undivided=parts.undivided,
        scheme=scheme,
    )
    post(f"part:{sale.part}", _lines(sale.total, parts))
    _share_out(sale, shares)
    if parts.pnbp:
        PnbpObligation.objects.create(settlement=settlement, amount=parts.pnbp, is_demo=this_place().is_demo)
    return settlement


def _lines(total: int, parts: Division) -> list[tuple[str, str, str, int]]:
    """The postings of one sale: what is taken from `sales` sums to the total."""
    return [
        ("received", "bank", "sales", total),
        ("cost", "sales", "working_capital", parts.cost),
        ("advance", "sales", "premi_advance", parts.advance_cleared),
        ("pool", "sales", "premi_payable", parts.pool),
        ("pnbp", "sales", "pnbp_payable", parts.pnbp_cleared),
        ("undivided", "sales", "undivided", parts.undivided),
        ("capital", "sales", "working_capital", parts.surplus),
        ("advance-borne", "working_capital", "premi_advance", parts.advance_borne),
        ("pnbp-borne", "working_capital", "pnbp_payable", parts.pnbp_borne),
    ]


def _shares(sale: Sale, sold: list[_Sold], pool: int) -> list[tuple[_Sold, int]]:
    """The pool over lines by what they brought, over the lots of a line by pieces sold."""
    if not pool:
        return [(each, 0) for each in sold]
    found = []
    for number, of_line in enumerate(money.divide(pool, [line.amount for line in sale.lines])):
        lots = [each for each in sold if each.line == number]
        found += list(zip(lots, money.divide(of_line, [each.pieces for each in lots]), strict=True))
    return found


def _share_out(sale: Sale, shares: list[tuple[_Sold, int]]) -> None:
    """Give each lot's share to its makers, by pieces made."""
    earned: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for each, of_lot in shares:
        if of_lot and each.lot.is_worked:
            amounts, pieces = attributed(each.lot, of_lot), attributed(each.lot, each.pieces)
            for (person, amount), (_same, made) in zip(amounts, pieces, strict=True):
                entry = earned[person, each.lot.lot]
                entry[0], entry[1] = entry[0] + amount, entry[1] + made
    PremiEntry.objects.bulk_create(
        PremiEntry(person_id=person, lot_id=lot, cause=f"pool:{sale.part}", pieces=pieces, amount=amount)
        for (person, lot), (amount, pieces) in earned.items()
        if amount
    )
