"""Owns certificates inside the prison: for whom, for which skill, by which issuer; only its code leaves the schema with a name."""

from django.db import models
from django.db.models import F, Q

from core import clock
from programs.people.models.persons import Person

EDITIONS = ("neutral", "full")
# product rule 6: an issuer is a training partner, BLK or BNSP, and its name says nothing of custody
BRANDING = (
    r"lapas|rutan|lpka|lpas|bapas|penjara|pemasyarakatan|narapidana|tahanan|warga *binaan|napi|prison|"
    r"custod|inmate|jail|convict|correction"
)


class Certificate(models.Model):
    """A skill certified by an issuer outside the prison. The bearer chooses the edition in which it is printed.

    `modules` keeps what stands on the paper (code, titles, hours) as it was; a withdrawn one stays, with its reason.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    program_code = models.CharField(max_length=40)
    reference = models.CharField(max_length=50)
    code = models.CharField(max_length=30)
    edition = models.CharField(max_length=8, default="neutral")
    issuer = models.CharField(max_length=120)
    skill_id = models.CharField(max_length=120)
    skill_en = models.CharField(max_length=120)
    modules = models.JSONField()
    hours = models.DecimalField(max_digits=6, decimal_places=1)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=80)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="people_certificate_code"),
            models.UniqueConstraint(
                fields=["person", "program_code"], condition=Q(withdrawn_on=None), name="people_certificate_once"
            ),
            models.CheckConstraint(condition=Q(edition__in=EDITIONS), name="people_certificate_edition"),
            models.CheckConstraint(
                condition=~Q(issuer="") & ~Q(issuer__iregex=BRANDING), name="people_certificate_issuer"
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="people_certificate_hours"),
            models.CheckConstraint(
                condition=Q(Q(withdrawn_on__isnull=False, withdrawn_on__gte=F("issued_on")), ~Q(withdrawn_reason=""))
                | Q(withdrawn_on=None, withdrawn_reason=""),
                name="people_certificate_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.code
