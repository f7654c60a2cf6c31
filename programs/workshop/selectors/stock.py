"""Owns reading stock: pieces of each product at each place, and the movements that led there."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from programs.workshop.models import StockBalance, StockMovement


@dataclass(frozen=True)
class StockRow:
    """Pieces of one product that are the prison's own: in the workshop, on the marketplace, on their way elsewhere."""

    product_code: str
    workshop: int
    marketplace: int
    transit: int = 0


def stock() -> list[StockRow]:
    """Every product that was ever in stock, by code (one query)."""
    sums = (
        StockBalance.objects.filter(lot__owner="own")
        .order_by("lot__product_code")
        .values_list("lot__product_code")
        .annotate(
            workshop=Sum("pieces", filter=Q(place="workshop"), default=0),
            marketplace=Sum("pieces", filter=Q(place="marketplace"), default=0),
            transit=Sum("pieces", filter=Q(place="transit"), default=0),
        )
    )
    return [StockRow(*row) for row in sums]


def movements() -> QuerySet[StockMovement]:
    """Every movement, newest first. Selects the lot."""
    return StockMovement.objects.select_related("lot").order_by("-at", "-pk")
