"""Owns acts on orders: placed by a buyer, proven, paid, shipped and settled by each prison for its part, released when unpaid."""

from marketplace.orders.services.expiry import release_expired
from marketplace.orders.services.payment import confirm_transfer, ship_part
from marketplace.orders.services.placing import place_order
from marketplace.orders.services.proofs import attach_proof
from marketplace.orders.services.settlement import settle_part, settle_waiting

__all__ = [
    "attach_proof",
    "confirm_transfer",
    "place_order",
    "release_expired",
    "settle_part",
    "settle_waiting",
    "ship_part",
]
