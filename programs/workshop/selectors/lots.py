"""Owns reading lots: which wait for inspection, what came of the others."""

from django.db.models import QuerySet, Sum

from programs.workshop.models import INSPECTED_KINDS, REWORK, Inspection, Lot, LotInput


def lots(*, waiting: bool = False, product: str = "", order: str = "newest") -> QuerySet[Lot]:
    """Every lot, newest first; those that wait for inspection or of one product if asked. Selects the inspection."""
    found = Lot.objects.select_related("inspection")
    found = found.order_by("made_on", "pk") if order == "oldest" else found.order_by("-made_on", "-pk")
    if product:
        found = found.filter(product_code=product)
    return found.filter(inspection=None, kind__in=INSPECTED_KINDS) if waiting else found


def lots_of_session(session: int) -> list[Lot]:
    """The lots made in one session, as recorded. Selects the inspection."""
    return list(Lot.objects.filter(session_id=session).select_related("inspection").order_by("pk"))


def rework_open(lot: Lot) -> int:
    """Pieces of a lot whose verdict is rework and that were not reworked yet; 0 while it waits for inspection."""
    verdict = Inspection.objects.filter(lot=lot).values_list("rework", flat=True).first() or 0
    done: int = LotInput.objects.filter(input_lot=lot, lot__kind=REWORK).aggregate(n=Sum("pieces", default=0))["n"]
    return verdict - done
