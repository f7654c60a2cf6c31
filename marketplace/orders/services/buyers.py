"""Owns who a buyer is: known by an e-mail address, made when there is none, verified by signing in."""

from uuid import UUID

from core import clock
from marketplace.orders.models import Buyer
from marketplace.orders.services.reading import OrderRequest
from marketplace.trade.countries import recognise


def known_buyer(wanted: OrderRequest, *, by: str, is_verified: bool) -> Buyer:
    """The buyer with the address, made when there is none. A stranger's order never changes what is known of a buyer."""
    country = recognise(wanted.buyer_country).iso2
    Buyer.objects.bulk_create([Buyer(email=wanted.email, name=wanted.name, country=country)], ignore_conflicts=True)
    buyer = Buyer.objects.get(email=wanted.email)
    if is_verified and buyer.account is None:
        buyer.account, buyer.verified_at = UUID(by), clock.now()
        buyer.save(update_fields=["account", "verified_at"])
    return buyer
