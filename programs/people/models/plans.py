"""Owns a person's own plans, business and release, version by version. There is no score of any kind (product rule 7)."""

from django.db import models
from django.db.models import Q

from core import clock
from programs.people.models.persons import Person

PLANS = ("business", "release")
# the ten facts of a business plan: each is true or not yet, with a date and who noted it; nothing counts them
TEN_FACTS = (
    "product-chosen",
    "sample-made",
    "cost-known",
    "price-set",
    "buyer-named",
    "tools-known",
    "capital-known",
    "place-found",
    "licence-known",
    "books-practised",
)


class Plan(models.Model):
    """One version of a plan: `facts` are the person's own words and amounts, `noted` the ten facts with date and name."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    mentor = models.CharField(max_length=120, blank=True)
    facts = models.JSONField()
    noted = models.JSONField(default=dict)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "version"], name="people_plan_version"),
            models.CheckConstraint(condition=Q(kind__in=PLANS), name="people_plan_kind"),
            models.CheckConstraint(condition=~Q(kind="business", mentor=""), name="people_plan_mentored"),
            models.CheckConstraint(condition=Q(kind="business") | Q(noted={}), name="people_plan_noted"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id} {self.version}"
