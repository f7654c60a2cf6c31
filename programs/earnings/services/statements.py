"""Owns the statement on paper: a folded sheet a person, with money only for who may print it, noted in the audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import money
from core.errors import Refused
from core.papers import paper
from programs.earnings import selectors, words
from programs.people.selectors import Person
from programs.records.selectors import local_today, this_place
from programs.records.services import record
from programs.workshop import selectors as workshop
from programs.workshop.selectors import PersonWork

SOURCE = Path(__file__).resolve().parent.parent / "typesetting" / "statement.typ"
MOST = 50


@dataclass(frozen=True)
class Month:
    """The days a statement tells of; of the running month those until today."""

    first: date
    last: date

    @classmethod
    def of(cls, first: date, today: date) -> "Month":
        """The month that begins on `first`."""
        after = (first + timedelta(days=31)).replace(day=1)
        return cls(first, min(after - timedelta(days=1), today))


def print_statements(people: Sequence[Person], first: date, *, with_money: bool, is_demo: bool, by: str) -> bytes:
    """The statements of at most `MOST` people for the month that begins on `first`, as one PDF, a sheet each.

    Printing changes nothing and can be repeated. Raises Refused (field `people`) for nobody, or for more.
    """
    if not 0 < len(people) <= MOST:
        rule = ngettext("Print %(most)d sheet at once.", "Print 1 to %(most)d sheets at once.", MOST) % {"most": MOST}
        raise Refused(code="sheets-at-once", field="people", value=len(people), rule=rule)
    with translation.override("id"):  # who reads it speaks Indonesian, whoever prints it
        facts = statement_facts(people, Month.of(first, local_today()), with_money=with_money)
        made = paper(SOURCE, facts, title=facts["heading"], is_demo=is_demo)
    subject = f"person:{people[0].pk}" if len(people) == 1 else "statements"
    record("statement.printed", by=by, subject=subject, month=f"{first:%Y-%m}", sheets=len(people), money=with_money)
    return made


def statement_facts(people: Sequence[Person], month: Month, *, with_money: bool) -> dict[str, Any]:
    """What stands on the sheets. Without money no amount is even read."""
    ids = [person.pk for person in people]
    work = workshop.work_of(ids, month.first, month.last)
    premi = selectors.premi_of(ids, month.first, month.last) if with_money else {}
    return {
        "heading": _("Statement of work"),
        "month": _("%(first)s to %(last)s") % {"first": _day(month.first), "last": _day(month.last)},
        "place": this_place().name,
        "made": _("Printed on %(day)s") % {"day": _day(local_today())},
        "fold": _("Fold across, then along: only this side shows."),
        "money": _("Premi"),
        "unpaid": _("What was paid out or saved is not kept here yet; ask the treasurer."),
        "basis": _basis(month.last) if with_money else [],
        "sheets": [
            {"card": person.card_number, "work": _work(work[person.pk]), "money": _money(premi.get(person.pk))}
            for person in people
        ],
    }


def _work(done: PersonWork) -> list[tuple[str, str]]:
    hours, minutes = divmod(done.minutes, 60)
    return [
        (_("Sessions"), str(done.sessions)),
        (_("Hours"), f"{hours}:{minutes:02d}"),
        (_("Pieces"), str(done.pieces)),
    ]


def _money(premi: selectors.PersonPremi | None) -> list[tuple[str, str]] | None:
    if premi is None:
        return None
    return [
        (_("Premi this month"), money.rupiah(premi.accrued, "id")),
        (_("Premi accrued in all"), money.rupiah(premi.total, "id")),
    ]


def _basis(day: date) -> list[str]:
    scheme = selectors.scheme_in_force(day)
    if scheme is None:
        return [_("No split scheme is signed.")]
    return [words.verification(scheme), scheme.legal_reference or scheme.source]


def _day(day: date) -> str:
    return date_format(day, "j F Y")
