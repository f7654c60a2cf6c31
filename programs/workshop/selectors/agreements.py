"""Owns reading agreements with partners: which hold, which end soon, what rests on them."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.workshop.models import Agreement, Session, WeeklySlot

SOON = 30  # days before the end within which it is due


def agreements(day: date, *, state: str = "", kind: str = "", order: str = "ending") -> QuerySet[Agreement]:
    """Every agreement, the next to end first; "valid" on `day`, "ended", or ending within "30", "60" or "90" days of it."""
    found = Agreement.objects.select_related("supervisor").annotate(sessions=Count("session"))
    if state == "ended":
        found = found.filter(_over(day))
    elif state == "valid":
        found = found.exclude(_over(day))
    elif state in {"30", "60", "90"}:
        found = found.exclude(_over(day)).filter(during__endswith__lte=day + timedelta(days=int(state) + 1))
    if kind in {"maklon", "sale"}:
        found = found.filter(kind=kind)
    return found.order_by("partner", "pk") if order == "partner" else found.order_by("during", "pk")


def valid_agreements(day: date, *, program: str = "") -> list[Agreement]:
    """The agreements that hold on `day`, of one program if given, by partner."""
    found = Agreement.objects.filter(during__contains=day)
    return list((found.filter(programs__contains=[program]) if program else found).order_by("partner", "pk"))


def ending_agreements(day: date) -> list[Agreement]:
    """The agreements that hold on `day` and end within thirty days, the next to end first (one query)."""
    last = day + timedelta(days=SOON + 1)
    return list(Agreement.objects.filter(during__contains=day, during__endswith__lte=last).order_by("during", "pk"))


def agreement(pk: int) -> Agreement:
    """One agreement; raises NotFound. Selects the supervising officer."""
    return _found(Agreement.objects.select_related("supervisor").filter(pk=pk).first(), pk)


def agreement_for_change(pk: int) -> Agreement:
    """One agreement, locked until the transaction ends; raises NotFound."""
    return _found(Agreement.objects.select_for_update(no_key=True).filter(pk=pk).first(), pk)


def is_agreement_used(pk: int) -> bool:
    """A session or a slot rests on it."""
    return Session.objects.filter(agreement=pk).exists() or WeeklySlot.objects.filter(agreement=pk).exists()


def sessions_of_agreement(pk: int) -> tuple[int, int]:
    """How many sessions rest on an agreement, and how many of them are closed (one query)."""
    found = Session.objects.filter(agreement=pk).aggregate(
        all=Count("pk", filter=Q(cancelled_at=None)), closed=Count("pk", filter=Q(closed_at__isnull=False))
    )
    return found["all"], found["closed"]


def agreement_file(pk: int, file: UUID) -> UUID:
    """The id of one file of one agreement; raises NotFound when it is not of this agreement."""
    if file not in agreement(pk).files:
        rule = _("There is no such file with this agreement.")
        raise NotFound(code="file-unknown", field="file", value=str(file), rule=rule)
    return file


def _over(day: date) -> Q:
    return Q(during__isempty=True) | Q(during__endswith__lte=day)


def _found(row: Agreement | None, pk: int) -> Agreement:
    if row is None:
        rule = _("There is no such agreement here.")
        raise NotFound(code="agreement-unknown", field="agreement", value=pk, rule=rule)
    return row
