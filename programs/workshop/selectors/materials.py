"""Owns reading materials: each delivery, what is left of a kind, how long it lasts, what is about to expire."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.workshop.models import Material, MaterialMovement

USE_DAYS = 30  # the mean use is of so many days
LOW_DAYS, EXPIRY_DAYS = 14, 14  # told so many days ahead
ORDERS = {"newest": ("-received_on", "-pk"), "oldest": ("received_on", "pk"), "expiry": ("expires_on", "pk")}


@dataclass(frozen=True)
class MaterialStock:
    """What is left of one material of one owner, used in the last 30 days, and how many days it lasts at that rate.

    `days_left` is None while nothing was used: it is not known.
    """

    material_code: str
    owner: str
    unit: str
    left: Decimal
    used: Decimal
    days_left: int | None

    @property
    def is_low(self) -> bool:
        """It lasts fewer than 14 days."""
        return self.days_left is not None and self.days_left < LOW_DAYS


def materials(*, material: str = "", owner: str = "", state: str = "", order: str = "") -> QuerySet[Material]:
    """Deliveries, newest first; of one material or owner, "left" or "expiring" (needs `expiring_by`)."""
    found = Material.objects.order_by(*ORDERS.get(order, ORDERS["newest"]))
    if material:
        found = found.filter(material_code=material)
    if owner:
        found = found.filter(owner=owner)
    return found.filter(balance__gt=0) if state == "left" else found


def material(pk: int) -> Material:
    """One delivery; raises NotFound."""
    row = Material.objects.filter(pk=pk).first()
    if row is None:
        rule = _("There is no such material here.")
        raise NotFound(code="material-unknown", field="material", value=pk, rule=rule)
    return row


def material_movements(pk: int) -> list[MaterialMovement]:
    """Everything that happened to a delivery, newest first. Selects the lot."""
    return list(MaterialMovement.objects.filter(material_id=pk).select_related("lot").order_by("-pk"))


def material_stock(day: date) -> list[MaterialStock]:
    """What is left of each material, a partner's apart from the prison's own (two queries)."""
    rows = Material.objects.order_by("material_code", "owner", "unit").values_list("material_code", "owner", "unit")
    since = day - timedelta(days=USE_DAYS - 1)
    moves = MaterialMovement.objects.filter(kind="used", day__range=(since, day)).order_by()
    used = {
        (code, owner, unit): -total
        for code, owner, unit, total in moves.values_list(
            "material__material_code", "material__owner", "material__unit"
        ).annotate(total=Sum("change"))
    }
    return [
        _stock(key, left, used.get(key, Decimal(0)))
        for *key_parts, left in rows.annotate(left=Sum("balance"))
        for key in [(key_parts[0], key_parts[1], key_parts[2])]
    ]


def _stock(key: tuple[str, str, str], left: Decimal, used: Decimal) -> MaterialStock:
    days = int(left * USE_DAYS / used) if used else None
    return MaterialStock(*key, left, used, days)


def expiring_materials(day: date) -> list[Material]:
    """Deliveries with something left that expire within 14 days or have expired, the first to expire first."""
    until = day + timedelta(days=EXPIRY_DAYS)
    return list(Material.objects.filter(balance__gt=0, expires_on__lte=until).order_by("expires_on", "pk"))


def low_materials(day: date) -> list[MaterialStock]:
    """Materials in use that last fewer than 14 days."""
    return [each for each in material_stock(day) if each.is_low]


def usable_materials(day: date) -> list[Material]:
    """Deliveries that something can be taken of on a day: received, not expired, not used up; the oldest first."""
    fresh = Q(expires_on=None) | Q(expires_on__gte=day)
    return list(Material.objects.filter(fresh, balance__gt=0, received_on__lte=day).order_by("received_on", "pk"))


def partner_materials(numbers: Sequence[int]) -> bool:
    """One of these deliveries is a partner's."""
    return Material.objects.filter(pk__in=numbers, owner="partner").exists()
