"""Owns acts on what is offered: sellers of record, pieces released to the market, pieces reserved by an order."""

from marketplace.catalogue.services.reservations import give_back, reserve
from marketplace.catalogue.services.sellers import enter_account, open_seller, verify_seller
from marketplace.catalogue.services.stock import release_stock, take_back

__all__ = ["enter_account", "give_back", "open_seller", "release_stock", "reserve", "take_back", "verify_seller"]
