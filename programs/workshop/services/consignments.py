"""Owns goods between prisons: sent from stock into transit, inspected on arrival, and what did not arrive well settled."""

import hashlib
import json
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, NotFound, Refused
from programs.records.services import record
from programs.workshop.models import Lot, StockMovement
from programs.workshop.selectors.consignments import reference_of
from programs.workshop.services.inspection import inspect_lot
from programs.workshop.services.lineage import enter_arrival
from programs.workshop.services.stock import held_lots, move_lot
from tenants.selectors import consignments as known
from tenants.selectors.consignments import Consignment
from tenants.services import consignments as door

KIND = "lot"
MOST_PRICE = 1_000_000_000  # rupiah for one piece
LONGEST_REASON = 200
REFUSALS = ("not-ordered", "wrong-goods", "damaged", "not-arrived")


def dispatch_lot(lot: int, *, pieces: int, to: str, price: int, by: str) -> UUID:
    """Send pieces of a lot that lie in the workshop to another prison, at so many rupiah a piece; returns the consignment.

    They lie in transit until the sender settles what came of them. Raises NotFound, Refused for an unknown prison, a
    price or pieces out of bounds, or goods of a partner, Conflict when fewer lie there.
    """
    if not 0 <= price <= MOST_PRICE:
        rule = _("The price is whole rupiah for one piece, 0 or more.")
        raise Refused(code="price-out-of-bounds", field="price", value=price, rule=rule)
    with transaction.atomic():
        row = held_lots([lot])[lot]
        if row.owner != "own":
            rule = _("These pieces belong to a partner; they are handed over to the partner.")
            raise Refused(code="lot-of-partner", field="lot", value=row.code, rule=rule)
        sent = door.send_goods(to, _content(row, pieces, price)).pk
        move_lot(row, pieces, "workshop", "transit", reference=reference_of(sent), by=by)
        record("lot.dispatched", by=by, subject=f"lot:{lot}", consignment=str(sent), pieces=pieces, to=to, price=price)
    return sent


def receive_lot(
    consignment: UUID, *, accepted: int, rejected: int, missing: int, reason: str = "", by: str
) -> Lot | None:
    """Inspect what arrived, once: accepted, rejected and missing pieces sum to what was sent. Accepted ones are stock here.

    The lot gets a code of this prison and keeps the sender's as its origin; None when nothing arrived. Who sent it
    counted, who receives it inspects. Raises NotFound for a product this prison does not make, Refused when the sum
    differs or a reason is missing, Conflict when it was received, refused or recalled before.
    """
    with transaction.atomic():
        row = known.consignment(consignment, kind=KIND)
        sent = _contents(row)
        reason = _checked_reason(reason, is_needed=bool(rejected or missing))
        for name, pieces in (("accepted", accepted), ("rejected", rejected), ("missing", missing)):
            if pieces < 0:
                raise Refused(code="pieces-out-of-bounds", field=name, value=pieces, rule=_("Pieces are 0 or more."))
        if accepted + rejected + missing != sent["pieces"]:
            rule = _("Accepted, rejected and missing pieces sum to the %(sent)d that were sent.") % {
                "sent": sent["pieces"]
            }
            raise Refused(code="sums-differ", field="accepted", value=accepted + rejected + missing, rule=rule)
        outcome = {"accepted": accepted, "rejected": rejected, "missing": missing, "reason": reason}
        door.receive(consignment, kind=KIND, outcome=outcome)
        lot = _arrived(row, sent, accepted, rejected, by) if accepted + rejected else None
        record("consignment.received", by=by, subject=f"consignment:{consignment}", accepted=accepted, missing=missing)
    return lot


def refuse_lot(consignment: UUID, *, refusal: str, by: str) -> None:
    """Refuse the whole consignment for one of the reasons; the sender books the pieces back. Raises like `receive_lot`."""
    known.consignment(consignment, kind=KIND)
    if refusal not in REFUSALS:
        raise Refused(
            code="reason-unknown", field="refusal", value=refusal[:20], rule=_("Choose one of the reasons listed.")
        )
    with transaction.atomic():
        door.refuse(consignment, kind=KIND, refusal=refusal)
        record("consignment.refused", by=by, subject=f"consignment:{consignment}", refusal=refusal)


def recall_lot(consignment: UUID, *, by: str) -> None:
    """The sender takes everything back while it is on its way. Raises NotFound, Conflict when it has ended."""
    with transaction.atomic():
        row = door.recall(consignment, kind=KIND)
        lot = _sent_lot(row)
        move_lot(lot, _contents(row)["pieces"], "transit", "workshop", reference=reference_of(row.pk), by=by)
        record("consignment.recalled", by=by, subject=f"lot:{lot.pk}", consignment=str(consignment))


def settle_dispatch(consignment: UUID, *, back: int, written_off: int, reason: str = "", by: str) -> None:
    """What the receiver accepted has left for good; of the rest so many pieces are back and so many written off. Once.

    Raises NotFound, Refused when the two do not sum to what was not accepted, more than was rejected is back, or a
    reason is missing; Conflict while it is on its way or when it is settled.
    """
    with transaction.atomic():
        row = known.consignment(consignment, kind=KIND)
        lot, (accepted, returnable, rest) = _sent_lot(row), _fate(row)
        _check_settled(row, lot)
        reason = _checked_reason(reason, is_needed=written_off > 0)
        if min(back, written_off) < 0 or back + written_off != rest or back > returnable:
            rule = _(
                "%(rest)d pieces were not accepted: say how many of them are back (at most %(most)d) and write off the others."
            )
            told = rule % {"rest": rest, "most": returnable}
            raise Refused(code="sums-differ", field="back", value=back + written_off, rule=told)
        for target, pieces in (("sent", accepted), ("workshop", back), ("written_off", written_off)):
            if pieces:
                move_lot(lot, pieces, "transit", target, reference=reference_of(row.pk), by=by)
        detail: dict[str, str | int] = {
            "consignment": str(consignment),
            "back": back,
            "written_off": written_off,
            "reason": reason,
        }
        record("consignment.settled", by=by, subject=f"lot:{lot.pk}", **detail)


def _content(lot: Lot, pieces: int, price: int) -> dict[str, str | int]:
    content: dict[str, str | int] = {
        "lot": lot.code,
        "program": lot.program_code,
        "product": lot.product_code,
        "made_on": lot.made_on.isoformat(),
        "pieces": pieces,
        "unit": "piece",
        "price": price,
    }
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return {**content, "digest": digest}


def _contents(row: Consignment) -> dict[str, int]:
    return row.goods


def _arrived(row: Consignment, sent: dict[str, int], accepted: int, rejected: int, by: str) -> Lot:
    content = row.goods
    lot = enter_arrival(
        content["product"],
        pieces=accepted + rejected,
        made_on=date.fromisoformat(content["made_on"]),
        origin_code=content["lot"],
        consignment=str(row.pk),
        by=f"prison:{row.sender_code}",
    )
    inspect_lot(lot.pk, accepted=accepted, rejected=rejected, by=by)
    return lot


def _fate(row: Consignment) -> tuple[int, int, int]:
    """Accepted pieces, how many can come back, and how many were not accepted. Raises Conflict while on its way."""
    sent = _contents(row)["pieces"]
    if row.refused_at:
        return 0, sent, sent
    if row.outcome is None:
        rule = _("It is on its way: the other prison has not received it yet.")
        raise Conflict(code="consignment-open", field="consignment", value=str(row.pk), rule=rule)
    return row.outcome["accepted"], row.outcome["rejected"], sent - row.outcome["accepted"]


def _sent_lot(row: Consignment) -> Lot:
    """The lot whose pieces are in transit, locked. Raises NotFound for a consignment that this prison did not send."""
    moved = (
        StockMovement.objects.filter(reference=reference_of(row.pk), to_place="transit")
        .values_list("lot", flat=True)
        .first()
    )
    if moved is None:
        rule = _("There is no such consignment here.")
        raise NotFound(code="consignment-unknown", field="consignment", value=str(row.pk), rule=rule)
    return held_lots([moved])[moved]


def _check_settled(row: Consignment, lot: Lot) -> None:
    if StockMovement.objects.filter(lot=lot, reference=reference_of(row.pk), from_place="transit").exists():
        rule = _("This consignment is settled already.")
        raise Conflict(code="consignment-settled", field="consignment", value=str(row.pk), rule=rule)


def _checked_reason(reason: str, *, is_needed: bool) -> str:
    reason = " ".join(reason.split())
    if (is_needed and not reason) or len(reason) > LONGEST_REASON:
        rule = _("Say why, in at most %(longest)d characters.") % {"longest": LONGEST_REASON}
        raise Refused(code="reason-missing", field="reason", value=reason[:20], rule=rule)
    return reason
