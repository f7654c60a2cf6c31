"""Owns materials: received once, then used in a lot, wasted, returned or counted; never more goes than is there."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, NotFound, Refused
from programs.records.refusals import translated
from programs.records.selectors import local_today, this_prison
from programs.records.services import record
from programs.workshop import selectors
from programs.workshop.models import Lot, LotInput, Material, MaterialMovement
from programs.workshop.services.days import check_open_day
from programs.workshop.services.refusals import REFUSALS

MOST = Decimal("99999999.999")
THOUSANDTH = Decimal("0.001")
LONGEST = {"supplier": 120, "reason": 200}
MOST_RUPIAH = 1_000_000_000_000


@dataclass(frozen=True)
class Delivery:
    """What came in: which material of the plan, how much in its unit, from whom, whose it is, what a unit cost (rupiah)."""

    material_code: str
    quantity: Decimal
    supplier: str
    received_on: date
    expires_on: date | None = None
    owner: str = "own"
    agreement: int | None = None
    unit_cost: int = 0


def receive_material(delivery: Delivery, *, by: str) -> Material:
    """Enter a delivery under a code of its own.

    Raises NotFound for a material no programme here uses, Refused for a quantity that is not positive or has more than
    three decimals, a day ahead, an expiry before it came, a partner's material without its agreement.
    """
    planned = selectors.planned_materials(this_prison()).get(delivery.material_code)
    if planned is None:
        rule = _("No programme of this prison uses such a material.")
        raise NotFound(code="material-unplanned", field="material_code", value=delivery.material_code[:60], rule=rule)
    _check_quantity(delivery.quantity)
    _check_delivery(delivery)
    with translated(REFUSALS, value=delivery.material_code), transaction.atomic():
        material = Material.objects.create(
            code=_next_code(delivery.received_on),
            material_code=delivery.material_code,
            supplier=delivery.supplier.strip(),
            owner=delivery.owner,
            agreement_id=delivery.agreement,
            received_on=delivery.received_on,
            expires_on=delivery.expires_on,
            unit=planned.unit,
            unit_cost=delivery.unit_cost,
            balance=delivery.quantity,
        )
        _note(material, "received", delivery.quantity, day=delivery.received_on, by=by)
    return material


def use_material(material: int, quantity: Decimal, *, lot: int, by: str, version: int | None = None) -> None:
    """Take a quantity of a delivery into a lot. A partner's material goes into a partner's lot.

    Raises NotFound, Refused for a quantity that is not positive, an expired material, one that came after the lot was
    made, or an owner that does not fit; Conflict when less is there or the delivery changed since `version`.
    """
    with translated(REFUSALS, value=quantity), transaction.atomic():
        take_into_lot(selectors.lot_for_change(lot), material, quantity, by=by, version=version)


def take_into_lot(lot: Lot, material: int, quantity: Decimal, *, by: str, version: int | None = None) -> None:
    """As `use_material`; the caller holds the lot and translates refusals."""
    _check_quantity(quantity)
    row = _held(material, version)
    if row.expires_on is not None and row.expires_on < lot.made_on:
        rule = _("This material expired on %(day)s; take it out of stock as wasted.")
        expired = {"day": f"{row.expires_on:%d-%m-%Y}"}
        raise Refused(code="material-expired", field="material", value=row.code, rule=rule % expired)
    if row.received_on > lot.made_on:
        rule = _("The lot was made before this material came.")
        raise Refused(code="material-later", field="material", value=row.code, rule=rule)
    if row.owner == "partner" and lot.owner != "partner":
        rule = _("A partner's material goes into a lot that is the partner's.")
        raise Refused(code="owner-differs", field="material", value=row.code, rule=rule)
    _move(row, "used", -quantity, lot=lot, day=lot.made_on, by=by)
    LotInput.objects.create(lot=lot, material=row, quantity=quantity)


def waste_material(material: int, quantity: Decimal, *, reason: str, by: str, version: int | None = None) -> None:
    """Take a quantity out as wasted, with the reason. Raises as `use_material`, and Refused without a reason."""
    _take(material, "wasted", quantity, reason=_checked_reason(reason), by=by, version=version)


def return_material(material: int, quantity: Decimal, *, by: str, version: int | None = None) -> None:
    """Give a quantity back to the partner it belongs to. Raises as `use_material`, and Refused for the prison's own."""
    _take(material, "returned", quantity, reason="", by=by, version=version)


def count_material(material: int, counted: Decimal, *, reason: str, by: str, version: int | None = None) -> None:
    """Set what is left to what was counted, with the reason of the difference; the same number changes nothing.

    Raises NotFound, Refused for a number below zero or without a reason, Conflict when it changed since `version`.
    """
    if not counted.is_finite() or not 0 <= counted <= MOST or counted != counted.quantize(THOUSANDTH):
        rule = _("A quantity counted is 0 or more, with at most three decimals.")
        raise Refused(code="quantity-unfit", field="quantity", value=str(counted)[:30], rule=rule)
    said = _checked_reason(reason)
    with translated(REFUSALS, value=counted), transaction.atomic():
        row = _held(material, version)
        if counted != row.balance:
            _move(row, "counted", counted - row.balance, reason=said, day=local_today(), by=by)


def _take(material: int, kind: str, quantity: Decimal, *, reason: str, by: str, version: int | None) -> None:
    _check_quantity(quantity)
    with translated(REFUSALS, value=quantity), transaction.atomic():
        row = _held(material, version)
        if kind == "returned" and row.owner != "partner":
            rule = _("Only a partner's material is given back.")
            raise Refused(code="owner-differs", field="material", value=row.code, rule=rule)
        _move(row, kind, -quantity, reason=reason, day=local_today(), by=by)


def _held(material: int, version: int | None) -> Material:
    row = Material.objects.select_for_update(no_key=True).filter(pk=material).first()
    if row is None:
        rule = _("There is no such material here.")
        raise NotFound(code="material-unknown", field="material", value=material, rule=rule)
    if version is not None and version != row.version:
        rule = _("This material changed in the meantime. Look at what is left and save again.")
        raise Conflict(code="material-changed", field="material", value=row.code, rule=rule)
    return row


def _move(
    row: Material, kind: str, change: Decimal, *, day: date, by: str, reason: str = "", lot: Lot | None = None
) -> None:
    if row.balance + change < 0:
        rule = _("Only %(left)s %(unit)s are left of it.") % {"left": f"{row.balance.normalize():f}", "unit": row.unit}
        raise Conflict(code="material-short", field="quantity", value=str(-change), rule=rule)
    row.balance += change
    row.version += 1
    row.save(update_fields=["balance", "version"])
    _note(row, kind, change, day=day, by=by, reason=reason, lot=lot)


def _note(
    row: Material, kind: str, change: Decimal, *, day: date, by: str, reason: str = "", lot: Lot | None = None
) -> None:
    check_open_day(day)
    MaterialMovement.objects.create(material=row, kind=kind, change=change, day=day, by=by, reason=reason, lot=lot)
    subject = f"material:{row.pk}"
    record(f"material.{kind}", by=by, subject=subject, change=str(change), lot=lot.pk if lot else None)


def _check_quantity(quantity: Decimal) -> None:
    if not quantity.is_finite() or not 0 < quantity <= MOST or quantity != quantity.quantize(THOUSANDTH):
        rule = _("A quantity is above 0, with at most three decimals.")
        raise Refused(code="quantity-unfit", field="quantity", value=str(quantity)[:30], rule=rule)


def _check_delivery(delivery: Delivery) -> None:
    if delivery.received_on > local_today():
        rule = _("A delivery is entered on its day or afterwards, not ahead.")
        raise Refused(code="day-ahead", field="received_on", value=delivery.received_on.isoformat(), rule=rule)
    if not 0 <= delivery.unit_cost <= MOST_RUPIAH:
        raise Refused(code="cost-unfit", field="unit_cost", value=delivery.unit_cost, rule=_("A cost is 0 or more."))
    if not delivery.supplier.strip():
        raise Refused(code="supplier-missing", field="supplier", value="", rule=_("Write who delivered it."))
    if len(delivery.supplier.strip()) > LONGEST["supplier"]:
        rule = _("Write at most %(longest)d characters.") % {"longest": LONGEST["supplier"]}
        raise Refused(code="text-length", field="supplier", value=len(delivery.supplier), rule=rule)
    if delivery.agreement is not None:
        selectors.agreement(delivery.agreement)


def _checked_reason(reason: str) -> str:
    said = reason.strip()
    if not 0 < len(said) <= LONGEST["reason"]:
        rule = _("Write the reason, in at most %(longest)d characters.") % {"longest": LONGEST["reason"]}
        raise Refused(code="reason-missing", field="reason", value=len(said), rule=rule)
    return said


def _next_code(day: date) -> str:
    """The next free code of the day: B-261124-01. Held until the transaction ends, so that no two share it."""
    with connection.cursor() as cursor:
        lock = f"workshop.materials/{this_prison()}/{day}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [lock])
    return f"B-{day:%y%m%d}-{Material.objects.filter(received_on=day).count() + 1:02d}"
