"""Owns the import of people from a spreadsheet: repeatable, in bulk, good rows in and bad rows named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from core import clock, crypto, jobs
from programs.people.models import Enrolment, Person
from programs.people.services import cards
from programs.people.services.known import Known, admit_all, restate_all
from programs.people.services.masks import masked
from programs.people.services.rows import PersonRow, Rejection, birthday, checked_rows, register_key, with_values
from programs.people.services.spreadsheet import Sheet, read_sheet
from programs.records.services import record
from tenants.selectors import by_code

BATCH = 1000
WRITTEN = (
    "kind", "name", "register_sealed", "register_masked", "birth_sealed", "adult_from", "sentenced_on", "release_on",
    "education", "version",
)  # fmt: skip


@dataclass(frozen=True)
class ImportReport:
    """Counts of rows; `read` is the sum of created, updated, unchanged and the rejected ones."""

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: list[Rejection]


@dataclass
class _Plan:
    created: list[tuple[Person, PersonRow]] = field(default_factory=list)
    updated: list[tuple[Person, PersonRow]] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)


def import_people(content: bytes, *, prison: str, by: str, check_only: bool = False) -> ImportReport:
    """Admit and update people from a CSV or XLSX file whose headings say which column is which; see `import_sheet`.

    Raises Refused for a file that is no list of people.
    """
    return import_sheet(read_sheet(content), prison=prison, by=by, check_only=check_only)


def import_sheet(sheet: Sheet, *, prison: str, by: str, check_only: bool = False) -> ImportReport:
    """Admit and update people; with `check_only` report what would happen and write nothing.

    A person is known by the register number. Columns that the file lacks keep what is known; the same file again
    changes nothing. A bad row is rejected by row, column, value and reason, the others are taken. Runs in the prison;
    new people are admitted on its present day.
    """
    today = clock.today(by_code(prison).timezone)
    rows, rejected = checked_rows(sheet, today=today)
    with transaction.atomic():
        cards.hold_numbering(prison)
        plan = _plan(rows, prison=prison, today=today)
        if not check_only and (plan.created or plan.updated):
            _write(plan, prison=prison, today=today, by=by)
    rejections = sorted([*rejected, *plan.rejected], key=lambda each: each.row)
    told = with_values(sheet, rejections)
    return ImportReport(len(sheet.lines), len(plan.created), len(plan.updated), plan.unchanged, told)


def _plan(rows: Sequence[PersonRow], *, prison: str, today: date) -> _Plan:
    hashes = {row.row: _fingerprint(row.register, prison) for row in rows}
    known = Known.of(hashes.values(), today)
    first_sale = _first_sale(known.ids)
    plan, seen = _Plan(), dict[int, int]()
    for row in rows:
        person = known.by_hash.get(hashes[row.row])
        if person is None:
            plan.created.append((_new(row, hashes[row.row], prison=prison, today=today), row))
            continue
        fault = known.fault(person, row, seen)
        if fault is None and not _change(person, row, known, prison=prison):
            plan.unchanged += 1
        elif (fault := fault or _breaks_sale(person, first_sale)) is not None:
            plan.rejected.append(Rejection(row.row, *fault))
        else:
            plan.updated.append((person, row))
    return plan


def _fingerprint(register: str, prison: str) -> str:
    return crypto.fingerprint(register_key(register), prison=prison, field="register")


def _first_sale(persons: Sequence[int]) -> dict[int, date | None]:
    """Since when each of these persons was ever enrolled for sale; the gates of those days still bind their record."""
    enrolled = Enrolment.objects.filter(person__in=persons, purpose="sale").order_by()
    return dict(enrolled.values_list("person").annotate(first=Min("during__startswith")))


def _breaks_sale(person: Person, first_sale: dict[int, date | None]) -> tuple[str, str] | None:
    if person.pk not in first_sale:
        return None
    first = first_sale[person.pk]
    if person.kind != "narapidana":
        return "kind", _("The person was enrolled for sale as convicted; the kind cannot change by import.")
    if first is not None and first < person.adult_from:
        return "birth_date", _("The person was enrolled for sale before this birth date makes 18 certain.")
    return None


def _new(row: PersonRow, register_hash: str, *, prison: str, today: date) -> Person:
    return Person(
        register_hash=register_hash,
        register_sealed=crypto.seal(row.register, prison=prison, field="register"),
        register_masked=masked(row.register),
        birth_sealed=crypto.seal(row.birth.isoformat(), prison=prison, field="birth"),
        adult_from=adult_from(row.birth, admitted=today),
        **row.facts,
    )


def _change(person: Person, row: PersonRow, known: Known, *, prison: str) -> bool:
    """Bring the person to what the row says; False when nothing differs."""
    is_changed = any(getattr(person, name) != value for name, value in row.facts.items())
    is_changed |= known.moves(person, row) or known.is_reassessed(person, row)
    for name, value in row.facts.items():
        setattr(person, name, value)
    if crypto.unseal(bytes(person.birth_sealed), prison=prison, field="birth") != row.birth.isoformat():
        person.birth_sealed = crypto.seal(row.birth.isoformat(), prison=prison, field="birth")
        person.adult_from = adult_from(row.birth, admitted=known.admitted_on[person.pk])
        is_changed = True
    person.version += is_changed
    return is_changed


def _write(plan: _Plan, *, prison: str, today: date, by: str) -> None:
    created, updated = [person for person, _row in plan.created], [person for person, _row in plan.updated]
    for person, card in zip(created, cards.next_numbers(), strict=False):
        person.card_number = card
    Person.objects.bulk_create(created, batch_size=BATCH)
    Person.objects.bulk_create(
        updated, batch_size=BATCH, update_conflicts=True, unique_fields=["register_hash"], update_fields=WRITTEN
    )
    admit_all(plan.created, today=today, by=by)
    restate_all(plan.updated, today=today, by=by)
    record("people.imported", by=by, subject="people", created=len(created), updated=[p.pk for p in updated])
    jobs.publish("people.period_dirty", prison=prison, period=f"{today:%Y-%m}")


def adult_from(birth: date, *, admitted: date) -> date:
    """From when 18 is certain: admission for an adult, else the first of the month after the 18th birthday."""
    eighteenth = birthday(birth, 18)
    if eighteenth <= admitted:
        return admitted
    return date(eighteenth.year + eighteenth.month // 12, eighteenth.month % 12 + 1, 1)
