"""Owns what a person learnt: each attempt at a module of the template, dated, with its mark where the module is assessed."""

from django.db import models
from django.db.models import Q

from core import clock
from programs.people.models.persons import Person

BEST_MARK = 100
_REFERENCE = r"^[a-z][a-z0-9-]*@[1-9][0-9]*$"


class ModuleResult(models.Model):
    """A person attended a module of one version of a template on a day: hours and, where it is assessed, a mark and by whom."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="module_results")
    program_code = models.CharField(max_length=40)
    module_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    reference = models.CharField(max_length=50)
    attempt = models.PositiveSmallIntegerField(default=1)
    attended_on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    is_assessed = models.BooleanField()
    mark = models.PositiveSmallIntegerField(null=True)
    assessor = models.CharField(max_length=120, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "program_code", "module_code", "attempt"], name="people_moduleresult_once"
            ),
            models.CheckConstraint(condition=Q(attempt__gte=1), name="people_moduleresult_attempt"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="people_moduleresult_hours"),
            models.CheckConstraint(
                condition=Q(mark=None) | Q(mark__range=(0, BEST_MARK)), name="people_moduleresult_mark"
            ),
            models.CheckConstraint(
                condition=Q(Q(is_assessed=True, mark__isnull=False), ~Q(assessor=""))
                | Q(is_assessed=False, mark__isnull=True),
                name="people_moduleresult_assessed",
            ),
            models.CheckConstraint(condition=Q(reference__regex=_REFERENCE), name="people_moduleresult_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.cites} {self.person_id}"

    @property
    def cites(self) -> str:
        """The module of its time: "indramayu@1/CS-M1"."""
        return f"{self.reference}/{self.module_code}"
