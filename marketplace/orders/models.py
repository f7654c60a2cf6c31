"""Owns orders and quotes: an order with a part per prison and seller of record, payments, proofs; states are computed."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from core import clock
from core.models import StoredFile
from marketplace.catalogue.models import Listing, Seller

MOST_PROOFS = 5


class Buyer(models.Model):
    """Who orders. Unverified until the address has been confirmed; `account` when the buyer signed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    account = models.UUIDField(null=True)
    verified_at = models.DateTimeField(null=True)
    created = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.id)


class Order(models.Model):
    """One order of one buyer to one destination. Its header is never readable by a prison: the parts carry what it needs.

    `decision` is what the destination rules said when it was placed; "allow_with_evidence" keeps it locked (neither
    payable nor shippable) until its evidence file is complete.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    buyer = models.ForeignKey(Buyer, models.PROTECT)
    ship_name = models.CharField(max_length=120)
    ship_country = models.CharField(max_length=2)
    ship_city = models.CharField(max_length=80)
    ship_line = models.CharField(max_length=200)
    ship_postcode = models.CharField(max_length=16, blank=True)
    ship_province = models.CharField(max_length=2, blank=True)
    decision = models.CharField(max_length=20)
    citation = models.CharField(max_length=300, blank=True)
    currency = models.CharField(max_length=3, default="IDR")
    total = models.BigIntegerField()
    placed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(total__gt=0), name="orders_order_total"),
            models.CheckConstraint(
                condition=Q(decision__in=["domestic", "allow_with_evidence", "review"]), name="orders_order_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderPart(models.Model):
    """What one prison's seller supplies of an order: the only thing of it that the prison sees. Axes are dates.

    `is_locked` copies the order's lock so that the prison's role cannot confirm money for an order that may not be paid.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="parts")
    prison_code = models.CharField(max_length=10)
    number = models.CharField(max_length=24)
    seller = models.ForeignKey(Seller, models.PROTECT)
    total = models.BigIntegerField()
    is_locked = models.BooleanField()
    placed_at = models.DateTimeField(default=clock.now)
    reserved_until = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "prison_code", "seller"], name="orders_part_once"),
            models.UniqueConstraint(fields=["prison_code", "number"], name="orders_part_number"),
            models.CheckConstraint(condition=Q(total__gt=0), name="orders_part_total"),
            models.CheckConstraint(condition=Q(is_locked=False) | Q(paid_at=None), name="orders_part_locked_unpaid"),
            models.CheckConstraint(
                condition=Q(shipped_at=None) | Q(paid_at__isnull=False), name="orders_part_paid_first"
            ),
            models.CheckConstraint(condition=Q(cancelled_at=None) | Q(paid_at=None), name="orders_part_not_both"),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(paid_at__isnull=False), name="orders_part_settled_paid"
            ),
        ]
        indexes = [
            models.Index(fields=["prison_code", "placed_at"], name="orders_part_by_prison"),
            models.Index(
                fields=["reserved_until"], condition=Q(paid_at=None, cancelled_at=None), name="orders_part_expiring"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> str:
        """Where the part is, from its dates: cancelled, shipped, paid, locked or awaiting_payment."""
        if self.cancelled_at:
            return "cancelled"
        if self.shipped_at:
            return "shipped"
        if self.paid_at:
            return "paid"
        return "locked" if self.is_locked else "awaiting_payment"


class OrderLine(models.Model):
    """Pieces of one listing in a part, at the price of the moment it was ordered (whole rupiah)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(OrderPart, models.PROTECT, related_name="lines")
    prison_code = models.CharField(max_length=10)
    listing = models.ForeignKey(Listing, models.PROTECT)
    product_code = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    unit_price = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "listing"], name="orders_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0, unit_price__gt=0), name="orders_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.product_code}"

    @property
    def amount(self) -> int:
        """Rupiah for the line."""
        return self.quantity * self.unit_price


class PaymentEvent(models.Model):
    """Something that happened to the money of a part; append-only. One transfer of the bank's statement counts once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(OrderPart, models.PROTECT, related_name="payments")
    prison_code = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    reference = models.CharField(max_length=60)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prison_code", "kind", "reference"], name="orders_payment_once"),
            models.CheckConstraint(condition=Q(kind__in=["transfer_received"]), name="orders_payment_kind"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="orders_payment_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class TransferProof(models.Model):
    """What the buyer says proves the transfer for a part; append-only, at most five a part. Only the bank's statement pays.

    `number` counts from 1 within the part, so that the database refuses a sixth.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(OrderPart, models.PROTECT, related_name="proofs")
    prison_code = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="orders_proof_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_PROOFS), name="orders_proof_at_most_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.number}"


class Quote(models.Model):
    """What a buyer asks of one prison: so many pieces of a listing, wished for a day, to a country. No address is in it.

    The prison answers with a price per piece and how long it holds, or that it cannot; the buyer accepts, which makes
    it an order, or declines. `ask_until` ends the waiting of an unanswered one. The state follows from the dates.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    prison_code = models.CharField(max_length=10)
    buyer = models.ForeignKey(Buyer, models.PROTECT)
    listing = models.ForeignKey(Listing, models.PROTECT)
    product_code = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    list_price = models.BigIntegerField()
    wish_on = models.DateField(null=True)
    country = models.CharField(max_length=2)
    decision = models.CharField(max_length=20)
    asked_at = models.DateTimeField(default=clock.now)
    ask_until = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    unit_price = models.BigIntegerField(null=True)
    valid_until = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    order = models.OneToOneField(Order, models.PROTECT, null=True, related_name="quote")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, list_price__gt=0) & (Q(unit_price=None) | Q(unit_price__gt=0)),
                name="orders_quote_positive",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["domestic", "allow_with_evidence", "review"]), name="orders_quote_decision"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, unit_price=None, valid_until=None, answered_by="")
                | (
                    Q(answered_at__isnull=False)
                    & ~Q(answered_by="")
                    & (Q(unit_price=None, valid_until=None) | Q(unit_price__isnull=False, valid_until__isnull=False))
                ),
                name="orders_quote_answer_whole",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, order=None)
                | Q(accepted_at__isnull=False, order__isnull=False, unit_price__isnull=False),
                name="orders_quote_accepted_order",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(accepted_at=None, answered_at__isnull=False),
                name="orders_quote_declined_answer",
            ),
        ]
        indexes = [
            models.Index(fields=["prison_code", "asked_at"], name="orders_quote_by_prison"),
            models.Index(fields=["buyer", "asked_at"], name="orders_quote_by_buyer"),
        ]

    def __str__(self) -> str:
        return self.number

    def state_on(self, day: date) -> str:
        """Where the quote is on a day: accepted, declined, unable, expired, answered or waiting."""
        if self.accepted_at:
            return "accepted"
        if self.declined_at:
            return "declined"
        if self.answered_at and self.unit_price is None:
            return "unable"
        if (self.valid_until or self.ask_until) < day:
            return "expired"
        return "answered" if self.answered_at else "waiting"

    @property
    def total(self) -> int | None:
        """Rupiah for all pieces at the answered price; None while there is none."""
        return None if self.unit_price is None else self.unit_price * self.quantity
