"""Owns where a person was held: each stay in a block, from when to when, why it began and why it ended."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from programs.people.models.lasting import Lasting
from programs.people.models.persons import Person

BEGINNINGS = ("admission", "transfer", "move", "merge")
LEAVING = ("release", "transfer", "death")
ENDINGS = (*LEAVING, "move", "merge")


class Stay(Lasting, models.Model):
    """A person held here, in one block, for a range of days; a move between blocks ends one stay and begins the next.

    Held on a day means that a stay contains it; coming back after a release or a transfer is a new stay of the same person.
    `began_on` is its first day also when it was ended on that day and so contains none. `sent_as` is the consignment
    with which the person was sent to another prison.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="stays")
    block = models.CharField(max_length=40, blank=True)
    began_on = models.DateField()
    began_by = models.CharField(max_length=10)
    ended_by = models.CharField(max_length=10, blank=True)
    sent_as = models.UUIDField(null=True)
    during = DateRangeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sent_as"], name="people_stay_sent_once"),
            models.CheckConstraint(condition=Q(sent_as=None) | Q(ended_by="transfer"), name="people_stay_sent"),
            models.CheckConstraint(condition=Q(began_by__in=BEGINNINGS), name="people_stay_began"),
            models.CheckConstraint(
                condition=Q(during__upper_inf=True, ended_by="")
                | Q(during__upper_inf=False, ended_by__in=ENDINGS)
                | Q(during__isempty=True, ended_by__in=ENDINGS),
                name="people_stay_ended",
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=True) | Q(during__lower_inf=False, during__startswith=F("began_on")),
                name="people_stay_begins",
            ),
            ExclusionConstraint(
                name="people_stay_once",
                expressions=[("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.began_by}"

    def holds(self, day: date) -> bool:
        """The stay contains the day."""
        return not self.during.isempty and day in self.during
