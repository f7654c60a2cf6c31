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
    "people_person_assimilation": Refusal(
        "not-convicted", "kind", _("Assimilation is for convicted persons and children in care.")
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
