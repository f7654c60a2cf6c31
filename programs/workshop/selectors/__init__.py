"""Owns reading the workshop: sessions and registers, lots, stock, and the figures that others build on."""

from programs.workshop.models import Lot, Session
from programs.workshop.selectors.figures import (
    AcceptedLot,
    MakerShare,
    MonthOfWork,
    accepted_lot,
    accepted_units_and_minutes,
    lot_makers,
    months_of_work,
    working_minutes,
)
from programs.workshop.selectors.lots import lots, lots_of_session, rework_open
from programs.workshop.selectors.plan import step_titles
from programs.workshop.selectors.provenance import Source, origins, provenance, regrouping
from programs.workshop.selectors.register import (
    Correction,
    RegisterRow,
    Rival,
    corrections,
    line_of,
    present,
    register,
    rivals,
    row_of,
    sessions,
    states_of,
    unread_row,
)
from programs.workshop.selectors.rows import lot, lot_for_change, session, session_for_change
from programs.workshop.selectors.stock import StockRow, movements, stock
from programs.workshop.selectors.tools import (
    ShortTool,
    ToolRow,
    session_tools,
    short_tools,
    tool_titles,
    tools_not_back,
)
from programs.workshop.selectors.totals import sessions_held

__all__ = [
    "AcceptedLot",
    "Correction",
    "Lot",
    "MakerShare",
    "MonthOfWork",
    "RegisterRow",
    "Rival",
    "Session",
    "ShortTool",
    "Source",
    "StockRow",
    "ToolRow",
    "accepted_lot",
    "accepted_units_and_minutes",
    "corrections",
    "line_of",
    "lot",
    "lot_for_change",
    "lot_makers",
    "lots",
    "lots_of_session",
    "months_of_work",
    "movements",
    "origins",
    "present",
    "provenance",
    "register",
    "regrouping",
    "rework_open",
    "rivals",
    "row_of",
    "session",
    "session_for_change",
    "session_tools",
    "sessions",
    "sessions_held",
    "short_tools",
    "states_of",
    "step_titles",
    "stock",
    "tool_titles",
    "tools_not_back",
    "unread_row",
    "working_minutes",
]
