"""Owns the register of places and who may enter them: provinces, regional offices, prisons, hosts, memberships."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django_tenants.models import DomainMixin, TenantMixin

from core import clock

KINDS = ("lapas", "rutan", "lpka")
CLASSES = ("I", "IIA", "IIB", "II", "III")
CODE_PATTERN = r"^[A-Z][A-Z0-9]{1,9}$"


class RegionalOffice(models.Model):
    """A regional office (Kanwil Ditjenpas). Source: reference/regional_offices.csv."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=120)
    seat_city = models.CharField(max_length=80)
    source = models.TextField()
    as_of = models.CharField(max_length=10)

    def __str__(self) -> str:
        return self.name


class Province(models.Model):
    """A province with its time zone and regional office. Source: reference/provinces.csv."""

    code = models.CharField(max_length=2, primary_key=True)
    name_id = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    timezone = models.CharField(max_length=40)
    regional_office = models.ForeignKey(RegionalOffice, models.PROTECT)
    latitude = models.FloatField()
    longitude = models.FloatField()
    source = models.TextField()
    as_of = models.CharField(max_length=10)

    def __str__(self) -> str:
        return self.name_id


class KnownPrison(models.Model):
    """A prison of the register, onboarded or not; a sample with sources, not an official list."""

    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    specialism = models.CharField(max_length=20)
    prison_class = models.CharField(max_length=5)
    city = models.CharField(max_length=80)
    province = models.ForeignKey(Province, models.PROTECT)
    capacity = models.PositiveIntegerField(null=True)
    population = models.PositiveIntegerField(null=True)
    figures_status = models.CharField(max_length=20)
    source = models.TextField()
    as_of = models.CharField(max_length=10)

    def __str__(self) -> str:
        return self.name


class Prison(TenantMixin):
    """An onboarded prison. Schema, role and host are derived from the code once and stored; its row is its existence.

    `public_key` (X25519) seals what is sent here; the private one is in no table (docs/decisions/0007).
    """

    auto_create_schema = False
    auto_drop_schema = False

    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    prison_class = models.CharField(max_length=5)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    timezone = models.CharField(max_length=40)
    role_name = models.CharField(max_length=63, unique=True)
    public_key = models.BinaryField(default=bytes)
    is_demo = models.BooleanField(default=False)
    onboarded_at = models.DateTimeField(default=clock.now)
    suspended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=CODE_PATTERN), name="tenants_prison_code"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="tenants_prison_kind"),
            models.CheckConstraint(condition=Q(prison_class__in=CLASSES), name="tenants_prison_class"),
        ]

    def __str__(self) -> str:
        return self.name


class Domain(DomainMixin):
    """A host name of a prison, without port."""

    def __str__(self) -> str:
        return str(self.domain)


class Membership(models.Model):
    """One role of one account at one place (a prison, a region, or the nation) for a dated range.

    Checked at every request: revoked, it ends at the next one. A deputy's (Plh, Plt) names the decree and its end; a
    verifier may be lent by the regional office until a day. Nobody holds two of the four roles at one prison.
    """

    class Deputy(models.TextChoices):
        NONE = ""
        PLH = "plh"
        PLT = "plt"

    class Role(models.TextChoices):
        HEAD = "head"
        VERIFIER = "verifier"
        TREASURER = "treasurer"
        OFFICER = "officer"
        INSTRUCTOR = "instructor"
        COOPERATIVE = "cooperative"
        BAPAS = "bapas"
        COMPLAINT = "complaint"
        REGIONAL = "regional"
        ANALYST = "analyst"
        PUBLISHER = "publisher"

    PRISON_ROLES = ("head", "verifier", "treasurer", "officer", "instructor", "cooperative", "bapas", "complaint")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    role = models.CharField(max_length=12, choices=Role)
    prison = models.ForeignKey(Prison, models.CASCADE, null=True)
    region = models.ForeignKey(RegionalOffice, models.PROTECT, null=True)
    during = DateRangeField()
    decree = models.CharField(max_length=80, blank=True)
    deputy = models.CharField(max_length=3, choices=Deputy, blank=True)
    lent_by = models.ForeignKey(RegionalOffice, models.PROTECT, null=True, related_name="+")
    granted_by = models.CharField(max_length=80)
    granted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["analyst", "publisher"], prison=None, region=None)
                | Q(role="regional", prison=None, region__isnull=False)
                | Q(
                    role__in=[
                        "head",
                        "verifier",
                        "treasurer",
                        "officer",
                        "instructor",
                        "cooperative",
                        "bapas",
                        "complaint",
                    ],
                    prison__isnull=False,
                    region=None,
                ),
                name="tenants_membership_place",
            ),
            models.CheckConstraint(
                condition=Q(deputy="")
                | (Q(deputy__in=["plh", "plt"], prison__isnull=False, during__upper_inf=False) & ~Q(decree="")),
                name="tenants_membership_deputy",
            ),
            models.CheckConstraint(
                condition=Q(lent_by=None) | Q(role__in=["verifier", "complaint"], during__upper_inf=False),
                name="tenants_membership_lent",
            ),
            ExclusionConstraint(
                name="tenants_membership_four",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("prison", RangeOperators.EQUAL),
                    ("role", RangeOperators.NOT_EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=["head", "verifier", "treasurer", "officer"]),
            ),
            ExclusionConstraint(
                name="tenants_membership_once",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    # a NULL equals nothing: a role in a region or the nation could be held twice and revoked once
                    (Coalesce("prison", "region", Value("")), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.prison_id or self.region_id or 'nation'}"


class FleetRun(models.Model):
    """The result of one prison in one fleet migration: which hash it was brought to, or why it failed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.UUIDField()
    prison_code = models.CharField(max_length=10)
    at = models.DateTimeField(default=clock.now)
    applied = models.JSONField(default=list)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["prison_code", "at"], name="tenants_fleetrun_prison")]

    def __str__(self) -> str:
        return f"{self.run} {self.prison_code}"
