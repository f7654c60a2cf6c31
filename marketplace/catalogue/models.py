"""Owns what is offered: sellers of record and public listings. A draft stays in its prison's schema."""

import uuid

from django.db import models
from django.db.models import Q

from core import clock


class Seller(models.Model):
    """The seller of record of a prison's listings: its satuan kerja or its registered cooperative (product rule 14).

    The account is the institution's, verified by a named person, never an officer's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prison_code = models.CharField(max_length=10)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    tax_status = models.CharField(max_length=40)
    bank = models.CharField(max_length=60, blank=True)
    account_number = models.CharField(max_length=40, blank=True)
    account_holder = models.CharField(max_length=120, blank=True)
    verified_by = models.CharField(max_length=80, blank=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prison_code", "kind"], name="catalogue_seller_once"),
            models.CheckConstraint(condition=Q(kind__in=["satker", "cooperative"]), name="catalogue_seller_kind"),
            models.CheckConstraint(
                condition=Q(verified_at=None) | (~Q(account_number="") & ~Q(verified_by="")),
                name="catalogue_seller_verified",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Listing(models.Model):
    """A product of one prison that anyone may see and order. `available` never falls below zero."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prison_code = models.CharField(max_length=10)
    prison_name = models.CharField(max_length=120)
    program_code = models.CharField(max_length=40)
    product_code = models.CharField(max_length=40)
    title_id = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    title_es = models.CharField(max_length=120)
    unit = models.CharField(max_length=20)
    price_idr = models.BigIntegerField()
    weight_g = models.PositiveIntegerField()
    is_food = models.BooleanField(default=False)
    available = models.IntegerField(default=0)
    seller = models.ForeignKey(Seller, models.PROTECT)
    created = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prison_code", "product_code"], name="catalogue_listing_once"),
            models.CheckConstraint(condition=Q(available__gte=0), name="catalogue_listing_available"),
            models.CheckConstraint(condition=Q(price_idr__gt=0), name="catalogue_listing_price"),
        ]
        indexes = [models.Index(fields=["product_code", "prison_code"], name="catalogue_listing_product")]

    def __str__(self) -> str:
        return f"{self.prison_code} {self.product_code}"
