"""Owns reading lots: which wait for inspection, what came of the others."""

from django.db.models import QuerySet

from programs.workshop.models import Lot


def lots(*, waiting: bool = False, product: str = "", order: str = "newest") -> QuerySet[Lot]:
    """Every lot, newest first; those that wait for inspection or of one product if asked. Selects the inspection."""
    found = Lot.objects.select_related("inspection")
    found = found.order_by("made_on", "pk") if order == "oldest" else found.order_by("-made_on", "-pk")
    if product:
        found = found.filter(product_code=product)
    return found.filter(inspection=None) if waiting else found


def lots_of_session(session: int) -> list[Lot]:
    """The lots made in one session, as recorded. Selects the inspection."""
    return list(Lot.objects.filter(session_id=session).select_related("inspection").order_by("pk"))
