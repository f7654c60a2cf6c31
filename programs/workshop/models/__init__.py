"""Owns the chain person, session, lot, inspection, stock: each link is a foreign key, each limit a constraint."""

from programs.workshop.models.lots import Inspection, Lot, LotMaker
from programs.workshop.models.register import ATTENDANCE, DAY_CAP, PRESENT, WEEK_CAP, Attendance, Session, WorkWeek
from programs.workshop.models.stock import PLACES, StockBalance, StockMovement
from programs.workshop.models.tools import ToolCount

__all__ = [
    "ATTENDANCE",
    "DAY_CAP",
    "PLACES",
    "PRESENT",
    "WEEK_CAP",
    "Attendance",
    "Inspection",
    "Lot",
    "LotMaker",
    "Session",
    "StockBalance",
    "StockMovement",
    "ToolCount",
    "WorkWeek",
]
