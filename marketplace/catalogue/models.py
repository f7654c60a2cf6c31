"""Owns what is offered: sellers of record and public listings. A draft stays in its prison's schema."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from core import clock


class Seller(models.Model):
    """The seller of record of a prison's listings: its satuan kerja or its registered cooperative (product rule 14).

    The account is the institution's, never an officer's; who entered it does not verify it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prison_code = models.CharField(max_length=10)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    tax_status = models.CharField(max_length=40)
    bank = models.CharField(max_length=60, blank=True)
    account_number = models.CharField(max_length=40, blank=True)
    account_holder = models.CharField(max_length=120, blank=True)
    entered_by = models.CharField(max_length=80, blank=True)
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
            models.CheckConstraint(
                condition=Q(verified_by="") | ~Q(verified_by=F("entered_by")), name="catalogue_seller_two_persons"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_payable(self) -> bool:
        """True when its account was verified: only then may a buyer be told to transfer to it."""
        return self.verified_at is not None


class Listing(models.Model):
    """A product of one prison that anyone may see and order. `available` never falls below zero."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prison_code = models.CharField(max_length=10)
    prison_name = models.CharField(max_length=120)
    program_code = models.CharField(max_length=40)
    program_title_id = models.CharField(max_length=120)
    program_title_en = models.CharField(max_length=120)
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

    @property
    def title(self) -> str:
        """The product's name in the language of the page."""
        language = (get_language() or "id")[:2]
        return {"id": self.title_id, "es": self.title_es}.get(language, self.title_en)

    @property
    def program_title(self) -> str:
        """The program's name in the language of the page; templates have it in Indonesian and English."""
        return self.program_title_id if (get_language() or "id").startswith("id") else self.program_title_en
