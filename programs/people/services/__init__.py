"""Owns acts on people: who is held, what was found and decided, consent, enrolment behind the gates, its pauses."""

from programs.people.services.admission import add_alias, admit, known_by_register
from programs.people.services.assessments import (
    LONGEST_CLEARANCE,
    end_apart,
    keep_apart,
    record_assessment,
    record_assessments,
)
from programs.people.services.bulk_enrolment import Outcome, enrol_many
from programs.people.services.columns import FIELDS, REQUIRED
from programs.people.services.complaints import (
    Filed,
    answer_complaint,
    close_complaint,
    enter_complaint,
    file_complaint,
    may_enter,
    note_on_complaint,
)
from programs.people.services.consents import give_consent, refuse_consent, withdraw_consent
from programs.people.services.decisions import DecisionFacts, end_decision, record_decisions
from programs.people.services.enrolments import end_enrolment, enrol
from programs.people.services.grids import LARGEST_BYTES
from programs.people.services.importing import ImportReport, import_people
from programs.people.services.intake import (
    Columns,
    Preview,
    accept_file,
    cancel_file,
    choose_columns,
    preview,
    take_file,
    waiting_columns,
)
from programs.people.services.kiosk import Opened, change_pin, digest, give_first_pin, leave_kiosk, open_kiosk
from programs.people.services.leaving import leave, undo_leaving
from programs.people.services.merging import merge_records
from programs.people.services.overrides import end_override, override_gate
from programs.people.services.persons import (
    end_assimilation,
    export_people,
    place_in_assimilation,
    reveal_register,
)
from programs.people.services.rows import Rejection
from programs.people.services.sheets_out import as_xlsx, template_csv, template_xlsx
from programs.people.services.stays import move_block, readmit
from programs.people.services.suspensions import resume, suspend
from programs.people.services.transfers import admit_transferred, keep_here, send_away
from programs.people.services.waiting import apply, end_application
from programs.people.services.xlsx_shape import letters

__all__ = [
    "FIELDS",
    "LARGEST_BYTES",
    "LONGEST_CLEARANCE",
    "REQUIRED",
    "Columns",
    "DecisionFacts",
    "Filed",
    "ImportReport",
    "Opened",
    "Outcome",
    "Preview",
    "Rejection",
    "accept_file",
    "add_alias",
    "admit",
    "admit_transferred",
    "answer_complaint",
    "apply",
    "as_xlsx",
    "cancel_file",
    "change_pin",
    "choose_columns",
    "close_complaint",
    "digest",
    "end_apart",
    "end_application",
    "end_assimilation",
    "end_decision",
    "end_enrolment",
    "end_override",
    "enrol",
    "enrol_many",
    "enter_complaint",
    "export_people",
    "file_complaint",
    "give_consent",
    "give_first_pin",
    "import_people",
    "keep_apart",
    "keep_here",
    "known_by_register",
    "leave",
    "leave_kiosk",
    "letters",
    "may_enter",
    "merge_records",
    "move_block",
    "note_on_complaint",
    "open_kiosk",
    "override_gate",
    "place_in_assimilation",
    "preview",
    "readmit",
    "record_assessment",
    "record_assessments",
    "record_decisions",
    "refuse_consent",
    "resume",
    "reveal_register",
    "send_away",
    "suspend",
    "take_file",
    "template_csv",
    "template_xlsx",
    "undo_leaving",
    "waiting_columns",
    "withdraw_consent",
]
