"""Owns materials by lot: what was received from whom, whose it is, how much is left, and every change of it."""

from django.db import models
from django.db.models import F, Q

from core import clock

OWNERS = ("own", "partner")
RECEIVED, USED, RETURNED, WASTED, COUNTED = "received", "used", "returned", "wasted", "counted"
MATERIAL_MOVES = (RECEIVED, USED, RETURNED, WASTED, COUNTED)


class Material(models.Model):
    """One delivery of one material. `balance` is what is left of it, never below zero, in `unit` with three decimals.

    A partner's material names the agreement under which it lies here and never enters the prison's own sums.
    `unit_cost` is whole rupiah.
    """

    code = models.CharField(max_length=30)
    material_code = models.CharField(max_length=60)
    supplier = models.CharField(max_length=120)
    owner = models.CharField(max_length=8, default="own")
    agreement = models.ForeignKey("workshop.Agreement", models.PROTECT, null=True)
    received_on = models.DateField()
    expires_on = models.DateField(null=True)
    unit = models.CharField(max_length=20)
    unit_cost = models.PositiveBigIntegerField(default=0)
    balance = models.DecimalField(max_digits=14, decimal_places=3)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="workshop_material_code"),
            models.CheckConstraint(condition=Q(balance__gte=0), name="workshop_material_not_negative"),
            models.CheckConstraint(
                condition=Q(owner="own", agreement=None) | Q(owner="partner", agreement__isnull=False),
                name="workshop_material_owner",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("received_on")), name="workshop_material_expiry"
            ),
        ]
        indexes = [models.Index(fields=["material_code", "received_on"], name="workshop_material_by_code")]

    def __str__(self) -> str:
        return self.code


class MaterialMovement(models.Model):
    """One change of a material's balance: up for what came, down for what went. Append-only.

    What is used names the lot it went into; what is wasted or counted differently names the reason.
    """

    material = models.ForeignKey(Material, models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=8)
    change = models.DecimalField(max_digits=14, decimal_places=3)
    lot = models.ForeignKey("workshop.Lot", models.PROTECT, null=True)
    day = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RECEIVED, change__gt=0)
                | Q(kind__in=(USED, RETURNED, WASTED), change__lt=0)
                | (Q(kind=COUNTED) & ~Q(change=0)),
                name="workshop_material_move_sign",
            ),
            models.CheckConstraint(
                condition=Q(kind=USED, lot__isnull=False) | (~Q(kind=USED) & Q(lot=None)),
                name="workshop_material_move_lot",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=(WASTED, COUNTED)) | ~Q(reason=""), name="workshop_material_move_reason"
            ),
            models.UniqueConstraint(
                fields=["material"], condition=Q(kind=RECEIVED), name="workshop_material_received_once"
            ),
        ]
        indexes = [models.Index(fields=["day", "kind"], name="workshop_material_move_day")]

    def __str__(self) -> str:
        return f"{self.material_id} {self.kind} {self.change}"
