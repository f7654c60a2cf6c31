"""Owns verdicts on lots and the values measured for them, with the limits that stood in the plan on that day."""

from django.db import models
from django.db.models import F, Q

from core import clock
from programs.workshop.models.lots import Lot

SEVERITIES = ("critical", "major", "minor")


class Inspection(models.Model):
    """The verdict on a lot: accepted, rejected and rework pieces, which sum to what was produced. Append-only.

    Never by who recorded the lot (product rule 13): `produced` and `recorded_by` are copies tied to the lot. `causes`
    are rows of verdict, cause (a characteristic of the plan or "other"), pieces and note. While a critical
    characteristic is outside its limits, all pieces are accepted only with a reason. `photo` is a stored file.
    """

    lot = models.OneToOneField(Lot, models.PROTECT)
    produced = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    rework = models.PositiveIntegerField(default=0)
    causes = models.JSONField(default=list)
    critical_outside = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    photo = models.UUIDField(null=True)
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
            models.CheckConstraint(
                condition=Q(critical_outside=0) | Q(accepted__lt=F("produced")) | ~Q(reason=""),
                name="workshop_inspection_critical",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.accepted}"


class Measurement(models.Model):
    """One value measured on one sample of a lot, with unit and limits as the plan had them. Append-only.

    `is_strict` when the upper limit itself is outside. A value that cannot exist is refused, not judged.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="measurements")
    characteristic = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    sample = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=12, decimal_places=3)
    unit = models.CharField(max_length=40)
    lower = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    upper = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    is_strict = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "characteristic", "sample"], name="workshop_measurement_once"
            ),
            models.CheckConstraint(condition=Q(severity__in=SEVERITIES), name="workshop_measurement_severity"),
            models.CheckConstraint(condition=Q(sample__gt=0), name="workshop_measurement_sample"),
            models.CheckConstraint(
                condition=Q(lower=None) | Q(upper=None) | Q(lower__lte=F("upper")), name="workshop_measurement_limits"
            ),
            models.CheckConstraint(
                condition=~Q(unit="pct") | Q(value__gte=0, value__lte=100), name="workshop_measurement_percent"
            ),
        ]
        indexes = [models.Index(fields=["characteristic"], name="workshop_measurement_plan")]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.characteristic} {self.sample}"

    @property
    def is_outside(self) -> bool:
        """The value is beyond a limit of the plan."""
        if self.lower is not None and self.value < self.lower:
            return True
        return self.upper is not None and (self.value > self.upper or (self.is_strict and self.value == self.upper))
