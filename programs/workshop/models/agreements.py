"""Owns agreements with partners (PKS): what is made for whom, at which rates, under whose supervision, in which days."""

from datetime import date

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q

from core import clock
from programs.people.models.lasting import Lasting
from programs.records.models import Officer
from programs.workshop.models.materials import OWNERS

AGREEMENT_KINDS = ("maklon", "sale")


class Agreement(Lasting, models.Model):
    """A signed agreement with a partner. A session made for the partner lies within its days, see 0002_chain.

    Its clause of supervision names a state officer (ILO C29 art. 2(2)(c)): `supervisor_is_state` is a copy tied to the
    officer. `rates` are whole rupiah by product. Ended early, `during` ends with `ended_on`.
    """

    partner = models.CharField(max_length=120)
    number = models.CharField(max_length=80)
    signed_on = models.DateField()
    kind = models.CharField(max_length=8)
    material_by = models.CharField(max_length=8)
    is_export = models.BooleanField(default=False)
    programs = ArrayField(models.CharField(max_length=40))
    rates = models.JSONField()
    supervision = models.TextField()
    supervisor = models.ForeignKey(Officer, models.PROTECT)
    supervisor_is_state = models.BooleanField(default=True)
    during = DateRangeField()
    files = ArrayField(models.UUIDField(), default=list)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="workshop_agreement_once"),
            models.UniqueConstraint(fields=["id", "during", "is_export"], name="workshop_agreement_gate"),
            models.CheckConstraint(condition=~Q(partner="") & ~Q(number=""), name="workshop_agreement_named"),
            models.CheckConstraint(
                condition=Q(kind__in=AGREEMENT_KINDS, material_by__in=OWNERS), name="workshop_agreement_kind"
            ),
            models.CheckConstraint(
                condition=Q(supervisor_is_state=True) & ~Q(supervision=""), name="workshop_agreement_supervised"
            ),
            models.CheckConstraint(
                condition=~Q(programs=[]) & ~Q(rates={}) & ~Q(rates=[]), name="workshop_agreement_scope"
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=True) | Q(during__lower_inf=False, during__upper_inf=False),
                name="workshop_agreement_days",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_reason="")
                | Q(ended_on__isnull=False)
                & ~Q(ended_reason="")
                & (Q(during__isempty=True) | Q(during__endswith=F("ended_on"))),
                name="workshop_agreement_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def covers(self, day: date) -> bool:
        """The agreement holds on `day`."""
        first, last = self.first_day, self.last_day
        return first is not None and last is not None and first <= day <= last
