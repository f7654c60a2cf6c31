"""Owns what people holds about a person: table by table, what a complete file shows and how long it stays."""

from django.utils.translation import gettext_lazy as _

from programs.people.models import (
    Alias,
    Application,
    Assessment,
    Certificate,
    Consent,
    Decision,
    Enrolment,
    FollowUp,
    ModuleResult,
    NonAssociation,
    Override,
    Person,
    Plan,
    Stay,
    Suspension,
)
from programs.records.personal import Apart, Held

HELD = (
    Held(
        Person,
        _("Who it is"),
        (
            "card_number", "name", "register_sealed", "birth_sealed", "kind", "detained_on", "sentenced_on",
            "release_on", "assimilation_from", "education", "created",
        ),
        "identity",
        paths=("pk", "merged_into"),
        keep=True,
        sealed={"register_sealed": "register", "birth_sealed": "birth"},
    ),
    Held(Alias, _("Earlier register numbers and names"), ("kind", "sealed", "recorded_at"), "identity", sealed={"sealed": ""}),
    Held(Stay, _("Stays"), ("block", "began_on", "began_by", "ended_by", "during"), "work", keep=True, blank={"block": ""}),
    Held(Assessment, _("Risk, health, skill"), ("kind", "level", "during", "note", "recorded_at"), "assessments"),
    Held(
        NonAssociation, _("Kept apart from others"), ("reason", "during", "recorded_at"), "assessments",
        paths=("first", "second"),
    ),
    Held(
        Consent,
        _("Consents"),
        ("purpose", "text_version", "language", "read_aloud", "witness", "during", "recorded_at"),
        "work",
        keep=True,
        blank={"witness": "–"},
    ),
    Held(
        Decision,
        _("Decisions of the board"),
        ("program_code", "board_number", "board_on", "decree_number", "decree_on", "during"),
        "decisions",
    ),
    Held(Override, _("Exceptions by the head"), ("program_code", "gate", "reason", "during", "given_at"), "decisions"),
    Held(
        Enrolment,
        _("Programmes"),
        ("program_code", "purpose", "during", "ended_reason", "enrolled_at"),
        "work",
        keep=True,
    ),
    Held(Application, _("Waiting list"), ("program_code", "applied_at", "ended_at", "outcome"), "waiting"),
    Held(
        Suspension, _("Pauses"), ("reason", "note", "during", "recorded_at"), "waiting", paths=("enrolment__person",)
    ),
    Held(
        ModuleResult,
        _("Training"),
        ("program_code", "module_code", "reference", "attempt", "attended_on", "hours", "mark", "assessor"),
        "learning",
    ),
    Held(
        Certificate,
        _("Certificates"),
        ("code", "program_code", "skill_id", "issuer", "edition", "hours", "issued_on", "withdrawn_on"),
        "learning",
    ),
    Held(Plan, _("Business and release plans"), ("kind", "version", "mentor", "facts", "noted", "written_at"), "plans"),
    Held(
        FollowUp,
        _("Follow-up after release"),
        ("months", "due_on", "held_on", "is_reached", "work", "business_runs", "reoffended", "note"),
        "followup",
    ),
)  # fmt: skip
APART = (
    Apart("people_complaint", _("Complaints are read by their receipt at the kiosk; this file may be seen by whom one is about. Their text goes with the person's name.")),
    Apart("people_kioskpin", _("A PIN is kept as a digest that tells nothing; it goes with the person's name.")),
)  # fmt: skip
