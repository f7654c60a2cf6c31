"""Owns reading what is on its way between prisons: a prison sees what it sent and what comes to it, and nothing else."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import NotFound
from tenants.isolation.acting import current_prison
from tenants.models import Consignment, Prison

__all__ = ["Consignment", "arrivals", "consignment", "dispatches", "every_consignment", "other_prisons"]


def consignment(pk: UUID, *, kind: str) -> Consignment:
    """One consignment of a kind that this prison sent or that comes to it; raises NotFound."""
    found: Consignment | None = Consignment.objects.filter(pk=pk, kind=kind).first()
    if found is None:
        rule = _("There is no such consignment here.")
        raise NotFound(code="consignment-unknown", field="consignment", value=str(pk), rule=rule)
    return found


def arrivals(kind: str) -> QuerySet[Consignment]:
    """What was sent to this prison, newest first; without the sealed bytes."""
    return _listed(kind).filter(receiver_code=current_prison()).exclude(recalled_at__isnull=False)


def dispatches(kind: str) -> QuerySet[Consignment]:
    """What this prison sent, newest first; without the sealed bytes."""
    return _listed(kind).filter(sender_code=current_prison())


def other_prisons() -> list[tuple[str, str]]:
    """Code and name of every other prison that something can be sent to, by name."""
    others = Prison.objects.filter(suspended_at=None).exclude(code=current_prison()).order_by("name")
    return list(others.values_list("code", "name"))


def _listed(kind: str) -> QuerySet[Consignment]:
    return Consignment.objects.filter(kind=kind).defer("sealed").order_by("-sent_at", "pk")


def every_consignment(kind: str) -> list[Consignment]:
    """What this prison sent and what came to it; without the sealed bytes."""
    return list(_listed(kind))
