"""Owns money inside a prison: signed split schemes, rates with dates, an append-only ledger, premi and PNBP owed."""

import uuid
from datetime import date, datetime
from typing import cast

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from core import clock
from programs.people.models import Person
from programs.workshop.models import Lot

ACCOUNTS = (
    "bank",  # money received from buyers, on the seller's verified account
    "sales",  # what buyers paid, until it is split
    "premi_advance",  # premi already earned by piece rate, an advance on the pool
    "premi_payable",  # owed to makers
    "pnbp_payable",  # owed to the treasury
    "working_capital",  # kept to buy material
    "undivided",  # a scheme's part that its source does not divide
    "in_transit",  # owed to people on their way between prisons: here until it is posted at the other end
)
PREMI_MODES = ("pool", "rate", "rate_then_pool")
# what SIMPONI issues; the second of each pair exists in a demonstration only (product rule 26)
BILLING_CODE, DEMO_BILLING_CODE = r"^[0-9]{15}$", r"^CONTOH[0-9]{9}$"
NTPN, DEMO_NTPN = r"^(?!CONTOH)[0-9A-Z]{16}$", r"^CONTOH[0-9A-Z]{10}$"
_SHARES = ("premi_pct", "capital_pct", "pnbp_pct", "undivided_pct")


class SplitScheme(models.Model):
    """The rule by which a sale is divided here. Unsigned it books nothing (product rule 12).

    `legal_owner` names who confirmed the row; until then every statement prints "dasar hukum belum diverifikasi".
    Method "share" divides its base into parts of 100; "levy" adds `pnbp_pct` of premi; "floor" owes at least
    `pnbp_min_pct` of the profit. Source: reference/split_schemes.csv.
    """

    code = models.CharField(max_length=40)
    base = models.CharField(max_length=12)
    method = models.CharField(max_length=8)
    premi_pct = models.PositiveSmallIntegerField(null=True)
    capital_pct = models.PositiveSmallIntegerField(null=True)
    pnbp_pct = models.PositiveSmallIntegerField(null=True)
    undivided_pct = models.PositiveSmallIntegerField(null=True)
    pnbp_min_pct = models.PositiveSmallIntegerField(null=True)
    premi_mode = models.CharField(max_length=16)
    legal_reference = models.CharField(max_length=200, blank=True)
    source = models.TextField()
    legal_owner = models.CharField(max_length=120, blank=True)
    decree_number = models.CharField(max_length=80, blank=True)
    signed_by = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    during = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(premi_mode__in=PREMI_MODES), name="earnings_scheme_premi_mode"),
            models.CheckConstraint(
                condition=Q(
                    base__in=["profit", "turnover", "labour_fee", "premi"], method__in=["share", "levy", "floor"]
                ),
                name="earnings_scheme_kind",
            ),
            models.CheckConstraint(
                condition=~Q(method="share")
                | Q(
                    Exact(sum((Coalesce(F(share), Value(0)) for share in _SHARES), start=Value(0)), Value(100)),
                    premi_pct__isnull=False,
                    premi_mode__in=["pool", "rate_then_pool"],
                ),
                name="earnings_scheme_shares_sum",
            ),
            models.CheckConstraint(
                condition=Q(method="share") | Q(premi_mode="rate", pnbp_pct__isnull=False, pnbp_pct__lte=100),
                name="earnings_scheme_rate_fits",
            ),
            models.CheckConstraint(
                condition=~Q(method="floor") | Q(pnbp_min_pct__isnull=False, pnbp_pct__gte=F("pnbp_min_pct")),
                name="earnings_scheme_floor",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | (~Q(decree_number="") & ~Q(signed_by="")),
                name="earnings_scheme_signed_by_decree",
            ),
            ExclusionConstraint(
                name="earnings_scheme_one_signed",
                expressions=[("during", RangeOperators.OVERLAPS)],
                condition=Q(signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def starts(self) -> date:
        """The first day it is meant for."""
        return cast("date", self.during.lower)

    @property
    def is_signed(self) -> bool:
        """True when a decree of this prison put the scheme in force."""
        return self.signed_at is not None

    @property
    def is_verified(self) -> bool:
        """True when a named legal owner confirmed the row; until then its legal basis is unverified."""
        return bool(self.legal_owner)


class Rate(models.Model):
    """The premi for one accepted piece of a product, and its material cost, in rupiah, for a range of days."""

    product_code = models.CharField(max_length=40)
    piece_rate = models.PositiveIntegerField()
    material_cost = models.PositiveIntegerField()
    source = models.TextField()
    during = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(piece_rate__gt=0), name="earnings_rate_never_zero"),
            ExclusionConstraint(
                name="earnings_rate_once",
                expressions=[("product_code", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_code} {self.piece_rate}"

    @property
    def starts(self) -> date:
        """The first day it holds."""
        return cast("date", self.during.lower)


class Posting(models.Model):
    """`amount` > 0 rupiah moves from `credit_account` to `debit_account`: every entry balances by construction.

    Append-only because the prison's role holds only SELECT and INSERT; a mistake is reversed by a linked posting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=clock.now)
    event = models.CharField(max_length=60)
    line = models.CharField(max_length=30)
    debit_account = models.CharField(max_length=20)
    credit_account = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "line"], name="earnings_posting_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="earnings_posting_positive"),
            models.CheckConstraint(
                condition=Q(debit_account__in=ACCOUNTS, credit_account__in=ACCOUNTS)
                & ~Q(debit_account=F("credit_account")),
                name="earnings_posting_accounts",
            ),
        ]
        indexes = [
            models.Index(fields=["debit_account", "at"], name="earnings_posting_debit"),
            models.Index(fields=["credit_account", "at"], name="earnings_posting_credit"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.line}"


class PremiEntry(models.Model):
    """Premi earned by one person on one lot, in rupiah; `cause` tells piece rate from pool. Append-only.

    Without a lot it is what a transfer took along (below zero) or brought, and `cause` names the consignment: a
    person's premi here is the sum of the entries.
    """

    person = models.ForeignKey(Person, models.PROTECT)
    lot = models.ForeignKey(Lot, models.PROTECT, null=True)
    cause = models.CharField(max_length=60)
    pieces = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "lot", "cause"], name="earnings_premi_once"),
            models.UniqueConstraint(fields=["cause"], condition=Q(lot=None), name="earnings_premi_moved_once"),
            models.CheckConstraint(condition=Q(lot=None) | Q(amount__gt=0), name="earnings_premi_positive"),
            models.CheckConstraint(
                condition=Q(lot__isnull=False) | Q(Q(cause__startswith="transfer:", pieces=0), ~Q(amount=0)),
                name="earnings_premi_moved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.person_id}"


class Settlement(models.Model):
    """One part of an order, divided once by the scheme signed at that time: parts sum to the total. Append-only.

    `premi` is all that the makers earned with these pieces, the cleared `advance` and the pool above it. `capital` is
    what working capital gained, recovered material cost included; below zero when it bore a loss or a shortfall.
    """

    part = models.UUIDField(primary_key=True)
    total = models.BigIntegerField()
    material_cost = models.BigIntegerField()
    advance = models.BigIntegerField()
    premi = models.BigIntegerField()
    pnbp = models.BigIntegerField()
    capital = models.BigIntegerField()
    undivided = models.BigIntegerField(default=0)
    scheme = models.ForeignKey(SplitScheme, models.PROTECT)
    booked_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(total=F("premi") + F("pnbp") + F("capital") + F("undivided"), total__gt=0),
                name="earnings_settlement_sums",
            ),
            models.CheckConstraint(
                condition=Q(
                    material_cost__gte=0, advance__gte=0, premi__gte=F("advance"), pnbp__gte=0, undivided__gte=0
                ),
                name="earnings_settlement_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.part)


class PnbpObligation(models.Model):
    """Rupiah owed to the treasury from one settlement, until a SIMPONI billing code and its NTPN show it paid.

    A billing code has 15 digits and expires; an expired one gives way to the next. An NTPN has 16 capitals or digits.
    In a demonstration both start with CONTOH, elsewhere neither does (product rule 26).
    """

    settlement = models.OneToOneField(Settlement, models.PROTECT)
    amount = models.BigIntegerField()
    created = models.DateTimeField(default=clock.now)
    is_demo = models.BooleanField(default=False)
    billing_code = models.CharField(max_length=15, blank=True)
    billed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    ntpn = models.CharField(max_length=16, blank=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="earnings_pnbp_positive"),
            models.CheckConstraint(
                condition=Q(billing_code="")
                | Q(is_demo=False, billing_code__regex=BILLING_CODE)
                | Q(is_demo=True, billing_code__regex=DEMO_BILLING_CODE),
                name="earnings_pnbp_billing_code",
            ),
            models.CheckConstraint(
                condition=Q(billing_code="", billed_at=None, expires_at=None)
                | (
                    ~Q(billing_code="")
                    & Q(billed_at__isnull=False, expires_at__isnull=False, expires_at__gt=F("billed_at"))
                ),
                name="earnings_pnbp_code_expires",
            ),
            models.CheckConstraint(
                condition=Q(ntpn="") | Q(is_demo=False, ntpn__regex=NTPN) | Q(is_demo=True, ntpn__regex=DEMO_NTPN),
                name="earnings_pnbp_ntpn",
            ),
            models.CheckConstraint(
                condition=Q(ntpn="", paid_at=None) | (~Q(ntpn="") & ~Q(billing_code="") & Q(paid_at__isnull=False)),
                name="earnings_pnbp_paid_by_code",
            ),
            models.UniqueConstraint(
                fields=["billing_code"], condition=~Q(billing_code=""), name="earnings_pnbp_billing_code_once"
            ),
            models.UniqueConstraint(fields=["ntpn"], condition=~Q(ntpn=""), name="earnings_pnbp_ntpn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.amount}"

    @property
    def is_paid(self) -> bool:
        """True when the treasury's number shows it paid."""
        return bool(self.ntpn)

    def is_live_at(self, instant: datetime) -> bool:
        """True when its billing code can still be paid at an instant."""
        return self.expires_at is not None and instant < self.expires_at
