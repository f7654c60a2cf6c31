"""Owns the door "listings out": pieces go from the workshop to the market, and back, together with what buyers see."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Conflict, NotFound, Refused
from marketplace.catalogue.models import Listing, Seller
from marketplace.catalogue.services.licences import valid_licence
from marketplace.catalogue.services.listing_facts import food_facts, listed_facts
from programs.library.selectors import adopted_product
from programs.records.services import once_here
from programs.workshop import services as workshop
from tenants.viewer import Place

MOST_PIECES = 1_000_000


def release_stock(place: Place, product: str, pieces: int, *, by: str, key: str = "") -> Listing:
    """Offer `pieces` of a product that lie in the workshop, oldest lots first: stock and listing change together.

    Runs in the prison. Price, weight and titles are those of the adopted template today. Refused for an LPKA (product
    rule 1), for food without valid licences or past its shelf life (rule 19) and without a seller of record (rule 14);
    NotFound (field product) when no adopted program has it; Conflict when the workshop holds fewer pieces. The same
    `key` again (a button pressed twice) releases nothing more.
    """

    def act() -> dict[str, str]:
        return {"listing": str(_release(place, product, pieces, by=by).pk)}

    done = once_here("stock.release", key or str(uuid.uuid4()), {"product": product, "pieces": pieces}, act)
    return Listing.objects.get(pk=done["listing"])


def _release(place: Place, product: str, pieces: int, *, by: str) -> Listing:
    _check_may_offer(place, pieces)
    adopted = adopted_product(place.code, product)
    if adopted.product.is_food:
        valid_licence(place.code, product, on=clock.today(place.timezone))
    with transaction.atomic():
        seller = _seller_of(place.code)
        lots = workshop.move_to_market(product, pieces, reference=f"release:{uuid.uuid4()}", by=by)
        facts = listed_facts(place, adopted, [lot.lot_code for lot in lots])
        if adopted.product.is_food:
            facts |= food_facts(place, adopted, [lot.made_on for lot in lots])
        listing, _is_new = Listing.objects.update_or_create(
            prison_code=place.code, product_code=product, defaults={**facts, "seller": seller}
        )
        Listing.objects.filter(pk=listing.pk).update(available=F("available") + pieces)
        subject = f"listing:{listing.pk}"
        audit.record("stock.released", by=by, subject=subject, prison=place.code, product=product, pieces=pieces)
    return listing


def take_back(place: Place, product: str, pieces: int, *, by: str) -> Listing:
    """Take `pieces` from the market back into the workshop; reserved pieces stay.

    Runs in the prison. Raises NotFound (field product) when it is not listed, Conflict when fewer are free.
    """
    _check_may_offer(place, pieces)
    with transaction.atomic():
        listing = Listing.objects.filter(prison_code=place.code, product_code=product).first()
        if listing is None:
            rule = _("This product is not on offer.")
            raise NotFound(code="listing-missing", field="product", value=product[:40], rule=rule)
        # stock before listing, as in release_stock: one order of locks, so the two never wait for each other
        workshop.take_back(product, pieces, reference=f"back:{uuid.uuid4()}", by=by)
        free = Listing.objects.filter(pk=listing.pk, available__gte=pieces)
        if not free.update(available=F("available") - pieces):
            rule = _("Fewer pieces are free: what buyers have ordered stays reserved.")
            raise Conflict(code="stock-reserved", field="pieces", value=pieces, rule=rule)
        subject = f"listing:{listing.pk}"
        audit.record("stock.taken_back", by=by, subject=subject, prison=place.code, product=product, pieces=pieces)
        listing.refresh_from_db()
    return listing


def _check_may_offer(place: Place, pieces: int) -> None:
    if place.kind == "lpka":
        rule = _("An institution for children trains only and offers nothing for sale.")
        raise Refused(code="lpka-no-catalogue", field="prison", value=place.code, rule=rule)
    if not 1 <= pieces <= MOST_PIECES:
        rule = _("Enter a whole number of pieces from 1 to 1,000,000.")
        raise Refused(code="pieces-malformed", field="pieces", value=pieces, rule=rule)


def _seller_of(prison: str) -> Seller:
    """The work unit sells; where there is none, the cooperative."""
    seller = Seller.objects.filter(prison_code=prison).order_by("-kind").first()
    if seller is None:
        rule = _("Enter the seller of record first: every listing names who sells.")
        raise Refused(code="seller-missing", field="seller", value=prison, rule=rule)
    return seller
