"""Owns acts in the workshop: sessions, register, tools, lots and their inspection, stock on its way to the buyer."""

from programs.workshop.services.attendance import mark_attendance, tap
from programs.workshop.services.corrections import correct_attendance
from programs.workshop.services.entering import Mark
from programs.workshop.services.inspection import inspect_lot
from programs.workshop.services.lineage import enter_arrival, merge_lots, rework_lot, split_lot
from programs.workshop.services.lots import Made, record_lot
from programs.workshop.services.merging import KeyedMark, Merged, Theirs, merge_marks
from programs.workshop.services.sessions import close_session, open_session
from programs.workshop.services.stock import LotPieces, held_lots, move_lot, move_to_market, take_back, take_sold
from programs.workshop.services.tools import count_tools_in, count_tools_out
from programs.workshop.services.weeks import NearCap

__all__ = [
    "KeyedMark",
    "LotPieces",
    "Made",
    "Mark",
    "Merged",
    "NearCap",
    "Theirs",
    "close_session",
    "correct_attendance",
    "count_tools_in",
    "count_tools_out",
    "enter_arrival",
    "held_lots",
    "inspect_lot",
    "mark_attendance",
    "merge_lots",
    "merge_marks",
    "move_lot",
    "move_to_market",
    "open_session",
    "record_lot",
    "rework_lot",
    "split_lot",
    "take_back",
    "take_sold",
    "tap",
]
