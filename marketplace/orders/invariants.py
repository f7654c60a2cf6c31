"""Owns what must always be true of orders: parts sum to orders, lines to parts, and reserved pieces lie at the market."""

from collections.abc import Iterator

from django.db.models import F, Q, Sum

from marketplace.catalogue.selectors import free_pieces
from marketplace.orders.models import Order, OrderLine, OrderPart, PaymentEvent, Quote, TransferProof
from marketplace.orders.services.proofs import PURPOSE as PROOF
from programs.workshop.selectors import stock
from tenants.isolation.acting import current_prison

ROLE = "storefront"
CHECKS = (
    "parts-sum-to-order",
    "lines-sum-to-part",
    "lines-in-their-prison",
    "lock-follows-decision",
    "paid-by-transfer",
    "proofs-in-their-prison",
    "quotes-as-ordered",
)
PRISON_CHECKS = ("market-stock-is-free-or-reserved",)


def violations() -> Iterator[str]:
    """Each broken rule of the public rows as "check: what"."""
    sums = Order.objects.annotate(sum=Sum("parts__total"))
    for number, total, found in sums.exclude(sum=F("total")).values_list("number", "total", "sum"):
        yield f"parts-sum-to-order: {number} is {total}, its parts {found}"
    amounts = OrderPart.objects.annotate(sum=Sum(F("lines__quantity") * F("lines__unit_price")))
    for number, total, found in amounts.exclude(sum=F("total")).values_list("number", "total", "sum"):
        yield f"lines-sum-to-part: {number} is {total}, its lines {found}"
    strays = OrderLine.objects.exclude(prison_code=F("part__prison_code"), listing__prison_code=F("part__prison_code"))
    for number in strays.values_list("part__number", flat=True):
        yield f"lines-in-their-prison: {number} holds a line of another prison"
    yield from _locks()
    yield from _payments()
    yield from _proofs()
    yield from _quotes()


def prison_violations() -> Iterator[str]:
    """Inside one prison: pieces at the market are those on offer plus those of parts that are alive and not settled."""
    prison = current_prison() or ""
    at_market = {row.product_code: row.marketplace for row in stock()}
    counted = free_pieces(prison)
    alive = OrderLine.objects.filter(part__cancelled_at=None, part__settled_at=None)
    for product, pieces in alive.values_list("product_code").annotate(pieces=Sum("quantity")):
        counted[product] = counted.get(product, 0) + pieces
    for product in sorted(counted.keys() | at_market.keys()):
        there, known = at_market.get(product, 0), counted.get(product, 0)
        if there != known:
            yield f"market-stock-is-free-or-reserved: {product} has {there} pieces at the market, {known} are known"


def _locks() -> Iterator[str]:
    astray = Q(order__decision="domestic", is_locked=True) | Q(order__decision="review", is_locked=False)
    for number in OrderPart.objects.filter(astray).values_list("number", flat=True):
        yield f"lock-follows-decision: {number}"


def _payments() -> Iterator[str]:
    paid = PaymentEvent.objects.values("part").annotate(sum=Sum("amount")).values_list("part", "sum")
    received = dict(paid)
    parts = OrderPart.objects.filter(Q(paid_at__isnull=False) | Q(pk__in=received.keys()))
    for key, number, total in parts.values_list("pk", "number", "total"):
        if received.get(key) != total:
            yield f"paid-by-transfer: {number} is {total}, received {received.get(key, 0)}"


def _proofs() -> Iterator[str]:
    own = Q(prison_code=F("part__prison_code"), file__prison_code=F("part__prison_code"), file__purpose=PROOF)
    for key in TransferProof.objects.exclude(own).values_list("pk", flat=True):
        yield f"proofs-in-their-prison: {key} does not belong to the prison of its part"


def _quotes() -> Iterator[str]:
    accepted = Quote.objects.filter(accepted_at__isnull=False)
    for number in accepted.exclude(order__total=F("unit_price") * F("quantity")).values_list("number", flat=True):
        yield f"quotes-as-ordered: {number} was ordered for another amount"
    for number in Quote.objects.exclude(prison_code=F("listing__prison_code")).values_list("number", flat=True):
        yield f"quotes-as-ordered: {number} asks a prison for another one's product"
