"""Owns persons in custody: who is held, what they consented to, where they are enrolled. Nothing here leaves the schema."""

from programs.people.models.aliases import ALIASES, Alias
from programs.people.models.assessments import LEVELS, Assessment, NonAssociation
from programs.people.models.certificates import BRANDING, EDITIONS, Certificate
from programs.people.models.complaints import ABOUT, CATEGORIES, RECEIPT, RECEIPT_LETTERS, Complaint
from programs.people.models.consents import ANSWERS, PURPOSES, Consent
from programs.people.models.decisions import LONGEST_OVERRIDE, SOFT_GATES, Decision, Override
from programs.people.models.enrolments import REMOVALS, Enrolment
from programs.people.models.following import KNOWN, MONTHS, WORK, FollowUp
from programs.people.models.kiosk import OWN, KioskPin
from programs.people.models.lasting import Lasting
from programs.people.models.mappings import ColumnMapping
from programs.people.models.persons import KINDS, REMOVED_MASK, REMOVED_NAME, Person, PersonQuerySet, held_on
from programs.people.models.plans import PLANS, TEN_FACTS, Plan
from programs.people.models.stays import BEGINNINGS, ENDINGS, LEAVING, Stay
from programs.people.models.training import BEST_MARK, ModuleResult
from programs.people.models.waiting import OUTCOMES, PAUSES, Application, Suspension

__all__ = [
    "ABOUT",
    "ALIASES",
    "ANSWERS",
    "BEGINNINGS",
    "BEST_MARK",
    "BRANDING",
    "CATEGORIES",
    "EDITIONS",
    "ENDINGS",
    "KINDS",
    "KNOWN",
    "LEAVING",
    "LEVELS",
    "LONGEST_OVERRIDE",
    "MONTHS",
    "OUTCOMES",
    "OWN",
    "PAUSES",
    "PLANS",
    "PURPOSES",
    "RECEIPT",
    "RECEIPT_LETTERS",
    "REMOVALS",
    "REMOVED_MASK",
    "REMOVED_NAME",
    "SOFT_GATES",
    "TEN_FACTS",
    "WORK",
    "Alias",
    "Application",
    "Assessment",
    "Certificate",
    "ColumnMapping",
    "Complaint",
    "Consent",
    "Decision",
    "Enrolment",
    "FollowUp",
    "KioskPin",
    "Lasting",
    "ModuleResult",
    "NonAssociation",
    "Override",
    "Person",
    "PersonQuerySet",
    "Plan",
    "Stay",
    "Suspension",
    "held_on",
]
