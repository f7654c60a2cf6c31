"""Owns acts in the workshop: sessions, register, tools, lots and their inspection, stock on its way to the buyer."""

from programs.workshop.services.attendance import Mark, mark_attendance
from programs.workshop.services.lots import Made, inspect_lot, record_lot
from programs.workshop.services.sessions import close_session, open_session
from programs.workshop.services.stock import LotPieces, move_to_market, take_back, take_sold
from programs.workshop.services.tools import count_tools_in, count_tools_out
from programs.workshop.services.weeks import NearCap

__all__ = [
    "LotPieces",
    "Made",
    "Mark",
    "NearCap",
    "close_session",
    "count_tools_in",
    "count_tools_out",
    "inspect_lot",
    "mark_attendance",
    "move_to_market",
    "open_session",
    "record_lot",
    "take_back",
    "take_sold",
]
