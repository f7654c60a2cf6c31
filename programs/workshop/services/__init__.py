"""Owns acts in the workshop: sessions, register, tools, lots and their inspection, stock on its way to the buyer."""

from programs.workshop.services.agreements import (
    AGREEMENT_FILES,
    AgreementTerms,
    add_agreement,
    attach_agreement_file,
    change_agreement,
    end_agreement,
)
from programs.workshop.services.attendance import Tapped, mark_attendance, tap
from programs.workshop.services.corrections import correct_attendance
from programs.workshop.services.days import check_open_day, close_day, reopen_day
from programs.workshop.services.entering import Mark
from programs.workshop.services.incidents import Accident, close_incident, follow_up, report_incident
from programs.workshop.services.inspection import Cause, Findings, Measured, inspect_lot
from programs.workshop.services.lineage import enter_arrival, merge_lots, rework_lot, split_lot
from programs.workshop.services.lots import Input, Made, record_lot
from programs.workshop.services.materials import (
    Delivery,
    count_material,
    receive_material,
    return_material,
    use_material,
    waste_material,
)
from programs.workshop.services.merging import KeyedMark, Merged, Theirs, merge_marks
from programs.workshop.services.planning import announce_planning, plan_ahead, plan_sessions
from programs.workshop.services.regime import SlotFacts, add_slot, add_span, end_slot, remove_span
from programs.workshop.services.sessions import (
    cancel_session,
    change_officer,
    close_session,
    confirm_equipment,
    open_session,
    restore_session,
)
from programs.workshop.services.stock import LotPieces, held_lots, move_lot, move_to_market, take_back, take_sold
from programs.workshop.services.stock_take import Counted, take_stock
from programs.workshop.services.tools import count_tools_in, count_tools_out
from programs.workshop.services.weeks import NearCap

__all__ = [
    "AGREEMENT_FILES",
    "Accident",
    "AgreementTerms",
    "Cause",
    "Counted",
    "Delivery",
    "Findings",
    "Input",
    "KeyedMark",
    "LotPieces",
    "Made",
    "Mark",
    "Measured",
    "Merged",
    "NearCap",
    "SlotFacts",
    "Tapped",
    "Theirs",
    "add_agreement",
    "add_slot",
    "add_span",
    "announce_planning",
    "attach_agreement_file",
    "cancel_session",
    "change_agreement",
    "change_officer",
    "check_open_day",
    "close_day",
    "close_incident",
    "close_session",
    "confirm_equipment",
    "correct_attendance",
    "count_material",
    "count_tools_in",
    "count_tools_out",
    "end_agreement",
    "end_slot",
    "enter_arrival",
    "follow_up",
    "held_lots",
    "inspect_lot",
    "mark_attendance",
    "merge_lots",
    "merge_marks",
    "move_lot",
    "move_to_market",
    "open_session",
    "plan_ahead",
    "plan_sessions",
    "receive_material",
    "record_lot",
    "remove_span",
    "reopen_day",
    "report_incident",
    "restore_session",
    "return_material",
    "rework_lot",
    "split_lot",
    "take_back",
    "take_sold",
    "take_stock",
    "tap",
    "use_material",
    "waste_material",
]
