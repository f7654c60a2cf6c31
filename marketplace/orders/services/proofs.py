"""Owns the proof of transfer: the buyer hands it in for a part that waits for money, and nothing is paid by it."""

from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, files
from core.errors import Conflict, NotFound, Refused
from core.file_types import SCANS
from marketplace.orders.models import MOST_PROOFS, OrderPart, TransferProof

PURPOSE = "transfer_proof"


def attach_proof(order: UUID, part: UUID, content: "bytes | File[bytes]", *, name: str, by: str) -> TransferProof:
    """Keep a PDF, JPEG or PNG as proof of the transfer for a part of an order; the same bytes again change nothing.

    Acts as the storefront. Raises NotFound for a part that is not of this order; Conflict for a paid or cancelled one
    and for a sixth proof; Refused for a locked part and a file that may not be kept (field file).
    """
    with transaction.atomic():
        row = _waiting(order, part)
        proofs = list(row.proofs.select_related("file").order_by("number"))
        # looked at before anything is stored: whoever has the link may not fill the disk with what is not kept
        sha256 = files.fingerprint(content)
        known = next((proof for proof in proofs if proof.file.sha256 == sha256), None)
        if known is not None:
            return known
        if len(proofs) >= MOST_PROOFS:
            rule = _("There are already %(most)d proofs for this part.") % {"most": MOST_PROOFS}
            raise Conflict(code="proofs-too-many", field="file", value=len(proofs), rule=rule)
        file = files.store(content, name=name, purpose=PURPOSE, prison=row.prison_code, accepted=SCANS)
        facts = {"part": row, "prison_code": row.prison_code, "number": len(proofs) + 1, "file": file}
        proof = TransferProof.objects.create(**facts)
        audit.record("proof.attached", by=by, subject=f"part:{row.pk}", prison=row.prison_code, number=proof.number)
    return proof


def _waiting(order: UUID, part: UUID) -> OrderPart:
    """The part, locked until the transaction ends, when it waits for money."""
    row = OrderPart.objects.select_for_update().filter(pk=part, order=order).first()
    if row is None:
        rule = _("This order has no such part.")
        raise NotFound(code="part-missing", field="part", value=str(part), rule=rule)
    if row.state == "locked":
        rule = _("This order is locked: please do not transfer anything yet.")
        raise Refused(code="part-locked", field="part", value=row.number, rule=rule)
    if row.state != "awaiting_payment":
        rule = _("This part no longer waits for a transfer.")
        raise Conflict(code="part-not-waiting", field="part", value=row.number, rule=rule)
    return row
