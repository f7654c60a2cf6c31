"""Owns what the workshop's pages ask: a session, the marks of a register, tools, lots and verdicts."""

from programs.workshop.forms.agreements import AgreementFilter, AgreementForm, EndAgreementForm, FileForm, version_field
from programs.workshop.forms.corrections import CorrectionForm, told_corrections
from programs.workshop.forms.filters import BalanceFilter, LotFilter, QualityFilter, SessionFilter, chosen
from programs.workshop.forms.goods import MergeForm, ReworkForm, SplitForm, StockTakeForm
from programs.workshop.forms.incidents import (
    KIND_LABELS,
    SEVERITY_LABELS,
    FollowUpForm,
    IncidentFilter,
    IncidentForm,
    ResultForm,
)
from programs.workshop.forms.keying import DIGITS, KeyedLine, posted_keys, rivalled_keys, stored_keys
from programs.workshop.forms.lots import InspectionForm, LotForm
from programs.workshop.forms.materials import CountForm, DeliveryForm, MaterialFilter, ReturnForm, UseForm, WasteForm
from programs.workshop.forms.regime import WEEKDAYS, OfficerForm, PlanForm, ReasonForm, SlotForm, SpanForm
from programs.workshop.forms.register import (
    STATE_LABELS,
    WHO,
    Progress,
    RegisterLine,
    on_register,
    posted_line,
    posted_lines,
    progress_of,
    states_of,
    stored_line,
    told_rival,
    with_rivals,
)
from programs.workshop.forms.sessions import SessionForm
from programs.workshop.forms.tools import ToolLine, counted, posted_tools, stored_tools, with_error

__all__ = [
    "DIGITS",
    "KIND_LABELS",
    "SEVERITY_LABELS",
    "STATE_LABELS",
    "WEEKDAYS",
    "WHO",
    "AgreementFilter",
    "AgreementForm",
    "BalanceFilter",
    "CorrectionForm",
    "CountForm",
    "DeliveryForm",
    "EndAgreementForm",
    "FileForm",
    "FollowUpForm",
    "IncidentFilter",
    "IncidentForm",
    "InspectionForm",
    "KeyedLine",
    "LotFilter",
    "LotForm",
    "MaterialFilter",
    "MergeForm",
    "OfficerForm",
    "PlanForm",
    "Progress",
    "QualityFilter",
    "ReasonForm",
    "RegisterLine",
    "ResultForm",
    "ReturnForm",
    "ReworkForm",
    "SessionFilter",
    "SessionForm",
    "SlotForm",
    "SpanForm",
    "SplitForm",
    "StockTakeForm",
    "ToolLine",
    "UseForm",
    "WasteForm",
    "chosen",
    "counted",
    "on_register",
    "posted_keys",
    "posted_line",
    "posted_lines",
    "posted_tools",
    "progress_of",
    "rivalled_keys",
    "states_of",
    "stored_keys",
    "stored_line",
    "stored_tools",
    "told_corrections",
    "told_rival",
    "version_field",
    "with_error",
    "with_rivals",
]
