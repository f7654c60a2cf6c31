"""Owns what must always be true of a prison's money; run inside each prison by `check_invariants`."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Sum

from programs.earnings import selectors
from programs.earnings.models import PnbpObligation, Posting, PremiEntry, Settlement
from programs.earnings.transit import transit_violations

CHECKS = (
    "sales-are-divided",
    "accounts-balance",
    "settlement-is-posted",
    "posting-has-settlement",
    "settlement-is-signed",
    "premi-entries-equal-postings",
    "pnbp-owed-equals-settlement",
    "pnbp-paid-is-posted",
    "transfer-is-posted",
    "transit-equals-consignments",
)
_PARTS = {
    "total": ("received",),
    "premi": ("advance", "advance-borne", "pool"),
    "pnbp": ("pnbp", "pnbp-borne"),
    "undivided": ("undivided",),
}
Lines = dict[str, dict[str, int]]


def violations() -> Iterator[str]:
    """Each broken rule as "check: what", with ids of this prison only."""
    lines = _lines()
    yield from _accounts()
    yield from _settlements(lines)
    yield from _premi(lines)
    yield from _treasury(lines)
    yield from transit_violations(lines)


def _lines() -> Lines:
    """Rupiah by event and line, the lines that leave `sales` summed as "divided"."""
    lines: Lines = defaultdict(lambda: defaultdict(int))
    for event, line, debit, amount in Posting.objects.values_list("event", "line", "debit_account", "amount"):
        lines[event][line] += amount
        if debit == "sales":
            lines[event]["divided"] += amount
    return lines


def _accounts() -> Iterator[str]:
    held = selectors.balances()
    if held["sales"]:
        yield f"sales-are-divided: {held['sales']} rupiah of sales are not divided"
    came_in = sum(held[account] for account in selectors.HELD)
    if came_in * 2 != sum(held.values()):
        yield f"accounts-balance: {came_in} rupiah are held, {sum(held.values()) - came_in} are owed"


def _settlements(lines: Lines) -> Iterator[str]:
    owed = dict(PnbpObligation.objects.values_list("settlement_id", "amount"))
    settlements = list(Settlement.objects.select_related("scheme"))
    for row in settlements:
        posted = lines[f"part:{row.part}"]
        for field, names in _PARTS.items():
            if (amount := sum(posted[name] for name in names)) != getattr(row, field):
                yield f"settlement-is-posted: part {row.part} has {field} {getattr(row, field)}, posted {amount}"
        if posted["divided"] != row.total:
            yield f"settlement-is-posted: part {row.part} has total {row.total}, divided {posted['divided']}"
        if not row.scheme.is_signed:
            yield f"settlement-is-signed: part {row.part} was divided by an unsigned scheme"
        if owed.get(row.part, 0) != row.pnbp:
            yield f"pnbp-owed-equals-settlement: part {row.part} owes {row.pnbp}, obligation {owed.get(row.part, 0)}"
    known = {f"part:{row.part}" for row in settlements}
    for event in sorted(event for event in lines if event.startswith("part:") and event not in known):
        yield f"posting-has-settlement: {event} was posted and never settled"


def _premi(lines: Lines) -> Iterator[str]:
    entered: dict[str, int] = defaultdict(int)
    sums = PremiEntry.objects.exclude(lot=None).order_by().values_list("cause", "lot_id").annotate(sum=Sum("amount"))
    for cause, lot, amount in sums:
        entered[f"lot:{lot}" if cause == "rate" else cause.replace("pool:", "part:", 1)] += amount
    posted = {
        event: found["premi"] + found["pool"] for event, found in lines.items() if found["premi"] or found["pool"]
    }
    for event in sorted(entered.keys() | posted.keys()):
        if entered[event] != posted.get(event, 0):
            yield f"premi-entries-equal-postings: {event} has entries of {entered[event]}, posted {posted.get(event, 0)}"


def _treasury(lines: Lines) -> Iterator[str]:
    paid = {f"pnbp:{pk}": amount for pk, amount in PnbpObligation.objects.exclude(ntpn="").values_list("pk", "amount")}
    posted = {event: found["paid"] for event, found in lines.items() if event.startswith("pnbp:")}
    for event in sorted(paid.keys() | posted.keys()):
        if paid.get(event, 0) != posted.get(event, 0):
            yield f"pnbp-paid-is-posted: {event} is paid with {paid.get(event, 0)}, posted {posted.get(event, 0)}"
