"""Owns acts on people: import, consent and its withdrawal, enrolment behind the hard gates."""

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
from programs.people.services.consents import give_consent, withdraw_consent
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
from programs.people.services.persons import (
    end_assimilation,
    export_people,
    place_in_assimilation,
    reveal_register,
)
from programs.people.services.rows import Rejection
from programs.people.services.sheets_out import as_xlsx, template_csv, template_xlsx
from programs.people.services.stays import move_block, readmit
from programs.people.services.xlsx_shape import letters

__all__ = [
    "FIELDS",
    "LARGEST_BYTES",
    "REQUIRED",
    "Columns",
    "Filed",
    "ImportReport",
    "Opened",
    "Preview",
    "Rejection",
    "accept_file",
    "answer_complaint",
    "as_xlsx",
    "cancel_file",
    "change_pin",
    "choose_columns",
    "close_complaint",
    "digest",
    "end_assimilation",
    "end_enrolment",
    "enrol",
    "enter_complaint",
    "export_people",
    "file_complaint",
    "give_consent",
    "give_first_pin",
    "import_people",
    "leave",
    "leave_kiosk",
    "letters",
    "may_enter",
    "move_block",
    "note_on_complaint",
    "open_kiosk",
    "place_in_assimilation",
    "preview",
    "readmit",
    "reveal_register",
    "take_file",
    "template_csv",
    "template_xlsx",
    "undo_leaving",
    "waiting_columns",
    "withdraw_consent",
]
