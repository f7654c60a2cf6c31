"""Owns the door "listings out": pieces go from the workshop to the market, and back, together with what buyers see."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import audit
from core.errors import Conflict, NotFound, Refused
from marketplace.catalogue.models import Listing, Seller
from programs.library.selectors import AdoptedProduct, adopted_product, adopted_programs
from programs.records.services import once_here
from programs.workshop import services as workshop
from tenants.viewer import Place

MOST_PIECES = 1_000_000


def release_stock(place: Place, product: str, pieces: int, *, by: str, key: str = "") -> Listing:
    """Offer `pieces` of a product that lie in the workshop, oldest lots first: stock and listing change together.

    Runs in the prison. Price, weight and titles are those of the adopted template today. Refused for an LPKA (product
    rule 1), for food without its licences (rule 19) and without a seller of record (rule 14); NotFound (field product)
    when no adopted program has it; Conflict when the workshop holds fewer pieces. The same `key` again (a button pressed
    twice) releases nothing more.
    """

    def act() -> dict[str, str]:
        return {"listing": str(_release(place, product, pieces, by=by).pk)}

    done = once_here("stock.release", key or str(uuid.uuid4()), {"product": product, "pieces": pieces}, act)
    return Listing.objects.get(pk=done["listing"])


def _release(place: Place, product: str, pieces: int, *, by: str) -> Listing:
    _check_may_offer(place, pieces)
    adopted = adopted_product(place.code, product)
    if adopted.product.is_food:
        rule = _(
            "Food is offered only with its SPP-IRT or other food licence and its halal certificate, both with expiry."
        )
        raise Refused(code="food-licence-missing", field="product", value=product, rule=rule)
    with transaction.atomic():
        seller = _seller_of(place.code)
        workshop.move_to_market(product, pieces, reference=f"release:{uuid.uuid4()}", by=by)
        listing = _listed(place, adopted, seller)
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


def _listed(place: Place, adopted: AdoptedProduct, seller: Seller) -> Listing:
    """The listing of the product, made or brought up to date, its row locked."""
    product = adopted.product
    program = next(each for each in adopted_programs(place.code) if each.code == adopted.program_code)
    facts = {
        "prison_name": place.name,
        "program_code": adopted.program_code,
        "program_title_id": program.title_id,
        "program_title_en": program.title_en,
        "title_id": product.title_id,
        "title_en": product.title_en,
        "title_es": product.title_es,
        "unit": product.unit,
        "price_idr": product.price_idr,
        "weight_g": product.weight_g,
        "is_food": product.is_food,
        "seller": seller,
    }
    listing, _is_new = Listing.objects.update_or_create(
        prison_code=place.code, product_code=product.code, defaults=facts
    )
    return listing
