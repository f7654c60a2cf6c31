"""Owns reading the waiting lists: their order is the instant of asking, and nothing else has a part in it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from core.errors import NotFound
from programs.people.models import Application, Person
from programs.people.selectors.gates import Gate, gates_of


def waiting_for(program: str) -> QuerySet[Application]:
    """Who waits for a program, with `place` (from 1) by the instant of asking; selects the person (one query)."""
    place = Window(RowNumber(), order_by=[F("applied_at"), F("pk")])
    found = Application.objects.filter(program_code=program, ended_at=None).select_related("person")
    return found.annotate(place=place).order_by("applied_at", "pk")


def applicants(program: str) -> dict[int, Person]:
    """Whoever waits or waited for a program, by id: whom a choice from its list may name, also when sent again."""
    rows = Application.objects.filter(program_code=program).select_related("person")
    return {row.person_id: row.person for row in rows}


def applications(person: int) -> list[Application]:
    """The waiting lists on which a person stands, the oldest first."""
    return list(Application.objects.filter(person_id=person, ended_at=None).order_by("applied_at", "pk"))


def application_for_change(pk: int) -> Application:
    """One application, locked until the transaction ends; raises NotFound."""
    found = Application.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        rule = _("There is no such entry of a waiting list here.")
        raise NotFound(code="application-unknown", field="application", value=pk, rule=rule)
    return found


def with_gates(rows: Sequence[Application], program: str, day: date) -> list[tuple[Application, list[Gate]]]:
    """Each entry with every gate that the person meets for the program on a day, however many entries in nine queries."""
    met = gates_of([row.person for row in rows], program, day)
    return [(row, met[row.person_id]) for row in rows]
