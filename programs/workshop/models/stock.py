"""Owns where the pieces of a lot lie, each move of them, and each count of what lies there."""

from django.db import models
from django.db.models import F, Q

from core import clock
from programs.workshop.models.lots import Lot

PLACES = ("workshop", "marketplace", "transit")
# what is not a place: pieces come from the first and go to the second
SOURCES = ("made", "arrived", "found", "regrouped")
SINKS = ("sold", "written_off", "regrouped", "used", "sent", "handed_over")


class StockBalance(models.Model):
    """Pieces of a lot at a place. Never below zero: a movement that would need more fails in the database."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="balances")
    place = models.CharField(max_length=12)
    pieces = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "place"], name="workshop_balance_once"),
            models.CheckConstraint(condition=Q(pieces__gte=0), name="workshop_balance_not_negative"),
            models.CheckConstraint(condition=Q(place__in=PLACES), name="workshop_balance_place"),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.place} {self.pieces}"


class StockMovement(models.Model):
    """Pieces moved from one place to another; append-only. `reference` ties it to its cause (a part, a release)."""

    lot = models.ForeignKey(Lot, models.PROTECT)
    from_place = models.CharField(max_length=12)
    to_place = models.CharField(max_length=12)
    pieces = models.PositiveIntegerField()
    reference = models.CharField(max_length=60)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "reference", "to_place"], name="workshop_movement_once"),
            models.CheckConstraint(condition=Q(pieces__gt=0), name="workshop_movement_positive"),
            models.CheckConstraint(
                condition=Q(from_place__in=(*PLACES, *SOURCES), to_place__in=(*PLACES, *SINKS))
                & ~Q(from_place=F("to_place"))
                & (Q(from_place__in=PLACES) | Q(to_place__in=PLACES)),
                name="workshop_movement_places",
            ),
        ]
        indexes = [
            models.Index(fields=["reference"], name="workshop_movement_reference"),
            models.Index(fields=["at"], name="workshop_movement_at"),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.from_place}>{self.to_place} {self.pieces}"


class StockTake(models.Model):
    """A count of what lies in the workshop on a day, done and closed once; its differences are movements. Append-only.

    `lines` are rows of lot, expected, counted and reason. The marketplace is not counted here: its reservations are not
    known to the workshop.
    """

    place = models.CharField(max_length=12, default="workshop")
    day = models.DateField()
    lines = models.JSONField(default=list)
    by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="workshop_stocktake_once"),
            models.CheckConstraint(condition=Q(place="workshop"), name="workshop_stocktake_place"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.day}"
