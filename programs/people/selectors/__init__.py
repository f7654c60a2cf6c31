"""Owns reading people inside their prison: who is held, on which list, with which consents; counts for the nation."""

from programs.people.models import Person
from programs.people.selectors.complaints import (
    answer_of,
    complaint_events,
    complaint_for,
    complaints_answered,
    complaints_for,
    narrowed,
    overdue_count,
    receipt,
    text_of,
)
from programs.people.selectors.deadlines import deadline_on, due_after
from programs.people.selectors.gates import Covering, Gate, consents, covering_consents, enrolments, gates
from programs.people.selectors.kiosk import (
    Guest,
    WaitingPlace,
    kiosk_guest,
    kiosk_pin_set_at,
    open_consents,
    waiting_places,
)
from programs.people.selectors.lists import BASES, base_counts, base_ids, on_list, taking_part, withdrawals
from programs.people.selectors.persons import (
    ORDERS,
    cards,
    consent_for_change,
    enrolment_for_change,
    held_person,
    person,
    person_for_change,
    person_with_card,
    persons,
)
from programs.people.selectors.stays import Standing, standing, stays

__all__ = [
    "BASES",
    "ORDERS",
    "Covering",
    "Gate",
    "Guest",
    "Person",
    "Standing",
    "WaitingPlace",
    "answer_of",
    "base_counts",
    "base_ids",
    "cards",
    "complaint_events",
    "complaint_for",
    "complaints_answered",
    "complaints_for",
    "consent_for_change",
    "consents",
    "covering_consents",
    "deadline_on",
    "due_after",
    "enrolment_for_change",
    "enrolments",
    "gates",
    "held_person",
    "kiosk_guest",
    "kiosk_pin_set_at",
    "narrowed",
    "on_list",
    "open_consents",
    "overdue_count",
    "person",
    "person_for_change",
    "person_with_card",
    "persons",
    "receipt",
    "standing",
    "stays",
    "taking_part",
    "text_of",
    "waiting_places",
    "withdrawals",
]
