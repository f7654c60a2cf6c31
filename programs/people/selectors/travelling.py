"""Owns what of a person travels to another prison: who they are and what they learnt, never a consent, a risk or health."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from core import crypto
from programs.people.models import Alias, Assessment, Certificate, ModuleResult, Person, Plan
from programs.people.selectors.persons import person_for_change
from programs.records.selectors import local_today, notes, this_prison


@dataclass(frozen=True)
class Bundle:
    """Rows of one table that travel: which columns, and by which of them a row is known again at the other end."""

    model: type[Model]
    columns: tuple[str, ...]
    known_by: tuple[str, ...]

    def rows(self, person: int) -> list[dict[str, Any]]:
        """The person's rows, oldest first."""
        return list(self.model._default_manager.filter(person=person).order_by("pk").values(*self.columns))


PLAIN = ("name", "kind", "detained_on", "sentenced_on", "release_on", "education")
BUNDLES = {
    "results": Bundle(
        ModuleResult,
        (
            "program_code", "module_code", "kind", "reference", "attempt", "attended_on", "hours", "is_assessed",
            "mark", "assessor", "recorded_by",
        ),
        ("program_code", "module_code", "attempt"),
    ),
    "certificates": Bundle(
        Certificate,
        (
            "program_code", "reference", "code", "edition", "issuer", "skill_id", "skill_en", "modules", "hours",
            "issued_on", "issued_by", "withdrawn_on", "withdrawn_reason",
        ),
        ("code",),
    ),
}  # fmt: skip
PLANS = {
    "plans": Bundle(
        Plan, ("kind", "version", "mentor", "facts", "noted", "written_by", "written_at"), ("kind", "version")
    )
}


def travels(person: int, *, with_plan: bool) -> dict[str, Any]:
    """Everything about a person that goes along, as JSON-ready facts; the business plan only if the person agrees.

    Risk and health do not: they are assessed anew. Consents do not: they are asked anew (product rule 10). The person is
    locked until the transaction ends. Raises NotFound.
    """
    row = person_for_change(person)
    bundles = {**BUNDLES, **(PLANS if with_plan else {})}
    return {
        "identity": _identity(row),
        "skill": _skill(person, local_today()),
        "learnt": {name: bundle.rows(person) for name, bundle in bundles.items()},
        "notes": [note.text for note in notes(brought_subject(person))],
    }


def brought_subject(person: int) -> str:
    """The subject of notes that say what a person brought from other prisons."""
    return f"brought:{person}"


def brought(person: int) -> list[tuple[datetime, str]]:
    """What the person brought from other prisons, when and in words, oldest first."""
    return [(note.at, note.text) for note in notes(brought_subject(person))]


def _identity(row: Person) -> dict[str, Any]:
    prison = this_prison()
    return {
        "register_number": crypto.unseal(bytes(row.register_sealed), prison=prison, field="register"),
        "birth_date": crypto.unseal(bytes(row.birth_sealed), prison=prison, field="birth"),
        "registers": [
            crypto.unseal(bytes(alias.sealed), prison=prison, field="register")
            for alias in Alias.objects.filter(person=row, kind="register").order_by("pk")
        ],
        **{name: getattr(row, name) for name in PLAIN},
    }


def _skill(person: int, day: date) -> str:
    found = Assessment.objects.filter(person=person, kind="skill", during__contains=day)
    return found.values_list("level", flat=True).first() or ""
