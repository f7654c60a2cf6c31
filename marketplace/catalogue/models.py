"""Owns what is offered: sellers of record, food licences and public listings. A draft stays in its prison's schema."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.utils.translation import get_language, gettext

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


class FoodLicence(models.Model):
    """What allows a prison to sell one food (product rule 19): a food licence and a halal certificate, both with expiry.

    Who entered it does not verify it; the listing copies it at each release.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prison_code = models.CharField(max_length=10)
    product_code = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=40)
    valid_until = models.DateField()
    halal_number = models.CharField(max_length=40)
    halal_until = models.DateField()
    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField(default=clock.now)
    verified_by = models.CharField(max_length=80, blank=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prison_code", "product_code"], name="catalogue_licence_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["sanitation", "spp-irt", "md"]), name="catalogue_licence_kind"
            ),
            models.CheckConstraint(condition=~Q(number="") & ~Q(halal_number=""), name="catalogue_licence_numbers"),
            models.CheckConstraint(
                condition=Q(verified_at=None) | (~Q(verified_by="") & ~Q(verified_by=F("entered_by"))),
                name="catalogue_licence_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prison_code} {self.product_code}"

    def is_valid_on(self, day: date) -> bool:
        """True when it is verified and neither licence nor certificate has run out."""
        return self.verified_at is not None and self.valid_until >= day and self.halal_until >= day


class Listing(models.Model):
    """A product of one prison that anyone may see and order. `available` never falls below zero.

    Food carries its licences, the date of its oldest batch on offer and its shelf life (product rule 19).
    """

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
    prison_slug = models.CharField(max_length=63, blank=True)
    province_code = models.CharField(max_length=2, blank=True)
    hs_candidates = models.JSONField(default=list)
    quality = models.JSONField(default=list)
    lot_codes = models.JSONField(default=list)
    is_food = models.BooleanField(default=False)
    licence_kind = models.CharField(max_length=12, blank=True)
    licence_number = models.CharField(max_length=40, blank=True)
    licence_until = models.DateField(null=True)
    halal_number = models.CharField(max_length=40, blank=True)
    halal_until = models.DateField(null=True)
    batch_on = models.DateField(null=True)
    shelf_life_days = models.PositiveSmallIntegerField(null=True)
    available = models.IntegerField(default=0)
    seller = models.ForeignKey(Seller, models.PROTECT)
    created = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prison_code", "product_code"], name="catalogue_listing_once"),
            models.CheckConstraint(condition=Q(available__gte=0), name="catalogue_listing_available"),
            models.CheckConstraint(condition=Q(price_idr__gt=0), name="catalogue_listing_price"),
            models.CheckConstraint(
                condition=Q(is_food=False)
                | (
                    ~Q(licence_kind="")
                    & ~Q(licence_number="")
                    & ~Q(halal_number="")
                    & Q(shelf_life_days__gt=0, licence_until__gte=F("batch_on"), halal_until__gte=F("batch_on"))
                    & Q(batch_on__isnull=False, licence_until__isnull=False, halal_until__isnull=False)
                    & Q(shelf_life_days__isnull=False)
                ),
                name="catalogue_listing_food",
            ),
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
        return in_language(self.program_title_id, self.program_title_en)

    @property
    def prison_address(self) -> str:
        """How the page of its prison is addressed: slug, or the code in lower case."""
        return self.prison_slug or self.prison_code.lower()

    @property
    def best_before(self) -> date | None:
        """The first day on which the oldest batch on offer may no longer be eaten; None for what is no food."""
        if self.batch_on is None or self.shelf_life_days is None:
            return None
        return self.batch_on + timedelta(days=self.shelf_life_days)

    def food_bar(self, day: date) -> str:
        """Why this food may not be sold on a day: "licence", "halal", "batch"; empty when it may, or is no food."""
        if not self.is_food or self.best_before is None:
            return ""
        if self.licence_until is not None and self.licence_until < day:
            return "licence"
        if self.halal_until is not None and self.halal_until < day:
            return "halal"
        return "batch" if self.best_before <= day else ""

    @property
    def free_now(self) -> int:
        """Pieces that a buyer can order at this moment: none of a food that may not be sold today."""
        return 0 if self.food_bar(clock.today(settings.TIME_ZONE)) else self.available


def orderable_on(day: date) -> Q:
    """Listings with a free piece that may be sold on a day: the condition of `Listing.food_bar`, for the database."""
    oldest = ExpressionWrapper(Value(day) - F("shelf_life_days"), output_field=models.DateField())
    fresh = Q(licence_until__gte=day, halal_until__gte=day, batch_on__gt=oldest)
    return Q(available__gt=0) & (Q(is_food=False) | fresh)


def in_language(indonesian: str, english: str) -> str:
    """Of two names the one of the page's language; other languages ask the catalogue for the English one."""
    if (get_language() or "id").startswith("id"):
        return indonesian
    return gettext(english) if english else ""
