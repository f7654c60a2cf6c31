"""Owns how often one kiosk may try: sign-ins, receipts and complaints are counted by device, beside the lock of each card."""

from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext as _

from core.errors import Refused

SPAN = 600  # seconds
MOST = {"pin": 30, "receipt": 30, "complaint": 20}


def check(act: str, device: UUID | None) -> None:
    """Raise Refused (code `kiosk-busy`) when this kiosk has tried an act too often within ten minutes."""
    if (cache.get(_key(act, device)) or 0) >= MOST[act]:
        rule = _("Too many tries at this kiosk. Please wait ten minutes.")
        raise Refused(code="kiosk-busy", field="kiosk", value="…", rule=rule)


def count(act: str, device: UUID | None) -> None:
    """One more try of an act at this kiosk."""
    key = _key(act, device)
    if not cache.add(key, 1, SPAN):
        try:
            cache.incr(key)
        except ValueError:  # it has just run out
            cache.add(key, 1, SPAN)


def _key(act: str, device: UUID | None) -> str:
    return f"kiosk/{act}/{device}"
