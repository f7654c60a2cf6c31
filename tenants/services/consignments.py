"""Owns sending and ending a consignment: each is sent once and ends once, whoever comes second is told so."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, envelopes
from core.errors import Conflict, NotFound, Refused
from tenants.isolation.acting import current_prison
from tenants.models import KEPT_DAYS, Consignment, Prison

ENVELOPE_DAYS = KEPT_DAYS
CODED = frozenset({"lot", "program", "product", "made_on", "pieces", "unit", "price", "digest"})


def send_goods(to: str, content: Mapping[str, str | int]) -> Consignment:
    """Send goods, told in codes, pieces and rupiah. Raises Refused for an unknown or the own prison, or other words."""
    if set(content) != CODED:
        rule = _("Goods are sent with their codes, pieces and price, and nothing else.")
        raise Refused(code="content-unfit", field="content", value=", ".join(sorted(content))[:80], rule=rule)
    receiver = _receiver(to)
    return Consignment.objects.create(
        kind="lot", sender_code=str(current_prison()), receiver_code=receiver.code, content=dict(content)
    )


def send_envelope(to: str, content: bytes, *, kind: str) -> Consignment:
    """Seal `content` for the other prison and send it; it is erased when it ends, or after 14 days.

    Raises Refused for an unknown or the own prison.
    """
    receiver, now, pk = _receiver(to), clock.now(), uuid.uuid4()
    sender = str(current_prison())
    sealed = envelopes.seal_for(bytes(receiver.public_key), content, about=_about(kind, sender, receiver.code, pk))
    return Consignment.objects.create(
        pk=pk,
        kind=kind,
        sender_code=sender,
        receiver_code=receiver.code,
        sealed=sealed,
        sent_at=now,
        expires_at=now + timedelta(days=KEPT_DAYS),
    )


def open_envelope(pk: UUID, *, kind: str) -> bytes:
    """What was sealed for this prison, while it is on its way. Raises NotFound, Conflict when it has ended or expired."""
    with transaction.atomic():
        row = _coming(pk, kind)
        about = _about(row.kind, row.sender_code, row.receiver_code, row.pk)
        try:
            return envelopes.open_as(row.receiver_code, bytes(row.sealed or b""), about=about)
        except envelopes.NotOurs:
            rule = _("This envelope cannot be opened here: it was changed on its way. Ask the sender to send it again.")
            raise Conflict(code="envelope-broken", field="consignment", value=str(pk), rule=rule) from None


def receive(pk: UUID, *, kind: str, outcome: dict[str, Any] | None = None) -> Consignment:
    """End a consignment to this prison as received, once. Raises NotFound; Conflict when it has ended or expired."""
    with transaction.atomic():
        return _end(_coming(pk, kind), received_at=clock.now(), outcome=outcome)


def refuse(pk: UUID, *, kind: str, refusal: str) -> Consignment:
    """End a consignment to this prison as refused, with a code the sender sees. Raises like `receive`."""
    with transaction.atomic():
        return _end(_coming(pk, kind), refused_at=clock.now(), refusal=refusal)


def recall(pk: UUID, *, kind: str) -> Consignment:
    """The sender takes it back while it is on its way. Raises NotFound; Conflict when it has ended."""
    with transaction.atomic():
        row = _held(pk, kind)
        if row.sender_code != current_prison():
            raise _unknown(pk)
        return _end(row, recalled_at=clock.now())


def erase_expired() -> int:
    """Erase every envelope whose days are over; acts as the relay. Returns how many."""
    now = clock.now()
    open_ones = Consignment.objects.filter(received_at=None, refused_at=None, recalled_at=None, erased_at=None)
    return open_ones.filter(expires_at__lte=now).update(sealed=None, erased_at=now)


def _about(kind: str, sender: str, receiver: str, pk: UUID) -> str:
    return f"{kind}/{sender}>{receiver}/{pk}"


def _receiver(code: str) -> Prison:
    found: Prison | None = Prison.objects.filter(code=code[:10], suspended_at=None).first()
    if found is None or found.code == current_prison():
        rule = _("Choose another prison that works with Sabut.")
        raise Refused(code="prison-unknown", field="to", value=code[:10], rule=rule)
    return found


def _coming(pk: UUID, kind: str) -> Consignment:
    row = _held(pk, kind)
    if row.receiver_code != current_prison():
        raise _unknown(pk)
    if row.expires_at is not None and row.expires_at <= clock.now():
        raise _ended(pk, _("This envelope was not opened in time and has expired; the sender can send it again."))
    return row


def _held(pk: UUID, kind: str) -> Consignment:
    """The open consignment, locked. One that has ended cannot be locked: its row policy lets nobody change it."""
    found: Consignment | None = Consignment.objects.select_for_update().filter(pk=pk, kind=kind).first()
    if found is None:
        if Consignment.objects.filter(pk=pk, kind=kind).exists():
            raise _ended(pk, _("This consignment was received, refused or taken back already."))
        raise _unknown(pk)
    return found


def _end(row: Consignment, **facts: Any) -> Consignment:
    for name, value in {**facts, "sealed": None}.items():
        setattr(row, name, value)
    row.save(update_fields=[*facts, "sealed"])
    return row


def _ended(pk: UUID, rule: str) -> Conflict:
    return Conflict(code="consignment-ended", field="consignment", value=str(pk), rule=rule)


def _unknown(pk: UUID) -> NotFound:
    rule = _("There is no such consignment here.")
    return NotFound(code="consignment-unknown", field="consignment", value=str(pk), rule=rule)
