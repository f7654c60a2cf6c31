"""Owns reading state revenue: what is owed, which billing code is about to expire, what was shown paid."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import clock
from core.errors import NotFound
from programs.earnings.models import PnbpObligation
from programs.records.selectors import local_midnight

WARNING_DAYS = 3


def obligations() -> QuerySet[PnbpObligation]:
    """What is owed to the treasury and not shown paid by an NTPN, the oldest first."""
    return PnbpObligation.objects.filter(ntpn="").order_by("created", "pk")


def obligation(pk: int) -> PnbpObligation:
    """One obligation; raises NotFound."""
    return _found(PnbpObligation.objects.filter(pk=pk).first(), pk)


def obligation_for_change(pk: int) -> PnbpObligation:
    """One obligation, locked until the transaction ends; raises NotFound."""
    return _found(PnbpObligation.objects.select_for_update(no_key=True).filter(pk=pk).first(), pk)


def codes_about_to_expire(day: date) -> QuerySet[PnbpObligation]:
    """Unpaid obligations whose billing code can be paid now and ends within `WARNING_DAYS` days of `day`, first to end first."""
    last = local_midnight(day + timedelta(days=WARNING_DAYS))
    return obligations().filter(expires_at__gt=clock.now(), expires_at__lt=last).order_by("expires_at", "pk")


def _found(row: PnbpObligation | None, pk: int) -> PnbpObligation:
    if row is None:
        rule = _("This prison owes no such state revenue.")
        raise NotFound(code="obligation-unknown", field="obligation", value=pk, rule=rule)
    return row
