"""Owns goods in lots: where a lot comes from, who made how much of it, and which lots and materials went into it."""

from django.db import models
from django.db.models import F, Q

from core import clock
from programs.people.models import Person
from programs.workshop.models.materials import OWNERS, Material
from programs.workshop.models.register import PRESENT, Session

MADE, REWORK, SPLIT, MERGE, ARRIVAL = "made", "rework", "split", "merge", "arrival"
LOT_KINDS = (MADE, REWORK, SPLIT, MERGE, ARRIVAL)
WORKED_KINDS = (MADE, REWORK)  # somebody worked on them in a session: only these earn premi
INSPECTED_KINDS = (MADE, REWORK, ARRIVAL)  # the pieces of a split or a merged lot were inspected before


class Lot(models.Model):
    """Pieces of one product from one source. Its code is the only thing about it that leaves the prison.

    `made` and `rework` come of a session; `split` and `merge` of other lots here; `arrival` of another prison, whose
    code for it is `origin_code` in the consignment named.
    """

    code = models.CharField(max_length=30)
    kind = models.CharField(max_length=8, default=MADE)
    owner = models.CharField(max_length=8, default="own")
    session = models.ForeignKey(Session, models.PROTECT, null=True)
    program_code = models.CharField(max_length=40)
    product_code = models.CharField(max_length=40)
    made_on = models.DateField()
    produced = models.PositiveIntegerField()
    origin_code = models.CharField(max_length=30, blank=True)
    consignment = models.CharField(max_length=60, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="workshop_lot_code"),
            models.UniqueConstraint(fields=["id", "produced", "recorded_by"], name="workshop_lot_recorded"),
            models.UniqueConstraint(fields=["id", "session"], name="workshop_lot_session"),
            models.UniqueConstraint(
                fields=["consignment", "origin_code"], condition=~Q(origin_code=""), name="workshop_lot_arrived_once"
            ),
            models.CheckConstraint(condition=Q(produced__gt=0), name="workshop_lot_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=LOT_KINDS), name="workshop_lot_kind"),
            models.CheckConstraint(condition=Q(owner__in=OWNERS), name="workshop_lot_owner"),
            models.CheckConstraint(
                condition=Q(kind__in=WORKED_KINDS, session__isnull=False)
                | (~Q(kind__in=WORKED_KINDS) & Q(session=None)),
                name="workshop_lot_worked",
            ),
            models.CheckConstraint(
                condition=(Q(kind=ARRIVAL) & ~Q(origin_code="") & ~Q(consignment=""))
                | (~Q(kind=ARRIVAL) & Q(origin_code="", consignment="")),
                name="workshop_lot_arrived",
            ),
        ]
        indexes = [models.Index(fields=["product_code", "made_on"], name="workshop_lot_product")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_worked(self) -> bool:
        """Somebody here made or reworked it in a session."""
        return self.kind in WORKED_KINDS

    @property
    def is_inspected_itself(self) -> bool:
        """It needs a verdict of its own."""
        return self.kind in INSPECTED_KINDS


class LotMaker(models.Model):
    """Who made how many pieces of a lot, at which step of the work, in how many minutes; only people of the session.

    `attendance_state` is a copy that a composite foreign key ties to the attendance (0002_chain): who made pieces was
    present, and cannot be marked otherwise afterwards. `step` is empty where steps are not told apart.
    """

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="makers")
    session = models.ForeignKey(Session, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT)
    attendance_state = models.CharField(max_length=12, default=PRESENT)
    step = models.CharField(max_length=40, blank=True)
    pieces = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "person", "step"], name="workshop_maker_once"),
            models.CheckConstraint(condition=Q(attendance_state=PRESENT), name="workshop_maker_present"),
            models.CheckConstraint(condition=Q(pieces__gt=0), name="workshop_maker_pieces"),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.person_id}"


class LotInput(models.Model):
    """What went into a lot: pieces of a lot recorded before it, or a quantity of a material. Append-only.

    An input has the lower number, so that no lot can ever go into itself, however many lie between.
    """

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="inputs")
    input_lot = models.ForeignKey(Lot, models.PROTECT, null=True, related_name="outputs")
    pieces = models.PositiveIntegerField(null=True)
    material = models.ForeignKey(Material, models.PROTECT, null=True, related_name="inputs")
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "input_lot"], name="workshop_input_lot_once"),
            models.CheckConstraint(
                condition=Q(input_lot__isnull=False, pieces__gt=0, material=None, quantity=None)
                | Q(input_lot=None, pieces=None, material__isnull=False, quantity__gt=0),
                name="workshop_input_one",
            ),
            models.CheckConstraint(
                condition=Q(input_lot=None) | Q(input_lot__lt=F("lot")), name="workshop_input_older"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.input_lot_id or self.material_id} > {self.lot_id}"
