"""Owns reading people inside their prison: who is held, on which list, with which consents; counts for the nation."""

from programs.people.models import Person
from programs.people.selectors.gates import Covering, Gate, consents, covering_consents, enrolments, gates
from programs.people.selectors.lists import BASES, base_counts, base_ids, on_list, taking_part, withdrawals
from programs.people.selectors.persons import (
    ORDERS,
    cards,
    consent_for_change,
    enrolment_for_change,
    held_person,
    person,
    person_for_change,
    persons,
)
from programs.people.selectors.stays import Standing, standing, stays

__all__ = [
    "BASES",
    "ORDERS",
    "Covering",
    "Gate",
    "Person",
    "Standing",
    "base_counts",
    "base_ids",
    "cards",
    "consent_for_change",
    "consents",
    "covering_consents",
    "enrolment_for_change",
    "enrolments",
    "gates",
    "held_person",
    "on_list",
    "person",
    "person_for_change",
    "persons",
    "standing",
    "stays",
    "taking_part",
    "withdrawals",
]
