"""Owns acts on orders: placed by a buyer or from a quote, proven, paid, shipped and settled part by part, released when unpaid."""

from marketplace.orders.services.expiry import release_expired
from marketplace.orders.services.payment import confirm_transfer, ship_part
from marketplace.orders.services.placing import place_order
from marketplace.orders.services.proofs import attach_proof
from marketplace.orders.services.quotes import (
    accept_quote,
    answer_quote,
    ask_quote,
    decline_quote,
    tell_buyer,
    turn_down_quote,
)
from marketplace.orders.services.settlement import settle_part, settle_waiting

__all__ = [
    "accept_quote",
    "answer_quote",
    "ask_quote",
    "attach_proof",
    "confirm_transfer",
    "decline_quote",
    "place_order",
    "release_expired",
    "settle_part",
    "settle_waiting",
    "ship_part",
    "tell_buyer",
    "turn_down_quote",
]
