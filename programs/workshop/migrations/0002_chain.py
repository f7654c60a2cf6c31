"""Composite keys of the chain: who attends is enrolled that day, who makes a lot attended, verdicts fit their lot."""

from django.db import migrations


def _key(table: str, name: str, columns: str, target: str, *, cascade: bool = False) -> migrations.RunSQL:
    cascading = " ON UPDATE CASCADE" if cascade else ""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {target}{cascading}",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("workshop", "0001_initial"), ("people", "0002_gates"), ("records", "0001_initial")]
    operations = [
        _key(
            "workshop_session",
            "workshop_session_officer_gate",
            "officer_id, officer_is_state",
            "records_officer (account, is_state)",
        ),
        _key("workshop_attendance", "workshop_attendance_day_gate", "session_id, day", "workshop_session (id, day)"),
        _key(
            "workshop_attendance",
            "workshop_attendance_enrolment_gate",
            "enrolment_id, person_id, enrolment_during",
            "people_enrolment (id, person_id, during)",
            cascade=True,
        ),
        _key(
            "workshop_toolcount",
            "workshop_tool_session_gate",
            "session_id, session_is_closed",
            "workshop_session (id, is_closed)",
            cascade=True,
        ),
        _key(
            "workshop_attendancecorrection",
            "workshop_correction_session_gate",
            "session_id, session_is_closed",
            "workshop_session (id, is_closed)",
        ),
        _key("workshop_lotmaker", "workshop_maker_lot_gate", "lot_id, session_id", "workshop_lot (id, session_id)"),
        _key(
            "workshop_lotmaker",
            "workshop_maker_attended_gate",
            "session_id, person_id, attendance_state",
            "workshop_attendance (session_id, person_id, state)",
        ),
        _key(
            "workshop_inspection",
            "workshop_inspection_lot_gate",
            "lot_id, produced, recorded_by",
            "workshop_lot (id, produced, recorded_by)",
        ),
        _key(
            "workshop_agreement",
            "workshop_agreement_supervisor_gate",
            "supervisor_id, supervisor_is_state",
            "records_officer (account, is_state)",
        ),
        _key(
            "workshop_weeklyslot",
            "workshop_slot_officer_gate",
            "officer_id, officer_is_state",
            "records_officer (account, is_state)",
        ),
        _key(
            "workshop_session",
            "workshop_session_agreement_gate",
            "agreement_id, agreement_during, is_export",
            "workshop_agreement (id, during, is_export)",
            cascade=True,
        ),
        _key(
            "workshop_attendance",
            "workshop_attendance_session_gate",
            "session_id, session_is_partner, session_is_export, session_is_cancelled",
            "workshop_session (id, is_partner, is_export, is_cancelled)",
            cascade=True,
        ),
        *(
            _key(
                "workshop_attendance",
                f"workshop_attendance_{which}_gate",
                f"{which}_consent_id, person_id, {which}_purpose, {which}_during",
                "people_consent (id, person_id, purpose, during)",
                cascade=True,
            )
            for which in ("partner", "export")
        ),
        _key(
            "workshop_toolcount",
            "workshop_tool_incident_gate",
            "incident_id, session_id",
            "workshop_incident (id, session_id)",
        ),
    ]
