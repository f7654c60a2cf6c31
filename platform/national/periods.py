"""Owns months as the nation compares them: "2026-10", first to last day, never one that has not begun."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.errors import Refused

_FORM = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Month:
    """One calendar month."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> "Month":
        """The month before."""
        return month_of(self.first - timedelta(days=1))

    @property
    def following(self) -> "Month":
        """The month after."""
        return month_of(self.last + timedelta(days=1))


def month_of(day: date) -> Month:
    """The month that holds a day."""
    return Month(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def month(period: str, *, today: date) -> Month:
    """The month of "2026-10"; raises Refused (field `period`) for another form or a month that has not begun."""
    found = _FORM.fullmatch(period)
    first = date(int(found[1]), int(found[2]), 1) if found and int(found[1]) > 0 else None
    if first is None or first > today:
        rule = _("A period is a month that has begun, written like 2026-10.")
        raise Refused(code="period-unknown", field="period", value=period[:20], rule=rule)
    return month_of(first)
