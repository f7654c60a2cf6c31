"""Owns what the workshop's pages ask: a session, the marks of a register, tools, lots and verdicts."""

from programs.workshop.forms.filters import LotFilter, SessionFilter, chosen
from programs.workshop.forms.lots import InspectionForm, LotForm
from programs.workshop.forms.register import (
    STATE_LABELS,
    Progress,
    RegisterLine,
    posted_line,
    progress_of,
    stored_line,
    with_rival,
)
from programs.workshop.forms.sessions import SessionForm
from programs.workshop.forms.tools import ToolLine, counted, posted_tools, stored_tools, with_error

__all__ = [
    "STATE_LABELS",
    "InspectionForm",
    "LotFilter",
    "LotForm",
    "Progress",
    "RegisterLine",
    "SessionFilter",
    "SessionForm",
    "ToolLine",
    "chosen",
    "counted",
    "posted_line",
    "posted_tools",
    "progress_of",
    "stored_line",
    "stored_tools",
    "with_error",
    "with_rival",
]
