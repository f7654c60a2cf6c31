"""Owns persons in custody: who they are. Where and when they are held, their stays tell. Nothing here leaves the schema."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from core import clock

KINDS = ("narapidana", "tahanan", "anak")
# what stays of a record whose time is over: a pseudonym
REMOVED_NAME, REMOVED_MASK = "–", "••••"


class PersonQuerySet(models.QuerySet["Person"]):
    """The phrases in which persons are spoken of."""

    def held_on(self, day: date) -> "PersonQuerySet":
        """Whom a stay holds on `day`: the day of leaving no longer counts."""
        return self.filter(held_on(day))

    def in_card_order(self) -> "PersonQuerySet":
        """K-0002 before K-0010 before K-10000."""
        return self.order_by(Length("card_number"), "card_number")


def held_on(day: date, prefix: str = "") -> Q:
    """The condition of being held on `day`, for Person or, with a prefix ("person__"), for rows that point at one.

    At most one stay contains a day (`people_stay_once`), so no row comes twice.
    """
    return Q(**{f"{prefix}stays__during__contains": day})


class Person(models.Model):
    """A person known here. Register number and birth date are sealed; `adult_from` tells only from when 18 is certain.

    `adult_from` is the day of admission for an adult, the first of the month after the 18th birthday otherwise, so
    that the database can refuse a child in production without holding the birth date in clear. `detained_on` is when
    custody began, here or elsewhere. A second record of one human points to the first by `merged_into`.
    With `removed_at` the record is a pseudonym: it counts and carries the books, and tells nothing.
    """

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    card_number = models.CharField(max_length=12)
    register_sealed = models.BinaryField()
    register_hash = models.CharField(max_length=64)
    register_masked = models.CharField(max_length=40)
    birth_sealed = models.BinaryField()
    adult_from = models.DateField()
    detained_on = models.DateField(null=True)
    sentenced_on = models.DateField(null=True)
    release_on = models.DateField(null=True)
    assimilation_from = models.DateField(null=True)
    education = models.CharField(max_length=40, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    created = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)
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
                condition=Q(removed_at=None)
                | Q(
                    name=REMOVED_NAME,
                    register_masked=REMOVED_MASK,
                    detained_on=None,
                    sentenced_on=None,
                    release_on=None,
                    assimilation_from=None,
                    education="",
                ),
                name="people_person_removed",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="people_person_merged_elsewhere"
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
