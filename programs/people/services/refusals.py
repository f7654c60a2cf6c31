"""Owns the words for each constraint of people: which rule it stands for and where the rule comes from."""

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict
from programs.records.refusals import Refusal

FORCED_LABOUR = "ILO C29 art. 2(2)(c); UU 22/2022"
CHILD = "UU 35/2014; ILO C138"

REFUSALS = {
    "people_complaint_category": Refusal("category-unknown", "category", _("Choose what it is about.")),
    "people_complaint_receipt": Refusal("receipt-taken", "complaint", _("Please send it once more."), kind=Conflict),
    "people_consent_once": Refusal(
        "consent-given", "consent", _("A consent for this purpose holds in these days already."), kind=Conflict
    ),
    "people_consent_purpose": Refusal("purpose-unknown", "purpose", _("Choose one of the purposes listed.")),
    "people_consent_witnessed": Refusal("witness-missing", "witness", _("Name who witnessed the consent.")),
    "people_consent_refused_once": Refusal(
        "refused-already", "answer", _("This refusal is recorded already."), kind=Conflict
    ),
    "people_application_open_once": Refusal(
        "waits-already", "program", _("The person is on this waiting list already."), kind=Conflict
    ),
    "people_consent_gate": Refusal("consent-given", "consent", _("This consent is recorded already."), kind=Conflict),
    "people_enrolment_once": Refusal(
        "enrolled-already",
        "program",
        _("The person is enrolled in this programme in these days already."),
        kind=Conflict,
    ),
    "people_enrolment_convicted": Refusal(
        "not-convicted",
        "kind",
        _("Production for sale is for convicted persons only; others may be offered training."),
        FORCED_LABOUR,
    ),
    "people_enrolment_adult": Refusal(
        "not-adult",
        "starts",
        _("Production for sale is for persons of 18 or over, from the day that is certain."),
        CHILD,
    ),
    "people_enrolment_consent": Refusal(
        "consent-missing",
        "consent",
        _("Production for sale needs the person's own consent to work, on every day of it."),
        FORCED_LABOUR,
    ),
    "people_enrolment_consent_gate": Refusal(
        "consent-changed", "consent", _("The consent changed in the meantime. Open the page again."), kind=Conflict
    ),
    "people_enrolment_person_gate": Refusal(
        "person-changed", "person", _("The person's facts changed in the meantime. Open the page again."), kind=Conflict
    ),
    "people_enrolment_purpose": Refusal("purpose-unknown", "purpose", _("Choose production for sale or training.")),
    "people_moduleresult_once": Refusal(
        "result-recorded",
        "module",
        _("Somebody of this list has this attempt recorded already. Open the page again."),
        kind=Conflict,
    ),
    "people_moduleresult_attempt": Refusal("attempt-range", "module", _("Attempts are counted from 1.")),
    "people_moduleresult_hours": Refusal("hours-range", "hours", _("Hours are a number above 0.")),
    "people_moduleresult_mark": Refusal("mark-range", "mark", _("A mark is a whole number from 0 to 100.")),
    "people_moduleresult_assessed": Refusal(
        "mark-missing", "mark", _("An assessed module has a mark and an assessor; another has none.")
    ),
    "people_moduleresult_reference": Refusal(
        "reference-malformed", "module", _("A module is named with the version of its template.")
    ),
    "people_certificate_code": Refusal(
        "code-taken", "program", _("This number was just given. Send it again."), kind=Conflict
    ),
    "people_certificate_once": Refusal(
        "certified-already",
        "program",
        _("A certificate for this programme holds already. Withdraw it before another is issued."),
        kind=Conflict,
    ),
    "people_certificate_issuer": Refusal(
        "issuer-brands",
        "issuer",
        _("The issuer is a training partner, BLK or BNSP whose name says nothing of custody."),
    ),
    "people_certificate_edition": Refusal("edition-unknown", "edition", _("Choose one of the editions listed.")),
    "people_certificate_hours": Refusal("hours-range", "program", _("A certificate is about hours of training.")),
    "people_certificate_withdrawn": Refusal("reason-missing", "reason", _("Say why it is withdrawn.")),
    "people_plan_version": Refusal(
        "plan-changed",
        "seen",
        _("Somebody wrote a newer version in the meantime. What you typed stands below; compare and save again."),
        kind=Conflict,
    ),
    "people_plan_kind": Refusal("plan-kind", "kind", _("Choose one of the plans listed.")),
    "people_plan_mentored": Refusal("mentor-missing", "mentor", _("Name the mentor who helps with this plan.")),
    "people_plan_noted": Refusal("facts-of-business", "kind", _("The ten facts belong to a business plan.")),
    "people_followup_once": Refusal("talk-recorded", "months", _("This talk is recorded already."), kind=Conflict),
    "people_followup_months": Refusal("months-unknown", "months", _("Talks are due after 3, 6, 12 and 24 months.")),
    "people_followup_work": Refusal("work-unknown", "work", _("Choose one of the answers listed.")),
    "people_followup_business": Refusal("answer-unknown", "business_runs", _("Choose yes, no or unknown.")),
    "people_followup_reoffended": Refusal("answer-unknown", "reoffended", _("Choose known yes, known no or unknown.")),
    "people_followup_reached": Refusal(
        "not-reached", "is_reached", _("Of who was not reached, work and business are unknown.")
    ),
    "people_person_assimilation": Refusal(
        "not-convicted", "kind", _("Assimilation is for convicted persons and children in care.")
    ),
    "people_enrolment_ended": Refusal("reason-unknown", "reason", _("Choose one of the reasons listed.")),
    "people_suspension_reason": Refusal("reason-unknown", "reason", _("Choose one of the reasons listed.")),
    "people_suspension_once": Refusal(
        "suspended-already", "starts", _("The person is suspended in these days already."), kind=Conflict
    ),
    "people_assessment_once": Refusal(
        "assessed-already", "starts", _("A finding of this kind holds in these days already."), kind=Conflict
    ),
    "people_assessment_level": Refusal("level-unknown", "level", _("Choose one of the levels listed.")),
    "people_assessment_expires": Refusal("expiry-missing", "expires", _("A health clearance has a last day.")),
    "people_nonassociation_once": Refusal(
        "apart-already", "other", _("These two are kept apart in these days already."), kind=Conflict
    ),
    "people_nonassociation_reason": Refusal("text-length", "reason", _("Write the reason.")),
    "people_decision_once": Refusal(
        "decided-already", "decree_on", _("A later decision about this programme stands already."), kind=Conflict
    ),
    "people_decision_numbered": Refusal("text-length", "decree_number", _("Write both numbers.")),
    "people_decision_order": Refusal(
        "decree-order", "decree_on", _("The decree is of the day of the board's decision or later.")
    ),
    "people_override_once": Refusal(
        "overridden-already", "gate", _("This gate is overridden in these days already."), kind=Conflict
    ),
    "people_override_gate": Refusal("gate-hard", "gate", _("Nobody can override this gate."), FORCED_LABOUR),
    "people_override_short": Refusal("override-days", "days", _("An override lasts at most 30 days.")),
    "people_override_reason": Refusal("text-length", "reason", _("Write at least 10 characters.")),
    "people_alias_register": Refusal(
        "register-known", "register_number", _("This register number is known here already."), kind=Conflict
    ),
    "people_person_register": Refusal(
        "register-known", "register_number", _("This register number is known here already."), kind=Conflict
    ),
    "people_stay_once": Refusal(
        "person-held", "on", _("The person is held here in these days already."), kind=Conflict
    ),
    "workshop_attendance_enrolled": Refusal(
        "work-registered",
        "on",
        _("Work is registered on or after this day. Choose a later day, or correct the register first."),
        kind=Conflict,
    ),
}
