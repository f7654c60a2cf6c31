"""Owns reading incidents: the list, one of them, what is still open, and how many accidents a month had."""

from datetime import date

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.workshop.models import ACCIDENT, INCIDENT_KINDS, Attendance, Incident


def incidents(*, kind: str = "", state: str = "", order: str = "newest") -> QuerySet[Incident]:
    """Every incident, newest first; of one kind, "open" or "closed". Selects person and session."""
    found = Incident.objects.select_related("person", "session")
    if kind in INCIDENT_KINDS:
        found = found.filter(kind=kind)
    if state in {"open", "closed"}:
        found = found.filter(closed_at__isnull=state == "open")
    return found.order_by("day", "pk") if order == "oldest" else found.order_by("-day", "-pk")


def incident(pk: int) -> Incident:
    """One incident; raises NotFound. Selects person and session."""
    return _found(Incident.objects.select_related("person", "session").filter(pk=pk).first(), pk)


def incident_for_change(pk: int) -> Incident:
    """One incident, locked until the transaction ends; raises NotFound."""
    return _found(Incident.objects.select_for_update(no_key=True).filter(pk=pk).first(), pk)


def open_incidents() -> int:
    """How many incidents are not closed."""
    return Incident.objects.filter(closed_at=None).count()


def accidents(first: date, last: date) -> tuple[int, int]:
    """How many accidents happened from `first` to `last`, and the minutes worked in closed sessions of those days."""
    happened = Incident.objects.filter(kind=ACCIDENT, day__range=(first, last)).count()
    worked = Attendance.objects.filter(day__range=(first, last), session__closed_at__isnull=False)
    return happened, worked.aggregate(minutes=Sum("minutes", default=0))["minutes"]


def _found(row: Incident | None, pk: int) -> Incident:
    if row is None:
        raise NotFound(code="incident-unknown", field="incident", value=pk, rule=_("There is no such incident here."))
    return row
