"""Owns the words for each constraint of the workshop: which rule it stands for and where the rule comes from."""

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict
from programs.records.refusals import Refusal

STATE_OFFICER = "ILO C29 art. 2(2)(c)"
WORK_CAPS = "UU 13/2003 art. 77, 79 (general labour law; no prison-specific maximum found)"

REFUSALS = {
    "workshop_session_officer_gate": Refusal(
        "officer-not-state",
        "officer",
        _("A session needs a state officer on duty; an instructor or partner cannot be it."),
        STATE_OFFICER,
    ),
    "workshop_session_state_officer": Refusal(
        "officer-not-state", "officer", _("A session needs a state officer on duty."), STATE_OFFICER
    ),
    "workshop_session_once": Refusal(
        "session-open-already",
        "starts",
        _("This programme has a session at this place, day and hour already."),
        kind=Conflict,
    ),
    "workshop_session_hours": Refusal(
        "hours-backwards", "ends", _("The session ends after it begins, on the same day.")
    ),
    "workshop_week_day_cap": Refusal("day-cap", "minutes", _("Nobody works more than 7 hours a day."), WORK_CAPS),
    "workshop_week_week_cap": Refusal("week-cap", "minutes", _("Nobody works more than 40 hours a week."), WORK_CAPS),
    "workshop_week_rest_day": Refusal(
        "rest-day", "minutes", _("Everybody rests one day a week: the seventh day cannot be worked."), WORK_CAPS
    ),
    "workshop_attendance_state": Refusal("state-unknown", "state", _("Choose one of the five reasons.")),
    "workshop_attendance_minutes": Refusal(
        "minutes-unfit", "minutes", _("Who is present has minutes of work; who is not has none.")
    ),
    "workshop_attendance_enrolled": Refusal(
        "not-on-list", "person", _("Only who is enrolled in the programme on this day can be entered.")
    ),
    "workshop_attendance_enrolment_gate": Refusal(
        "enrolment-changed",
        "person",
        _("An enrolment changed in the meantime. Open the register again."),
        kind=Conflict,
    ),
    "workshop_correction_session_gate": Refusal(
        "session-open",
        "session",
        _("The session is open: change the mark on the register itself. Only a closed one is corrected."),
        kind=Conflict,
    ),
    "workshop_correction_closed": Refusal(
        "session-open", "session", _("Only the register of a closed session is corrected."), kind=Conflict
    ),
    "workshop_correction_changes": Refusal("correction-same", "state", _("This is what the register says already.")),
    "workshop_correction_state": Refusal("state-unknown", "state", _("Choose one of the five reasons.")),
    "workshop_correction_minutes": Refusal(
        "minutes-unfit", "minutes", _("Who is present has minutes of work; who is not has none.")
    ),
    "workshop_correction_reason": Refusal("reason-missing", "reason", _("Write why the register is corrected.")),
    "workshop_attendance_partner": Refusal(
        "partner-consent-missing",
        "person",
        _("Who works for a partner has consented to it for this day; these have not."),
        STATE_OFFICER,
    ),
    "workshop_attendance_export": Refusal(
        "export-consent-missing",
        "person",
        _("Who makes goods for export has consented to it for this day; these have not."),
        STATE_OFFICER,
    ),
    "workshop_attendance_held": Refusal(
        "session-cancelled",
        "session",
        _("Somebody is marked present: the session was held and cannot be cancelled."),
        kind=Conflict,
    ),
    "workshop_session_agreed_day": Refusal(
        "agreement-in-use",
        "on",
        _("Sessions for this partner lie on that day or later: cancel them first."),
        kind=Conflict,
    ),
    "workshop_session_agreement_gate": Refusal(
        "agreement-changed", "agreement", _("The agreement changed in the meantime. Choose it again."), kind=Conflict
    ),
    "workshop_session_slot_once": Refusal(
        "session-planned-already", "day", _("This slot has its session on that day already."), kind=Conflict
    ),
    "workshop_agreement_once": Refusal(
        "agreement-known", "number", _("An agreement with this number is here already."), kind=Conflict
    ),
    "workshop_agreement_supervisor_gate": Refusal(
        "officer-not-state",
        "supervisor",
        _("A state officer supervises; an instructor or partner cannot."),
        STATE_OFFICER,
    ),
    "workshop_agreement_kind": Refusal("kind-unknown", "kind", _("Choose what kind of agreement it is.")),
    "workshop_slot_officer_gate": Refusal(
        "officer-not-state",
        "officer",
        _("A session needs a state officer on duty; an instructor or partner cannot be it."),
        STATE_OFFICER,
    ),
    "workshop_slot_place_free": Refusal(
        "place-taken", "place", _("This place has a slot at these hours of the weekday already."), kind=Conflict
    ),
    "workshop_slot_hours": Refusal("hours-backwards", "ends", _("It ends after it begins, on the same day.")),
    "workshop_slot_weekday": Refusal("weekday-unknown", "weekday", _("Choose a day of the week.")),
    "workshop_slot_capacity": Refusal("capacity-none", "capacity", _("At least one person has a place.")),
    "workshop_span_hours": Refusal("hours-backwards", "ends", _("It ends after it begins, on the same day.")),
    "workshop_span_hours_once": Refusal(
        "hours-twice", "first", _("Other hours are set for some of these days already."), kind=Conflict
    ),
    "workshop_day_closed_once": Refusal("day-closed", "day", _("The day is closed already."), kind=Conflict),
    "workshop_incident_kind": Refusal("kind-unknown", "kind", _("Choose what kind of incident it is.")),
    "workshop_incident_accident": Refusal(
        "accident-facts", "person", _("An accident tells who was hurt; nothing else does.")
    ),
    "workshop_tool_in_fits": Refusal("tool-more-in", "tools", _("At most as many tools come back as went out.")),
    "workshop_tool_back_or_reason": Refusal(
        "tool-short",
        "reason",
        _("A tool is not back: write what is known of it before the session is closed."),
        kind=Conflict,
    ),
    "workshop_maker_attended_gate": Refusal(
        "maker-not-present", "makers", _("Only who was present at the session can have made pieces in it.")
    ),
    "workshop_maker_once": Refusal("maker-twice", "makers", _("Each maker stands once in a lot.")),
    "workshop_maker_pieces": Refusal("pieces-none", "makers", _("Each maker made at least one piece.")),
    "workshop_lot_arrived_once": Refusal(
        "arrived-already", "lot", _("This lot of the consignment arrived already."), kind=Conflict
    ),
    "workshop_lot_arrived": Refusal(
        "origin-missing", "origin_code", _("A lot from another prison names its code there and its consignment.")
    ),
    "workshop_input_older": Refusal("input-newer", "inputs", _("Only a lot recorded before can go into a lot.")),
    "workshop_input_lot_once": Refusal("input-twice", "inputs", _("Each lot stands once among what went in.")),
    "workshop_input_one": Refusal(
        "input-unfit", "inputs", _("What goes into a lot is a lot with pieces or a material with a quantity.")
    ),
    "workshop_inspection_sums": Refusal(
        "sums-differ", "accepted", _("Accepted, rejected and rework pieces sum to the pieces of the lot.")
    ),
    "workshop_inspection_other_person": Refusal(
        "same-person", "inspected_by", _("Who recorded a lot cannot inspect it: another person does."), "PP 60/2008"
    ),
    "workshop_inspection_lot_id_key": Refusal(
        "inspected-already", "lot", _("This lot is inspected already."), kind=Conflict
    ),
    "workshop_inspection_critical": Refusal(
        "critical-outside",
        "reason",
        _("A critical characteristic is outside its limits: accept fewer pieces, or write why all are accepted."),
    ),
    "workshop_measurement_once": Refusal("measured-twice", "measured", _("Each sample has one value.")),
    "workshop_material_not_negative": Refusal(
        "material-short", "quantity", _("There is less of this material than that."), kind=Conflict
    ),
    "workshop_material_owner": Refusal(
        "agreement-unfit", "agreement", _("A partner's material names its agreement; the prison's own names none.")
    ),
    "workshop_material_expiry": Refusal("expiry-unfit", "expires_on", _("It expires on the day it came, or later.")),
    "workshop_stocktake_once": Refusal(
        "counted-already", "day", _("The stock was counted on this day already."), kind=Conflict
    ),
    "workshop_balance_not_negative": Refusal(
        "stock-short", "pieces", _("There are fewer pieces than this at that place."), kind=Conflict
    ),
    "workshop_movement_once": Refusal(
        "reference-used", "reference", _("This movement is booked already."), kind=Conflict
    ),
}
