"""Owns where goods may go: dated, cited destination rules, days on the way, and the evidence that an order abroad needs."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from core import clock


class DestinationRule(models.Model):
    """One dated rule for one country ("*" for every other one) and scope. Source: reference/destination_rules.csv."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    country = models.CharField(max_length=2)
    scope = models.CharField(max_length=12)
    decision = models.CharField(max_length=20)
    legal_reference = models.CharField(max_length=300, blank=True)
    summary = models.TextField()
    source = models.TextField()
    is_verified = models.BooleanField()
    law_applies_from = models.CharField(max_length=10, blank=True)
    during = DateRangeField()
    as_of = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["block", "review", "allow_with_evidence", "domestic"]),
                name="trade_rule_decision",
            ),
            models.CheckConstraint(condition=Q(scope__in=["goods", "partner_wide"]), name="trade_rule_scope"),
            ExclusionConstraint(
                name="trade_rule_once",
                expressions=[
                    ("country", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.decision}"


class EvidenceItem(models.Model):
    """One thing a careful importer asks for. Source: reference/evidence_items.csv."""

    code = models.CharField(max_length=6, primary_key=True)
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    what_satisfies_it = models.TextField()
    who_provides = models.CharField(max_length=120)
    source = models.TextField()
    as_of = models.CharField(max_length=10)

    def __str__(self) -> str:
        return self.code


class EvidenceEntry(models.Model):
    """An item of an order's evidence file that was provided, by whom and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order_id = models.UUIDField()
    item = models.ForeignKey(EvidenceItem, models.PROTECT)
    provided_by = models.CharField(max_length=80)
    provided_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order_id", "item"], name="trade_evidence_once")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.item_id}"


class TransitTime(models.Model):
    """Days that a parcel takes to a province: from the province itself, its island group, any other one.

    Source: reference/transit_days.csv; `status` says how far a row is proven ("illustrative": not measured).
    """

    province_code = models.CharField(max_length=2, primary_key=True)
    island = models.CharField(max_length=20)
    days_same_province = models.PositiveSmallIntegerField()
    days_same_island = models.PositiveSmallIntegerField()
    days_other_island = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20)
    source = models.TextField()
    as_of = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    days_same_province__gt=0,
                    days_same_island__gte=F("days_same_province"),
                    days_other_island__gte=F("days_same_island"),
                ),
                name="trade_transit_grows",
            ),
        ]

    def __str__(self) -> str:
        return self.province_code
