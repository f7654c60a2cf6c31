"""Owns reading stock: pieces of each product at each place, and the movements that led there."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from programs.workshop.models import StockBalance, StockMovement, StockTake


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


def balances(*, product: str = "", owner: str = "", place: str = "", order: str = "newest") -> QuerySet[StockBalance]:
    """Pieces by lot and place where there are any, the newest lots first. Selects the lot."""
    found = StockBalance.objects.filter(pieces__gt=0).select_related("lot")
    keys = ("lot__made_on", "lot_id", "place") if order == "oldest" else ("-lot__made_on", "-lot_id", "place")
    for field, value in (("lot__product_code", product), ("lot__owner", owner), ("place", place)):
        if value:
            found = found.filter(**{field: value})
    return found.order_by(*keys)


@dataclass(frozen=True)
class BalanceSum:
    """Pieces of one product and owner at one place."""

    product_code: str
    owner: str
    place: str
    pieces: int


def balance_sums(found: QuerySet[StockBalance]) -> list[BalanceSum]:
    """Sums of balances by product, owner and place (one query)."""
    rows = found.order_by("lot__product_code", "lot__owner", "place").values_list(
        "lot__product_code", "lot__owner", "place"
    )
    return [BalanceSum(*row) for row in rows.annotate(total=Sum("pieces"))]


def stock_takes() -> QuerySet[StockTake]:
    """Counts of the workshop, the latest first."""
    return StockTake.objects.order_by("-day")
