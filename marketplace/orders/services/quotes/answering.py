"""Owns the prison's side of a quote: answered with a price that holds until a day, or turned down; the buyer is told."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, NotFound, Refused
from core.jobs import publish
from marketplace.orders.models import Quote
from programs.records.services import record

LONGEST_NOTE = 300
LONGEST_VALIDITY = timedelta(days=180)
MOST_RUPIAH_A_PIECE = 10**12


def answer_quote(quote: UUID, *, unit_price: int, valid_until: date, note: str = "", by: str) -> Quote:
    """Answer with whole rupiah a piece, valid until a day; the same answer again changes nothing.

    Runs in the prison; publishes "orders.quote_answered". NotFound for another prison's quote, Conflict for one that is
    answered differently or has expired, Refused (field unit_price, valid_until, note) for what makes no sense.
    """
    today = clock.today(settings.TIME_ZONE)
    if not 1 <= unit_price <= MOST_RUPIAH_A_PIECE:
        rule = _("A price is whole rupiah a piece, 1 or more.")
        raise Refused(code="price-malformed", field="unit_price", value=unit_price, rule=rule)
    if not today <= valid_until <= today + LONGEST_VALIDITY:
        rule = _("The answer is valid until a day between today and 180 days from now.")
        raise Refused(code="validity-malformed", field="valid_until", value=valid_until.isoformat(), rule=rule)
    return _answer(quote, unit_price=unit_price, valid_until=valid_until, note=_note(note), by=by)


def turn_down_quote(quote: UUID, *, note: str = "", by: str) -> Quote:
    """Answer that the prison cannot supply it; like `answer_quote` in all else."""
    return _answer(quote, unit_price=None, valid_until=None, note=_note(note), by=by)


def tell_buyer(quote: UUID) -> None:
    """Mail the buyer that the prison has answered, with the link to the quote. Acts as the storefront.

    The mail holds the product, the prison and the link: never an address of delivery.
    """
    row = Quote.objects.select_related("buyer", "listing").get(pk=quote)
    language = {"ID": "id", "ES": "es"}.get(row.country, "en")
    with translation.override(language):
        facts = {"quote": row, "url": f"{settings.ORIGIN}/penawaran/{row.pk}/"}
        subject = _("Quote %(number)s: the prison has answered") % {"number": row.number}
        send_mail(subject, render_to_string("orders/mail/quote_answered.txt", facts), None, [row.buyer.email])


def _answer(quote: UUID, *, unit_price: int | None, valid_until: date | None, note: str, by: str) -> Quote:
    with transaction.atomic():
        row = Quote.objects.select_for_update().filter(pk=quote).first()
        if row is None:
            rule = _("This prison has no such quote.")
            raise NotFound(code="quote-missing", field="quote", value=str(quote), rule=rule)
        facts = {"unit_price": unit_price, "valid_until": valid_until, "note": note}
        if row.answered_at is not None and all(getattr(row, field) == value for field, value in facts.items()):
            return row
        _check_waiting(row)
        for field, value in {**facts, "answered_at": clock.now(), "answered_by": by}.items():
            setattr(row, field, value)
        row.save(update_fields=[*facts, "answered_at", "answered_by"])
        record("quote.answered", by=by, subject=f"quote:{row.pk}", pieces=row.quantity, price=unit_price or 0)
        publish("orders.quote_answered", prison=row.prison_code, quote=str(row.pk))
    return row


def _check_waiting(row: Quote) -> None:
    state = row.state_on(clock.today(settings.TIME_ZONE))
    if state != "waiting":
        rule = _("This quote is no longer waiting for an answer.")
        raise Conflict(code="quote-not-waiting", field="quote", value=row.number, rule=rule)


def _note(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST_NOTE or not text.isprintable():
        rule = _("Write at most %(most)d characters.") % {"most": LONGEST_NOTE}
        raise Refused(code="text-length", field="note", value=text[:40], rule=rule)
    return text
