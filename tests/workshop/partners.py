"""Owns an agreement with an invented partner, and the consents that work for it needs."""

from datetime import date, timedelta

from programs.people.models import Person
from programs.workshop.models import Agreement
from programs.workshop.services import AgreementTerms, add_agreement
from tests.people.scene import DAY, consent
from tests.workshop.conftest import OFFICER

LAST = DAY + timedelta(days=60)


def terms(**changes: object) -> AgreementTerms:
    """An agreement for coir shades from Monday on, for sixty days."""
    facts = {
        "partner": "PT Contoh Sabut",
        "number": "PKS-CONTOH/01",
        "signed_on": DAY,
        "kind": "maklon",
        "material_by": "partner",
        "is_export": False,
        "programs": ["coir-shade"],
        "rates": {"coir-shade": 15000},
        "supervision": "Petugas Contoh mengawasi setiap sesi dari awal sampai akhir.",
        "supervisor": OFFICER,
        "supervisor_name": "Petugas Contoh",
        "first": DAY,
        "last": LAST,
    }
    return AgreementTerms(**{**facts, **changes})  # type: ignore[arg-type]


def agreed(**changes: object) -> Agreement:
    """The agreement as it is stored."""
    return add_agreement(terms(**changes), by="head")


def willing(persons: list[Person], *purposes: str, starts: date = DAY) -> None:
    """Everybody consents to partner work (and to what else is named)."""
    for person in persons:
        for purpose in ("partner_work", *purposes):
            consent(person, starts=starts, purpose=purpose)
