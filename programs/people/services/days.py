"""Owns how far ahead a day may be entered: a mistyped year is refused before it can be stored."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.errors import Refused
from programs.records.selectors import local_today

DAYS_AHEAD = 31


def check_near(day: date, *, field: str = "on") -> None:
    """Raise Refused for a day more than 31 days ahead of the prison's own today."""
    if day > local_today() + timedelta(days=DAYS_AHEAD):
        rule = _("Choose a day at most %(most)d days ahead.") % {"most": DAYS_AHEAD}
        raise Refused(code="day-too-far", field=field, value=day.isoformat(), rule=rule)


def check_come(day: date, *, field: str = "on") -> None:
    """Raise Refused for a day that has not come yet."""
    if day > local_today():
        rule = _("Choose today or a day before: this is entered when it has happened.")
        raise Refused(code="day-ahead", field=field, value=day.isoformat(), rule=rule)
