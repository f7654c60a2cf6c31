"""Owns the papers before enrolment: the board's decision with its decree, and the head's dated override of a soft gate."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from core import clock
from programs.people.models.lasting import Lasting
from programs.people.models.persons import Person

SOFT_GATES = ("decision", "clearance", "risk", "association", "places")
LONGEST_OVERRIDE = 30  # days, product rule 1


class Decision(Lasting, models.Model):
    """The board (TPP) decided that a person may take part in a program, and the head decreed it (SK), each with number and date."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="decisions")
    program_code = models.CharField(max_length=40)
    board_number = models.CharField(max_length=80)
    board_on = models.DateField()
    decree_number = models.CharField(max_length=80)
    decree_on = models.DateField()
    during = DateRangeField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(board_number="") & ~Q(decree_number=""), name="people_decision_numbered"
            ),
            models.CheckConstraint(condition=Q(decree_on__gte=F("board_on")), name="people_decision_order"),
            ExclusionConstraint(
                name="people_decision_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("program_code", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.decree_number


class Override(Lasting, models.Model):
    """The head lets a person pass one soft gate of one program, with a reason, for at most 30 days. Counted nationally."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="overrides")
    program_code = models.CharField(max_length=40)
    gate = models.CharField(max_length=12)
    reason = models.CharField(max_length=300)
    during = DateRangeField()
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(gate__in=SOFT_GATES), name="people_override_gate"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S.{9,}"), name="people_override_reason"),
            models.CheckConstraint(
                condition=Q(during__isempty=True)
                | Q(
                    during__lower_inf=False,
                    during__upper_inf=False,
                    during__endswith__lte=ExpressionWrapper(
                        F("during__startswith") + LONGEST_OVERRIDE, output_field=models.DateField()
                    ),
                ),
                name="people_override_short",
            ),
            ExclusionConstraint(
                name="people_override_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("program_code", RangeOperators.EQUAL),
                    ("gate", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.person_id}"
