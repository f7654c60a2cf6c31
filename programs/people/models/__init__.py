"""Owns persons in custody: who is held, what they consented to, where they are enrolled. Nothing here leaves the schema."""

from programs.people.models.aliases import ALIASES, Alias
from programs.people.models.assessments import LEVELS, Assessment, NonAssociation
from programs.people.models.complaints import ABOUT, CATEGORIES, RECEIPT, RECEIPT_LETTERS, Complaint
from programs.people.models.consents import PURPOSES, Consent
from programs.people.models.decisions import LONGEST_OVERRIDE, SOFT_GATES, Decision, Override
from programs.people.models.enrolments import REMOVALS, Enrolment
from programs.people.models.kiosk import OWN, KioskPin
from programs.people.models.lasting import Lasting
from programs.people.models.persons import KINDS, Person, PersonQuerySet, held_on
from programs.people.models.stays import BEGINNINGS, ENDINGS, LEAVING, Stay
from programs.people.models.waiting import OUTCOMES, PAUSES, Application, Suspension

__all__ = [
    "ABOUT",
    "ALIASES",
    "BEGINNINGS",
    "CATEGORIES",
    "ENDINGS",
    "KINDS",
    "LEAVING",
    "LEVELS",
    "LONGEST_OVERRIDE",
    "OUTCOMES",
    "OWN",
    "PAUSES",
    "PURPOSES",
    "RECEIPT",
    "RECEIPT_LETTERS",
    "REMOVALS",
    "SOFT_GATES",
    "Alias",
    "Application",
    "Assessment",
    "Complaint",
    "Consent",
    "Decision",
    "Enrolment",
    "KioskPin",
    "Lasting",
    "NonAssociation",
    "Override",
    "Person",
    "PersonQuerySet",
    "Stay",
    "Suspension",
    "held_on",
]
