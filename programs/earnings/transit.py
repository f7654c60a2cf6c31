"""Owns the rule that premi in transit is what was sent with people, less what came: each prison checks its own side."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import Sum

from programs.earnings import selectors
from programs.earnings.models import PremiEntry
from programs.records.selectors import this_prison
from tenants.selectors.consignments import every_consignment

SIGNS = {"sent": -1, "back": 1, "received": 1}


def transit_violations(lines: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Postings, entries and consignments of each transfer must agree; rupiah stand in no finding."""
    transfers = {event: found for event, found in lines.items() if event.startswith("transfer:")}
    moved = dict(PremiEntry.objects.filter(lot=None).order_by().values_list("cause").annotate(sum=Sum("amount")))
    posted = {
        f"{event}:{line}": SIGNS[line] * amount
        for event, found in transfers.items()
        for line, amount in found.items()
        if amount and line in SIGNS
    }
    for cause in sorted(moved.keys() | posted.keys()):
        if moved.get(cause) != posted.get(cause):
            yield f"transfer-is-posted: {cause} differs between the ledger and the person's entries"
    if selectors.balances()["in_transit"] != -sum(posted.values()):
        yield "transit-equals-consignments: something else than a transfer was posted to in_transit"
    yield from _against_consignments(transfers)


def _against_consignments(transfers: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    known, here = {row.pk: row for row in every_consignment("person")}, this_prison()
    for event, found in sorted(transfers.items()):
        row = known.get(UUID(event.removeprefix("transfer:")))
        if row is None:
            yield f"transit-equals-consignments: {event} has no consignment"
            continue
        end = row.state
        is_fit = {
            "sent": row.sender_code == here,
            "back": row.sender_code == here and end in {"refused", "recalled", "erased"},
            "received": row.receiver_code == here and end == "received",
        }
        for line in sorted(line for line, amount in found.items() if amount and not is_fit.get(line, False)):
            yield f"transit-equals-consignments: {event} has a line {line} that its consignment ({end}) does not allow"
