"""Owns reading the workshop: sessions and registers, lots, stock, and the figures that others build on."""

from programs.workshop.selectors.figures import (
    AcceptedLot,
    MakerShare,
    accepted_lot,
    accepted_units_and_minutes,
    lot_makers,
    working_minutes,
)
from programs.workshop.selectors.lots import lots, lots_of_session
from programs.workshop.selectors.register import RegisterRow, present, register, sessions
from programs.workshop.selectors.rows import lot, lot_for_change, session, session_for_change
from programs.workshop.selectors.stock import StockRow, movements, stock

__all__ = [
    "AcceptedLot",
    "MakerShare",
    "RegisterRow",
    "StockRow",
    "accepted_lot",
    "accepted_units_and_minutes",
    "lot",
    "lot_for_change",
    "lot_makers",
    "lots",
    "lots_of_session",
    "movements",
    "present",
    "register",
    "session",
    "session_for_change",
    "sessions",
    "stock",
    "working_minutes",
]
