"""Owns the chain person, session, lot, inspection, stock: each link is a foreign key, each limit a constraint."""

from programs.workshop.models.agreements import AGREEMENT_KINDS, Agreement
from programs.workshop.models.corrections import AttendanceCorrection
from programs.workshop.models.days import DayClose
from programs.workshop.models.incidents import ACCIDENT, INCIDENT_KINDS, SEVERITIES, SHORTAGE, Incident
from programs.workshop.models.inspections import Inspection, Measurement
from programs.workshop.models.lots import (
    ARRIVAL,
    INSPECTED_KINDS,
    LOT_KINDS,
    MADE,
    MERGE,
    REWORK,
    SPLIT,
    WORKED_KINDS,
    Lot,
    LotInput,
    LotMaker,
)
from programs.workshop.models.materials import OWNERS, Material, MaterialMovement
from programs.workshop.models.regime import SPAN_KINDS, CalendarSpan, WeeklySlot
from programs.workshop.models.register import ATTENDANCE, DAY_CAP, PRESENT, WEEK_CAP, Attendance, Session, WorkWeek
from programs.workshop.models.stock import PLACES, SINKS, SOURCES, StockBalance, StockMovement, StockTake
from programs.workshop.models.tools import ToolCount

__all__ = [
    "ACCIDENT",
    "AGREEMENT_KINDS",
    "ARRIVAL",
    "ATTENDANCE",
    "DAY_CAP",
    "INCIDENT_KINDS",
    "INSPECTED_KINDS",
    "LOT_KINDS",
    "MADE",
    "MERGE",
    "OWNERS",
    "PLACES",
    "PRESENT",
    "REWORK",
    "SEVERITIES",
    "SHORTAGE",
    "SINKS",
    "SOURCES",
    "SPAN_KINDS",
    "SPLIT",
    "WEEK_CAP",
    "WORKED_KINDS",
    "Agreement",
    "Attendance",
    "AttendanceCorrection",
    "CalendarSpan",
    "DayClose",
    "Incident",
    "Inspection",
    "Lot",
    "LotInput",
    "LotMaker",
    "Material",
    "MaterialMovement",
    "Measurement",
    "Session",
    "StockBalance",
    "StockMovement",
    "StockTake",
    "ToolCount",
    "WeeklySlot",
    "WorkWeek",
]
