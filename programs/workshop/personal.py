"""Owns what the workshop holds about a person: work, pieces, corrections, incidents. It stays as a pseudonym, without what was told."""

from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from programs.records.personal import Apart, Held
from programs.workshop.models import Attendance, AttendanceCorrection, Incident, LotMaker, WorkWeek

GONE = "–"  # what happened stays with its day, place and severity; what was told of the person goes
HELD = (
    Held(Attendance, _("Work"), ("day", "state", "minutes", "recorded_at"), "work", keep=True),
    Held(
        AttendanceCorrection,
        _("Corrections of the register"),
        ("old_state", "old_minutes", "new_state", "new_minutes", "reason", "at"),
        "work",
        keep=True,
    ),
    Held(
        WorkWeek,
        _("Minutes of each week, Monday first"),
        ("monday", "d1", "d2", "d3", "d4", "d5", "d6", "d7"),
        "work",
        keep=True,
    ),
    Held(LotMaker, _("Pieces made"), ("lot__code", "step", "pieces", "minutes"), "work", keep=True),
    Held(
        Incident,
        _("Incidents and accidents"),
        ("kind", "day", "hour", "place", "text", "body_part", "severity", "first_aid", "clinic", "days_lost", "result"),
        "identity",
        keep=True,
        blank={
            "text": GONE,
            "body_part": GONE,
            "first_aid": "",
            "clinic": "",
            "result": Case(When(result="", then=Value("")), default=Value(GONE)),
        },
    ),
)
APART = (Apart("workshop_toolcount", _("A count of tools names no person; an incident it opened is listed itself.")),)
