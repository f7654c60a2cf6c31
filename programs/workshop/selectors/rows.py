"""Owns finding one session or lot, to read or to change."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core import clock
from core.errors import NotFound
from programs.records.selectors import this_place
from programs.workshop.models import Lot, Session


def session(pk: int) -> Session:
    """One session; raises NotFound. Selects the officer."""
    return _found_session(Session.objects.select_related("officer", "agreement").filter(pk=pk).first(), pk)


def session_for_change(pk: int) -> Session:
    """One session, locked until the transaction ends; raises NotFound."""
    return _found_session(Session.objects.select_for_update(no_key=True).filter(pk=pk).first(), pk)


def has_begun(row: Session) -> bool:
    """The hour at which the session begins has come, where this prison is."""
    now = clock.now().astimezone(ZoneInfo(this_place().timezone))
    return (row.day, row.starts) <= (now.date(), now.time())


def lot(pk: int) -> Lot:
    """One lot; raises NotFound."""
    return _found_lot(Lot.objects.filter(pk=pk).first(), pk)


def lot_for_change(pk: int) -> Lot:
    """One lot, locked until the transaction ends; raises NotFound."""
    return _found_lot(Lot.objects.select_for_update(no_key=True).filter(pk=pk).first(), pk)


def _found_session(row: Session | None, pk: int) -> Session:
    if row is None:
        raise NotFound(code="session-unknown", field="session", value=pk, rule=_("There is no such session here."))
    return row


def _found_lot(row: Lot | None, pk: int) -> Lot:
    if row is None:
        raise NotFound(code="lot-unknown", field="lot", value=pk, rule=_("There is no such lot here."))
    return row
