"""Owns reading orders and quotes: what a buyer sees, what a prison sees of its own. Neither reads an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from core import clock
from core.errors import NotFound
from marketplace.catalogue import selectors as catalogue
from marketplace.orders.models import Order, OrderLine, OrderPart, Quote, TransferProof
from marketplace.trade.selectors import evidence

if TYPE_CHECKING:
    from core.models import StoredFile
    from marketplace.catalogue.models import Listing, Seller

PART_IN = {
    "open": Q(paid_at=None, cancelled_at=None),
    "paid": Q(paid_at__isnull=False, shipped_at=None),
    "shipped": Q(shipped_at__isnull=False),
    "cancelled": Q(cancelled_at__isnull=False),
}
STATES = ("awaiting_payment", "locked", "paid", "shipped", "cancelled")


@dataclass(frozen=True)
class CartLine:
    """Pieces of one listing in a cart, at today's price."""

    listing: Listing
    pieces: int

    @property
    def amount(self) -> int:
        """Rupiah for the line."""
        return self.pieces * self.listing.price_idr

    @property
    def is_short(self) -> bool:
        """True when fewer pieces are free than are in the cart."""
        return self.pieces > self.listing.available


@dataclass(frozen=True)
class CartSeller:
    """What a cart holds of one seller of record of one prison: it becomes one part with one payment instruction."""

    seller: Seller
    prison_name: str
    lines: list[CartLine]

    @property
    def total(self) -> int:
        """Rupiah for the seller."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class Cart:
    """A cart grouped by seller; listings that are gone are left out."""

    sellers: list[CartSeller]

    @property
    def total(self) -> int:
        """Rupiah for everything."""
        return sum(seller.total for seller in self.sellers)

    @property
    def lines(self) -> list[CartLine]:
        """Every line, seller by seller."""
        return [line for seller in self.sellers for line in seller.lines]

    @property
    def has_food(self) -> bool:
        """True when something in it may not leave Indonesia."""
        return any(line.listing.is_food for line in self.lines)

    @property
    def is_short(self) -> bool:
        """True when it cannot be ordered as it is."""
        return any(line.is_short for line in self.lines)


@dataclass(frozen=True)
class OrderView:
    """What whoever holds the link of an order may see: never name, e-mail or address."""

    order: Order
    parts: list[OrderPart]
    evidence_have: int
    evidence_needed: int

    @cached_property
    def state(self) -> str:
        """The order's state, computed from its parts: the least advanced part that is not cancelled decides."""
        return order_state([part.state for part in self.parts])


def cart(pieces: Mapping[str, int]) -> Cart:
    """The cart of a session (listing id to pieces), one query."""
    wanted = {UUID(listing): number for listing, number in pieces.items()}
    sellers: dict[UUID, CartSeller] = {}
    for listing in catalogue.listings(wanted):
        group = sellers.setdefault(listing.seller_id, CartSeller(listing.seller, listing.prison_name, []))
        group.lines.append(CartLine(listing, wanted[listing.pk]))
    return Cart(list(sellers.values()))


def order_view(order: UUID) -> OrderView:
    """An order by its UUID with parts, lines, proofs and sellers; raises NotFound (field order)."""
    found = _with_parts(_proofs()).filter(pk=order).first()
    if found is None:
        rule = _("There is no such order.")
        raise NotFound(code="order-missing", field="order", value=str(order), rule=rule)
    have, needed = evidence(found.pk) if found.decision == "allow_with_evidence" else (0, 0)
    return OrderView(found, list(found.parts.all()), have, needed)


def summary(order: Order) -> OrderView:
    """An order of a list with its state, from what `orders_of` read; without its evidence."""
    return OrderView(order, list(order.parts.all()), 0, 0)


def orders_of(email: str, *, state: str = "") -> QuerySet[Order]:
    """The orders placed with an address, newest first, with their parts; the caller has proven the address.

    `state` narrows them to those with a part that is "open" (waits or is locked), "paid", "shipped" or "cancelled".
    """
    found = _with_parts().filter(buyer__email=email.lower()).order_by("-placed_at")
    return found.filter(pk__in=OrderPart.objects.filter(PART_IN[state]).values("order")) if state in PART_IN else found


def waiting_quotes() -> QuerySet[Quote]:
    """Quotes that wait for this prison's answer, the oldest first, with their listings: nothing of the buyer."""
    today = clock.today(settings.TIME_ZONE)
    return quotes().filter(answered_at=None, ask_until__gte=today).order_by("asked_at")


def quotes() -> QuerySet[Quote]:
    """Every quote asked of the prison that the code acts in, newest first, with its listing."""
    return Quote.objects.select_related("listing").order_by("-asked_at")


def quote(quote: UUID) -> Quote:
    """One quote of this prison with its listing; raises NotFound (field quote) for any other."""
    return _found_quote(quotes().filter(pk=quote), quote)


def quote_view(quote: UUID) -> Quote:
    """A quote by its UUID for whoever holds its link, with its listing and seller: never the buyer's name or e-mail."""
    return _found_quote(Quote.objects.select_related("listing__seller", "order").filter(pk=quote), quote)


def quotes_of(email: str) -> QuerySet[Quote]:
    """The quotes asked with an address, newest first; the caller has proven the address."""
    return Quote.objects.select_related("listing").filter(buyer__email=email.lower()).order_by("-asked_at")


def _found_quote(rows: QuerySet[Quote], quote: UUID) -> Quote:
    found = rows.first()
    if found is None:
        rule = _("There is no such quote.")
        raise NotFound(code="quote-missing", field="quote", value=str(quote), rule=rule)
    return found


def order_state(states: list[str]) -> str:
    """One state for the states of an order's parts."""
    alive = [state for state in states if state != "cancelled"]
    return min(alive, key=STATES.index) if alive else "cancelled"


def parts() -> QuerySet[OrderPart]:
    """The parts of the prison that the code acts in, newest first, with their lines: nothing of the buyer."""
    return _parts_with_lines().order_by("-placed_at", "number")


def part(part: UUID) -> OrderPart:
    """One part of this prison with lines, payments, proofs and seller; raises NotFound (field part)."""
    found = _parts_with_lines().prefetch_related("payments", _proofs()).filter(pk=part).first()
    if found is None:
        rule = _("This prison has no such order.")
        raise NotFound(code="part-missing", field="part", value=str(part), rule=rule)
    return found


def proof_of_order(order: UUID, proof: UUID) -> StoredFile:
    """The file of a proof of one of this order's parts; raises NotFound (field proof) for any other."""
    return _file(TransferProof.objects.filter(part__order=order), proof)


def proof_of_part(part: UUID, proof: UUID) -> StoredFile:
    """The file of a proof of this part of this prison; raises NotFound (field proof) for any other."""
    return _file(TransferProof.objects.filter(part=part), proof)


def _file(proofs: QuerySet[TransferProof], proof: UUID) -> StoredFile:
    found = proofs.select_related("file").filter(pk=proof).first()
    if found is None:
        rule = _("There is no such proof.")
        raise NotFound(code="proof-missing", field="proof", value=str(proof), rule=rule)
    return found.file


def _proofs() -> Prefetch[str]:
    return Prefetch("proofs", TransferProof.objects.select_related("file").order_by("number"))


def _parts_with_lines() -> QuerySet[OrderPart]:
    lines = OrderLine.objects.select_related("listing").order_by("product_code")
    return OrderPart.objects.select_related("seller").prefetch_related(Prefetch("lines", lines))


def _with_parts(*more: Prefetch[str]) -> QuerySet[Order]:
    header = ("number", "decision", "citation", "currency", "total", "placed_at", "ship_country")
    return Order.objects.only(*header).prefetch_related(
        Prefetch("parts", _parts_with_lines().prefetch_related(*more).order_by("number"))
    )
