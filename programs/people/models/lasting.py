"""Owns what holds for a range of days: half-open, so that the day it ends is the first without it."""

from datetime import date, timedelta
from typing import Any


class Lasting:
    """What holds for a half-open range of days, `during`: the upper day no longer belongs to it."""

    during: Any

    @property
    def first_day(self) -> date | None:
        """The first day it holds; None when it never began or was always so."""
        return self.during.lower  # type: ignore[no-any-return]

    @property
    def last_day(self) -> date | None:
        """The last day it holds; None without end."""
        upper: date | None = self.during.upper
        return upper and upper - timedelta(days=1)

    def is_open_on(self, day: date) -> bool:
        """Holds on `day` or later: something is left to end."""
        return not self.during.isempty and (self.during.upper is None or self.during.upper > day)
