"""Owns what was made: a lot of one session, who made how much of it, and the verdict of another person."""

from django.db import models
from django.db.models import F, Q

from core import clock
from programs.people.models import Person
from programs.workshop.models.register import PRESENT, Session


class Lot(models.Model):
    """Pieces of one product made in one session. Its code is the only thing about it that leaves the prison."""

    code = models.CharField(max_length=30)
    session = models.ForeignKey(Session, models.PROTECT)
    program_code = models.CharField(max_length=40)
    product_code = models.CharField(max_length=40)
    made_on = models.DateField()
    produced = models.PositiveIntegerField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="workshop_lot_code"),
            models.UniqueConstraint(fields=["id", "produced", "recorded_by"], name="workshop_lot_recorded"),
            models.UniqueConstraint(fields=["id", "session"], name="workshop_lot_session"),
            models.CheckConstraint(condition=Q(produced__gt=0), name="workshop_lot_not_empty"),
        ]
        indexes = [models.Index(fields=["product_code", "made_on"], name="workshop_lot_product")]

    def __str__(self) -> str:
        return self.code


class LotMaker(models.Model):
    """Who made how many pieces of a lot, in how many minutes; only people present at the lot's session.

    `attendance_state` is a copy that a composite foreign key ties to the attendance (0002_chain): who made pieces was
    present, and cannot be marked otherwise afterwards.
    """

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="makers")
    session = models.ForeignKey(Session, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT)
    attendance_state = models.CharField(max_length=12, default=PRESENT)
    pieces = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "person"], name="workshop_maker_once"),
            models.CheckConstraint(condition=Q(attendance_state=PRESENT), name="workshop_maker_present"),
            models.CheckConstraint(condition=Q(pieces__gt=0), name="workshop_maker_pieces"),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.person_id}"


class Inspection(models.Model):
    """The verdict on a lot: accepted, rejected and rework pieces, which sum to what was produced.

    Never by who recorded the lot (product rule 13): `produced` and `recorded_by` are copies tied to the lot.
    """

    lot = models.OneToOneField(Lot, models.PROTECT)
    produced = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    rework = models.PositiveIntegerField(default=0)
    recorded_by = models.CharField(max_length=80)
    inspected_by = models.CharField(max_length=80)
    inspected_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(produced=F("accepted") + F("rejected") + F("rework")), name="workshop_inspection_sums"
            ),
            models.CheckConstraint(
                condition=~Q(inspected_by=F("recorded_by")), name="workshop_inspection_other_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.accepted}"
