"""Owns a slot of the week as tests want it: Mondays at Bengkel 1, eight to two, twenty places."""

from datetime import time

from programs.workshop.models import WeeklySlot
from programs.workshop.services import SlotFacts, add_slot
from tests.people.scene import DAY
from tests.workshop.conftest import OFFICER


def slot_facts(**changes: object) -> SlotFacts:
    """The facts of the slot, with some changed."""
    facts = {
        "program": "coir-shade",
        "place": "Bengkel 1",
        "weekday": 1,
        "starts": time(8),
        "ends": time(14),
        "officer": OFFICER,
        "officer_name": "Petugas Contoh",
        "capacity": 20,
        "first": DAY,
    }
    return SlotFacts(**{**facts, **changes})  # type: ignore[arg-type]


def slotted(**changes: object) -> WeeklySlot:
    """The slot as it is stored."""
    return add_slot(slot_facts(**changes), by="head")
