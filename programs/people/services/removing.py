"""Owns removing who a person was: the record stays as a pseudonym that counts and carries the books, and tells nothing."""

from datetime import date

from django.db.models import Q

from core import clock, crypto
from programs.people.models import REMOVED_MASK, REMOVED_NAME, Complaint, KioskPin, Person
from programs.people.selectors.complaints import ANSWER, TEXT
from programs.records.selectors import this_prison


def remove_identity(person: int) -> int:
    """Name, numbers, birth date and dates of a person, and of records merged into it, are removed, and
    with them what it complained of, in its words, and its PIN; returns how many records.

    `adult_from` becomes the first day of its year, so that it tells no birthday and every enrolment still fits. A second
    time changes nothing. The caller decides that it is due and writes the audit entry.
    """
    found = Person.objects.select_for_update().filter(Q(pk=person) | Q(merged_into=person), removed_at=None)
    rows = list(found.order_by("pk"))
    _forget(rows)
    for row in rows:
        _blank(row)
        row.save()
    return len(rows)


def _forget(rows: list[Person]) -> None:
    """The complaints stay with their days and category, so that what was counted stays true; text and answer go."""
    KioskPin.objects.filter(person__in=rows).delete()
    complaints = Complaint.objects.filter(person__in=rows)
    complaints.update(text_sealed=crypto.seal("", prison=this_prison(), field=TEXT))
    answer = crypto.seal("", prison=this_prison(), field=ANSWER)
    complaints.filter(answer_sealed__isnull=False).update(answer_sealed=answer)


def _blank(row: Person) -> None:
    row.name, row.register_masked, row.register_hash = REMOVED_NAME, REMOVED_MASK, f"removed:{row.pk}"
    row.register_sealed = row.birth_sealed = b""
    row.adult_from = date(row.adult_from.year, 1, 1)
    row.detained_on = row.sentenced_on = row.release_on = row.assimilation_from = None
    row.education, row.removed_at, row.version = "", clock.now(), row.version + 1
