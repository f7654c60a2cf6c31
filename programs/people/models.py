"""Owns persons in custody: who is held, what they consented to, where they are enrolled. Nothing here leaves the schema."""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from core import clock

KINDS = ("narapidana", "tahanan", "anak")
LEAVING = ("release", "transfer", "death")
PURPOSES = ("work", "partner_work", "export", "story", "sharing")


class Lasting:
    """What holds for a half-open range of days, `during`: the upper day no longer belongs to it."""

    during: Any

    @property
    def first_day(self) -> date | None:
        """The first day it holds; None when it never began or was always so."""
        return self.during.lower  # type: ignore[no-any-return]

    @property
    def last_day(self) -> date | None:
        """The last day it holds; None without end."""
        upper: date | None = self.during.upper
        return upper and upper - timedelta(days=1)

    def is_open_on(self, day: date) -> bool:
        """Holds on `day` or later: something is left to end."""
        return not self.during.isempty and (self.during.upper is None or self.during.upper > day)


class PersonQuerySet(models.QuerySet["Person"]):
    """The phrases in which persons are spoken of."""

    def held_on(self, day: date) -> "PersonQuerySet":
        """Admitted on or before `day` and not yet gone: the day of leaving no longer counts."""
        return self.filter(held_on(day))

    def in_card_order(self) -> "PersonQuerySet":
        """K-0002 before K-0010 before K-10000."""
        return self.order_by(Length("card_number"), "card_number")


def held_on(day: date, prefix: str = "") -> Q:
    """The condition of being held on `day`, for Person or, with a prefix ("person__"), for rows that point at one."""
    is_gone = Q(**{f"{prefix}left_on__lte": day})
    return Q(**{f"{prefix}admitted_on__lte": day}) & ~is_gone


class Person(models.Model):
    """A person held here. Register number and birth date are sealed; `adult_from` tells only from when 18 is certain.

    `adult_from` is the day of admission for an adult, the first of the month after the 18th birthday otherwise, so
    that the database can refuse a child in production without holding the birth date in clear.
    """

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    card_number = models.CharField(max_length=12)
    register_sealed = models.BinaryField()
    register_hash = models.CharField(max_length=64)
    register_masked = models.CharField(max_length=40)
    birth_sealed = models.BinaryField()
    adult_from = models.DateField()
    admitted_on = models.DateField()
    sentenced_on = models.DateField(null=True)
    release_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    left_reason = models.CharField(max_length=10, blank=True)
    assimilation_from = models.DateField(null=True)
    block = models.CharField(max_length=40, blank=True)
    risk = models.CharField(max_length=20, blank=True)
    education = models.CharField(max_length=40, blank=True)
    created = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register_hash"], name="people_person_register"),
            models.UniqueConstraint(fields=["card_number"], name="people_person_card"),
            models.UniqueConstraint(fields=["id", "kind", "adult_from"], name="people_person_gate"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="people_person_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="people_person_named"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("admitted_on")), name="people_person_left_after"
            ),
            models.CheckConstraint(
                condition=Q(left_reason="") | Q(left_on__isnull=False, left_reason__in=LEAVING),
                name="people_person_left_reason",
            ),
            models.CheckConstraint(
                condition=Q(assimilation_from=None) | ~Q(kind="tahanan"), name="people_person_assimilation"
            ),
        ]
        indexes = [models.Index(fields=["name"], name="people_person_name")]

    def __str__(self) -> str:
        return self.card_number

    @property
    def short_name(self) -> str:
        """First word and initials of the rest, at most three: what a register may show ("Budi S.")."""
        first, *rest = self.name.split()
        return " ".join([first, *(f"{word[0]}." for word in rest[:2])])


class Consent(Lasting, models.Model):
    """One consent for one purpose: which text, in which language, read aloud or not, who witnessed, from when until when.

    Withdrawn means that `during` ends. The enrolment that rests on it must end with it: the database refuses otherwise.
    """

    person = models.ForeignKey(Person, models.PROTECT)
    purpose = models.CharField(max_length=12)
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    read_aloud = models.BooleanField()
    witness = models.CharField(max_length=120)
    during = DateRangeField()
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "person", "purpose", "during"], name="people_consent_gate"),
            models.CheckConstraint(condition=Q(purpose__in=PURPOSES), name="people_consent_purpose"),
            models.CheckConstraint(condition=~Q(witness=""), name="people_consent_witnessed"),
            ExclusionConstraint(
                name="people_consent_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("purpose", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.person_id}"


class Enrolment(Lasting, models.Model):
    """A person in a program for a range of days. Hard gates are constraints (product rule 1), see 0002_gates.

    `person_kind`, `adult_from` and `consent_during` are copies that composite foreign keys keep equal to their source,
    so that one row can be checked: production for sale needs a convicted adult and a consent that covers every day.
    """

    person = models.ForeignKey(Person, models.PROTECT)
    person_kind = models.CharField(max_length=10)
    adult_from = models.DateField()
    program_code = models.CharField(max_length=40)
    purpose = models.CharField(max_length=10)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True)
    consent_purpose = models.CharField(max_length=12, default="work")
    consent_during = DateRangeField(null=True)  # type: ignore[misc]  # the stubs know no nullable range
    during = DateRangeField()
    enrolled_by = models.CharField(max_length=80)
    enrolled_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "person", "during"], name="people_enrolment_gate"),
            models.CheckConstraint(condition=Q(purpose__in=["sale", "training"]), name="people_enrolment_purpose"),
            models.CheckConstraint(
                condition=~Q(purpose="sale") | Q(person_kind="narapidana"), name="people_enrolment_convicted"
            ),
            models.CheckConstraint(
                condition=~Q(purpose="sale") | Q(during__lower_inf=False, during__startswith__gte=F("adult_from")),
                name="people_enrolment_adult",
            ),
            models.CheckConstraint(
                condition=~Q(purpose="sale")
                | Q(
                    consent__isnull=False,
                    consent_during__isnull=False,
                    consent_purpose="work",
                    during__contained_by=F("consent_during"),
                ),
                name="people_enrolment_consent",
            ),
            ExclusionConstraint(
                name="people_enrolment_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("program_code", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["program_code"], name="people_enrolment_program")]

    def __str__(self) -> str:
        return f"{self.program_code} {self.person_id}"
