"""Owns which PINs are too easy to guess: runs, repeats and dates are the first ones anybody tries."""

import re
from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import Refused

LENGTH = 6
_RUNS = ("0123456789012345", "9876543210987654")
_REPEATED = re.compile(r"(\d{1,3})\1+")


def check(pin: str) -> None:
    """Raise Refused (field `pin`) unless it is six digits that are neither a run, a repeat nor a date."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        raise _refused("pin-malformed", _("A PIN has exactly 6 digits."))
    if any(pin in run for run in _RUNS) or _REPEATED.fullmatch(pin) or _is_date(pin):
        raise _refused("pin-easy", _("This PIN is too easy to guess. Take no row like 123456, no repeat, no date."))


def _is_date(pin: str) -> bool:
    return _reads(pin, "%d%m%y") or _reads(pin, "%y%m%d")


def _reads(pin: str, form: str) -> bool:
    try:
        datetime.strptime(pin, form)  # noqa: DTZ007 - only whether it is one
    except ValueError:
        return False
    return True


def _refused(code: str, rule: str) -> Refused:
    return Refused(code=code, field="pin", value="…", rule=rule)
