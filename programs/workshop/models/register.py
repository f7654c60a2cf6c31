"""Owns the register's rows: a session, a person's working week with its caps, who was at a session and how long."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from core import clock
from programs.people.models import Consent, Enrolment, Person
from programs.records.models import Officer
from programs.workshop.models.agreements import Agreement
from programs.workshop.models.regime import WeeklySlot

PRESENT = "present"
ATTENDANCE = (PRESENT, "sick", "leave", "not_fetched", "not_today")
DAY_CAP, WEEK_CAP = 420, 2400  # minutes


def _is_set(field: str) -> models.GeneratedField:
    return models.GeneratedField(
        expression=models.ExpressionWrapper(Q(**{f"{field}__isnull": False}), output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )


class Session(models.Model):
    """A work session of one program on one day at one place, with a state officer on duty from begin to end.

    Planned ahead it is a session without marks, of a `slot`; cancelled it takes no marks. For a partner it names an
    agreement: `agreement_during` and `is_export` are copies that a composite key keeps equal to it (0002_chain).
    """

    program_code = models.CharField(max_length=40)
    place = models.CharField(max_length=60)
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    officer = models.ForeignKey(Officer, models.PROTECT)
    officer_is_state = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)
    is_closed = _is_set("closed_at")
    slot = models.ForeignKey(WeeklySlot, models.PROTECT, null=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True)
    agreement_during = DateRangeField(null=True)  # type: ignore[misc]  # the stubs know no nullable range
    is_export = models.BooleanField(default=False)
    is_partner = _is_set("agreement")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=80, blank=True)
    cancelled_reason = models.CharField(max_length=200, blank=True)
    is_cancelled = _is_set("cancelled_at")
    equipment_by = models.CharField(max_length=80, blank=True)
    equipment_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "day"], name="workshop_session_day"),
            models.UniqueConstraint(fields=["id", "is_closed"], name="workshop_session_closed"),
            models.UniqueConstraint(fields=["program_code", "place", "day", "starts"], name="workshop_session_once"),
            models.CheckConstraint(condition=Q(officer_is_state=True), name="workshop_session_state_officer"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="workshop_session_hours"),
            models.UniqueConstraint(
                fields=["id", "is_partner", "is_export", "is_cancelled"], name="workshop_session_terms"
            ),
            models.UniqueConstraint(fields=["slot", "day"], name="workshop_session_slot_once"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by="", cancelled_reason="")
                | Q(cancelled_at__isnull=False, closed_at=None) & ~Q(cancelled_by="") & ~Q(cancelled_reason=""),
                name="workshop_session_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(agreement=None, agreement_during=None, is_export=False)
                | Q(agreement__isnull=False, agreement_during__isnull=False),
                name="workshop_session_agreement",
            ),
            models.CheckConstraint(
                condition=Q(agreement=None) | Q(cancelled_at__isnull=False) | Q(agreement_during__contains=F("day")),
                name="workshop_session_agreed_day",
            ),
            models.CheckConstraint(
                condition=Q(equipment_by="", equipment_at=None) | ~Q(equipment_by="") & Q(equipment_at__isnull=False),
                name="workshop_session_equipment",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="workshop_session_by_day")]

    def __str__(self) -> str:
        return f"{self.program_code} {self.day}"

    @property
    def default_minutes(self) -> int:
        """Minutes of who is present from begin to end, within the day's cap."""
        length = (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute
        return max(1, min(length, DAY_CAP))


class WorkWeek(models.Model):
    """A person's minutes in one week (Monday first), counted with each attendance, so that the caps can be constraints.

    Caps of product rule 1 (7 h a day, 40 h a week, one rest day); a prison may lower them, never raise them.
    """

    person = models.ForeignKey(Person, models.PROTECT)
    monday = models.DateField()
    d1 = models.PositiveSmallIntegerField(default=0)
    d2 = models.PositiveSmallIntegerField(default=0)
    d3 = models.PositiveSmallIntegerField(default=0)
    d4 = models.PositiveSmallIntegerField(default=0)
    d5 = models.PositiveSmallIntegerField(default=0)
    d6 = models.PositiveSmallIntegerField(default=0)
    d7 = models.PositiveSmallIntegerField(default=0)
    day_cap = models.PositiveSmallIntegerField(default=DAY_CAP)
    week_cap = models.PositiveSmallIntegerField(default=WEEK_CAP)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "monday"], name="workshop_week_once"),
            models.CheckConstraint(
                condition=Q(day_cap__lte=DAY_CAP, week_cap__lte=WEEK_CAP), name="workshop_week_caps"
            ),
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="workshop_week_monday"),
            models.CheckConstraint(
                condition=Q(**{f"d{n}__lte": F("day_cap") for n in range(1, 8)}), name="workshop_week_day_cap"
            ),
            models.CheckConstraint(
                condition=Q(
                    week_cap__gte=F("d1") + F("d2") + F("d3") + F("d4") + F("d5") + F("d6") + F("d7"),
                ),
                name="workshop_week_week_cap",
            ),
            models.CheckConstraint(
                condition=Q(d1=0) | Q(d2=0) | Q(d3=0) | Q(d4=0) | Q(d5=0) | Q(d6=0) | Q(d7=0),
                name="workshop_week_rest_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.monday}"

    @property
    def days(self) -> tuple[int, ...]:
        """Minutes of Monday to Sunday."""
        return (self.d1, self.d2, self.d3, self.d4, self.d5, self.d6, self.d7)

    @property
    def minutes(self) -> int:
        """Minutes of the whole week."""
        return sum(self.days)

    def minutes_on(self, day: date) -> int:
        """Minutes of one day of this week."""
        return self.days[day.weekday()]

    def is_past(self, percent: int, day: date) -> bool:
        """At least `percent` of the cap of `day` or of the week is used."""
        is_long_day = self.minutes_on(day) * 100 >= self.day_cap * percent
        return is_long_day or self.minutes * 100 >= self.week_cap * percent

    @property
    def is_within_caps(self) -> bool:
        """What the constraints demand: no day and no week too long, and a day of rest."""
        return max(self.days) <= self.day_cap and self.minutes <= self.week_cap and min(self.days) == 0


def _consented(which: str, purpose: str) -> Q:
    """A consent of the right purpose covers the day; every part is needed, since NULL passes a check."""
    told = {f"{which}_consent__isnull": False, f"{which}_during__isnull": False, f"{which}_purpose": purpose}
    return Q(**told, **{f"{which}_during__contains": F("day")})


class Attendance(models.Model):
    """One person at one session. Only who is enrolled on that day can be entered: composite keys, see 0002_chain.

    Who is present at a session for a partner consents to it that day, and to export where the agreement is for it: the
    session's terms and the consents' days are copies too. Nobody is present at a cancelled session.
    """

    session = models.ForeignKey(Session, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT)
    enrolment_during = DateRangeField()
    day = models.DateField()
    state = models.CharField(max_length=12)
    minutes = models.PositiveSmallIntegerField(default=0)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    session_is_partner = models.BooleanField(default=False)
    session_is_export = models.BooleanField(default=False)
    session_is_cancelled = models.BooleanField(default=False)
    partner_consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+")
    partner_purpose = models.CharField(max_length=12, default="partner_work")
    partner_during = DateRangeField(null=True)  # type: ignore[misc]
    export_consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+")
    export_purpose = models.CharField(max_length=12, default="export")
    export_during = DateRangeField(null=True)  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="workshop_attendance_once"),
            models.UniqueConstraint(fields=["session", "person", "state"], name="workshop_attendance_present"),
            models.CheckConstraint(condition=Q(state__in=ATTENDANCE), name="workshop_attendance_state"),
            models.CheckConstraint(
                condition=Q(state=PRESENT, minutes__gt=0) | (~Q(state=PRESENT) & Q(minutes=0)),
                name="workshop_attendance_minutes",
            ),
            models.CheckConstraint(
                condition=Q(enrolment_during__contains=F("day")), name="workshop_attendance_enrolled"
            ),
            models.CheckConstraint(
                condition=Q(session_is_partner=False) | ~Q(state=PRESENT) | _consented("partner", "partner_work"),
                name="workshop_attendance_partner",
            ),
            models.CheckConstraint(
                condition=Q(session_is_export=False) | ~Q(state=PRESENT) | _consented("export", "export"),
                name="workshop_attendance_export",
            ),
            models.CheckConstraint(
                condition=Q(session_is_cancelled=False) | ~Q(state=PRESENT), name="workshop_attendance_held"
            ),
        ]
        indexes = [models.Index(fields=["day", "person"], name="workshop_attendance_by_day")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id}"
