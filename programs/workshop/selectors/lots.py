"""Owns reading lots: which wait for inspection, what came of the others."""

from django.db.models import QuerySet

from programs.workshop.models import Lot


def lots(*, waiting: bool = False) -> QuerySet[Lot]:
    """Every lot, newest first; only those that wait for inspection if asked. Selects the inspection."""
    found = Lot.objects.select_related("inspection").order_by("-made_on", "-pk")
    return found.filter(inspection=None) if waiting else found


def lots_of_session(session: int) -> list[Lot]:
    """The lots made in one session, as recorded. Selects the inspection."""
    return list(Lot.objects.filter(session_id=session).select_related("inspection").order_by("pk"))
