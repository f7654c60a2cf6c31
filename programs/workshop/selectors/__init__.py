"""Owns reading the workshop: sessions and registers, lots, stock, and the figures that others build on."""

from programs.workshop.selectors.figures import (
    AcceptedLot,
    MakerShare,
    accepted_lot,
    accepted_units_and_minutes,
    lot_makers,
    working_minutes,
)
from programs.workshop.selectors.rows import lot, lot_for_change, session, session_for_change
from programs.workshop.selectors.stock import StockRow, movements, stock

__all__ = [
    "AcceptedLot",
    "MakerShare",
    "StockRow",
    "accepted_lot",
    "accepted_units_and_minutes",
    "lot",
    "lot_for_change",
    "lot_makers",
    "movements",
    "session",
    "session_for_change",
    "stock",
    "working_minutes",
]
