"""Owns acts on what is offered: sellers of record, food licences, pieces released to the market or reserved."""

from marketplace.catalogue.services.licences import enter_licence, kinds_for, verify_licence
from marketplace.catalogue.services.reservations import give_back, reserve
from marketplace.catalogue.services.sellers import enter_account, open_seller, verify_seller
from marketplace.catalogue.services.stock import release_stock, take_back

__all__ = [
    "enter_account",
    "enter_licence",
    "give_back",
    "kinds_for",
    "open_seller",
    "release_stock",
    "reserve",
    "take_back",
    "verify_licence",
    "verify_seller",
]
