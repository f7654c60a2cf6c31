"""Owns when a prison works: slots of a week at their places, and the days that are closed or have other hours."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from core import clock
from programs.people.models.lasting import Lasting
from programs.records.models import Officer
from programs.workshop.models.agreements import Agreement

SPAN_KINDS = ("closed", "hours")
# hours of a day as a range, so that two slots can be compared; the day itself means nothing
HOURS = Func(
    F("starts"),
    F("ends"),
    arg_joiner=", DATE '2000-01-01' + ",
    output_field=DateTimeRangeField(),
    template="tsrange(DATE '2000-01-01' + %(expressions)s)",
)


class WeeklySlot(Lasting, models.Model):
    """One program works at one place on one weekday (1 is Monday) from begin to end, with a state officer on duty."""

    program_code = models.CharField(max_length=40)
    place = models.CharField(max_length=60)
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    officer = models.ForeignKey(Officer, models.PROTECT)
    officer_is_state = models.BooleanField(default=True)
    capacity = models.PositiveSmallIntegerField()
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True)
    during = DateRangeField()
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="workshop_slot_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="workshop_slot_hours"),
            models.CheckConstraint(condition=Q(capacity__gt=0), name="workshop_slot_capacity"),
            models.CheckConstraint(condition=Q(officer_is_state=True), name="workshop_slot_state_officer"),
            models.CheckConstraint(
                condition=Q(during__isempty=True) | Q(during__lower_inf=False), name="workshop_slot_begins"
            ),
            ExclusionConstraint(
                name="workshop_slot_place_free",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                    (HOURS, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program_code} {self.weekday}"


class CalendarSpan(Lasting, models.Model):
    """Days on which the workshop is closed, or works from `starts` to `ends` at most (Ramadan), and who says so."""

    during = DateRangeField()
    kind = models.CharField(max_length=6)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    title = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(source=""), name="workshop_span_titled"),
            models.CheckConstraint(
                condition=Q(kind="closed", starts=None, ends=None)
                | Q(kind="hours", starts__isnull=False, ends__gt=F("starts")),
                name="workshop_span_hours",
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=True) | Q(during__lower_inf=False, during__upper_inf=False),
                name="workshop_span_days",
            ),
            ExclusionConstraint(
                name="workshop_span_hours_once",
                expressions=[("during", RangeOperators.OVERLAPS)],
                condition=Q(kind="hours"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"
