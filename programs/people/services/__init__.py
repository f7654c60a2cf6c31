"""Owns acts on people: import, consent and its withdrawal, enrolment behind the hard gates."""

from programs.people.services.consents import give_consent, withdraw_consent
from programs.people.services.enrolments import end_enrolment, enrol
from programs.people.services.importing import ImportReport, import_people
from programs.people.services.leaving import leave, undo_leaving
from programs.people.services.persons import (
    end_assimilation,
    export_people,
    place_in_assimilation,
    reveal_register,
)
from programs.people.services.rows import Rejection
from programs.people.services.stays import move_block, readmit

__all__ = [
    "ImportReport",
    "Rejection",
    "end_assimilation",
    "end_enrolment",
    "enrol",
    "export_people",
    "give_consent",
    "import_people",
    "leave",
    "move_block",
    "place_in_assimilation",
    "readmit",
    "reveal_register",
    "undo_leaving",
    "withdraw_consent",
]
