"""Owns the way of state revenue to the treasury: a SIMPONI billing code with its expiry, then the NTPN that shows it paid."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, Refused
from programs.earnings import selectors
from programs.earnings.models import BILLING_CODE, DEMO_BILLING_CODE, DEMO_NTPN, NTPN, PnbpObligation
from programs.earnings.services.posting import post
from programs.records import services as records


def record_billing_code(obligation: int, *, code: str, expires_at: datetime, by: str) -> PnbpObligation:
    """Note the billing code SIMPONI issued for an obligation, and until when it can be paid.

    The same code again changes nothing; another one takes the place of an expired one. Raises NotFound, Refused for a
    malformed code or an expiry that is past, Conflict while a code can be paid, when paid, or for a code used before.
    """
    now, code = clock.now(), _compact(code)
    with transaction.atomic():
        row = selectors.obligation_for_change(obligation)
        if code and row.billing_code == code:
            return row
        _check_code(row, code, expires_at, now)
        row.billing_code, row.billed_at, row.expires_at = code, now, expires_at
        _save(row, "billing_code", "billed_at", "expires_at")
        records.record("pnbp.billed", by=by, subject=f"pnbp:{row.pk}", expires=expires_at.isoformat())
    return row


def record_ntpn(obligation: int, *, ntpn: str, by: str) -> PnbpObligation:
    """Note the treasury's number that shows an obligation paid, and book the payment.

    The same number again changes nothing. Raises NotFound, Refused for a malformed number, Conflict without a billing
    code, when it is paid with another number, or for a number used before.
    """
    ntpn = _compact(ntpn)
    with transaction.atomic():
        row = selectors.obligation_for_change(obligation)
        if ntpn and row.ntpn == ntpn:
            return row
        _check_payable(row, ntpn)
        row.ntpn, row.paid_at = ntpn, clock.now()
        _save(row, "ntpn", "paid_at")
        post(f"pnbp:{row.pk}", [("paid", "pnbp_payable", "bank", row.amount)])
        records.record("pnbp.paid", by=by, subject=f"pnbp:{row.pk}", amount=row.amount)
    return row


def _compact(number: str) -> str:
    return "".join(number.upper().split())


def _check_code(row: PnbpObligation, code: str, expires_at: datetime, now: datetime) -> None:
    _check_unpaid(row)
    if row.is_live_at(now):
        rule = _("This obligation has a billing code that can still be paid: pay it, or wait until it expires.")
        raise Conflict(code="code-live", field="code", value=row.billing_code, rule=rule)
    if not re.fullmatch(DEMO_BILLING_CODE if row.is_demo else BILLING_CODE, code):
        rule = _("A SIMPONI billing code has 15 digits.")
        if row.is_demo:
            rule = _("In the demonstration a billing code is CONTOH and nine digits: it can be paid nowhere.")
        raise Refused(code="code-malformed", field="code", value=code[:40], rule=rule)
    if expires_at <= now:
        rule = _("This code has expired already. Ask SIMPONI for a new one.")
        raise Refused(code="code-expired", field="expires_at", value=expires_at.isoformat(), rule=rule)


def _check_payable(row: PnbpObligation, ntpn: str) -> None:
    _check_unpaid(row)
    if not row.billing_code:
        rule = _("Enter the billing code first: an NTPN belongs to a code.")
        raise Conflict(code="code-missing", field="ntpn", value=ntpn[:40], rule=rule)
    if not re.fullmatch(DEMO_NTPN if row.is_demo else NTPN, ntpn):
        rule = _("An NTPN has 16 capitals or digits, as on the receipt.")
        if row.is_demo:
            rule = _("In the demonstration an NTPN is CONTOH and ten capitals or digits.")
        raise Refused(code="ntpn-malformed", field="ntpn", value=ntpn[:40], rule=rule)


def _check_unpaid(row: PnbpObligation) -> None:
    if row.is_paid:
        rule = _("This obligation is paid: its NTPN is %(ntpn)s.") % {"ntpn": row.ntpn}
        raise Conflict(code="pnbp-paid", field="ntpn", value=row.ntpn, rule=rule)


def _save(row: PnbpObligation, *fields: str) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError as error:
        rule = _("This number belongs to another obligation. Compare it with the receipt.")
        raise Conflict(code="number-used", field="code", value=row.billing_code, rule=rule) from error
