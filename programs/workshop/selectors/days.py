"""Owns reading a working day: what its list demands before it is closed, and whether it is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.workshop.models import PRESENT, DayClose, Incident, Session, ToolCount

MOST_UNCLOSED = 7


@dataclass(frozen=True)
class DayItem:
    """One line of the day's list: what, how many are left, whether the day can be closed without it."""

    code: str
    title: str | Promise
    left: int
    must: bool = True

    @property
    def is_done(self) -> bool:
        """Nothing is left of it."""
        return self.left == 0


@dataclass(frozen=True)
class DayList:
    """A day's sessions (with `attended`, `lots`) in order, its list, its incidents, and who closed it when."""

    day: date
    sessions: list[Session]
    items: list[DayItem]
    incidents: list[Incident]
    closes: list[DayClose]

    @property
    def closed(self) -> DayClose | None:
        """The close that holds; None while the day is open."""
        return next((each for each in self.closes if each.reopened_at is None), None)

    @property
    def is_ready(self) -> bool:
        """Nothing that must be done is left."""
        return all(each.is_done for each in self.items if each.must)


def day_list(day: date) -> DayList:
    """What stands on a day's list (four queries)."""
    counted = {
        "attended": Count("attendance", filter=Q(attendance__state=PRESENT), distinct=True),
        "lots": Count("lot", distinct=True),
    }
    sessions = list(
        Session.objects.filter(day=day).select_related("officer").annotate(**counted).order_by("starts", "pk")
    )
    tools = ToolCount.objects.filter(session__day=day, out_pieces__gt=0, incident=None)
    short = tools.filter(Q(in_pieces=None) | Q(in_pieces__lt=F("out_pieces"))).count()
    happened = list(Incident.objects.filter(day=day).select_related("person").order_by("pk"))
    items = [
        DayItem("sessions", _("every session is closed or cancelled"), _open(sessions)),
        DayItem("tools", _("every tool is back or told of"), short),
        DayItem("lots", _("what was made is recorded as lots"), _without_lot(sessions), must=False),
        DayItem("incidents", _("every incident of the day is closed"), _unclosed(happened), must=False),
    ]
    return DayList(day, sessions, items, happened, list(DayClose.objects.filter(day=day).order_by("-at")))


def sessions_of_day(day: date) -> list[Session]:
    """The sessions of a day in order, with `marked`. Selects the officer (one query)."""
    found = Session.objects.filter(day=day).select_related("officer").annotate(marked=Count("attendance"))
    return list(found.order_by("starts", "place", "pk"))


def is_day_closed(day: date) -> bool:
    """The day is closed and was not opened again."""
    return DayClose.objects.filter(day=day, reopened_at=None).exists()


def unclosed_days(day: date) -> list[date]:
    """Days before `day` with a session, after the first day that was ever closed, that are not closed; the latest first."""
    first = DayClose.objects.filter(day__lt=day).order_by("day").values("day")[:1]
    closed = DayClose.objects.filter(reopened_at=None).values("day")
    held = Session.objects.filter(day__lt=day, day__gt=Subquery(first), closed_at__isnull=False).exclude(day__in=closed)
    return list(held.order_by("-day").values_list("day", flat=True).distinct()[:MOST_UNCLOSED])


def _open(sessions: list[Session]) -> int:
    return sum(1 for each in sessions if each.closed_at is None and each.cancelled_at is None)


def _without_lot(sessions: list[Session]) -> int:
    return sum(each.attended > 0 and not each.lots for each in sessions)  # type: ignore[attr-defined]


def _unclosed(happened: list[Incident]) -> int:
    return sum(1 for each in happened if each.closed_at is None)
