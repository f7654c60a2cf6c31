"""Owns the merge of two records of one human: one stays, the other points to it; nobody is counted twice again."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Least
from django.utils.translation import gettext as _
from psycopg2.extras import DateRange

from core import clock, crypto, jobs
from core.errors import Conflict, Refused
from programs.people import selectors
from programs.people.models import Alias, Application, Assessment, Complaint, KioskPin, NonAssociation, Person, Stay
from programs.people.services.admission import alias_of
from programs.people.services.leaving import end_enrolments, end_stay
from programs.people.services.ranges import end_at
from programs.people.services.refusals import REFUSALS
from programs.people.services.stays import begin_stay
from programs.records.refusals import translated
from programs.records.selectors import local_today, this_prison
from programs.records.services import record


def merge_records(duplicate: int, *, into: int, by: str) -> None:
    """The record `duplicate` is the same human as `into`: it points there, its stay and enrolments end today.

    Its register number becomes an alias; whom it may not meet and what was found about it goes over where nothing
    stands, so do its complaints and its places in waiting lists. Its kiosk PIN ends. What it made and earned stays written under its own card and is told and owed under the one that stays. Cannot be undone. For the head alone. Raises
    NotFound, Refused for one record with itself or one that was merged before, Conflict when both worked on one day.
    """
    if duplicate == into:
        rule = _("Choose another record: these two are the same one.")
        raise Refused(code="person-same", field="into", value=into, rule=rule)
    today = local_today()
    with translated(REFUSALS, value=duplicate), transaction.atomic():
        rows = {pk: selectors.person_for_change(pk) for pk in sorted((duplicate, into))}
        gone, stays = rows[duplicate], rows[into]
        _check_both(gone, stays)
        _move_stay(gone, stays, today)
        end_enrolments(gone, today, reason="merge")
        _keep_waiting(gone, stays, today)
        KioskPin.objects.filter(person=gone).delete()
        Complaint.objects.filter(person=gone).update(person=stays)
        _carry_over(gone, stays, today, by=by)
        Person.objects.filter(merged_into=gone).update(merged_into=stays)
        gone.merged_into, gone.version = stays, gone.version + 1
        gone.save(update_fields=["merged_into", "version"])
        for each, other in ((gone, stays), (stays, gone)):
            record("person.merged", by=by, subject=f"person:{each.pk}", other=other.pk, into=into)
        jobs.publish("people.period_dirty", prison=this_prison(), period=f"{today:%Y-%m}")


def _check_both(gone: Person, stays: Person) -> None:
    for row in (gone, stays):
        if row.merged_into_id is not None:
            rule = _("%(card)s was merged into another record before.") % {"card": row.card_number}
            raise Refused(code="person-merged", field="into", value=row.card_number, rule=rule)
    shared = selectors.days_both_in_a_register(gone.pk, stays.pk)
    if shared:
        rule = _("Both are in the registers of %(day)s: they cannot be one person. Correct the register first.")
        raise Conflict(code="worked-both", field="into", value=stays.card_number, rule=rule % {"day": shared[0]})


def _move_stay(gone: Person, stays: Person, today: date) -> None:
    """Who was held only under the record that goes is held under the one that stays, from today."""
    open_stay = Stay.objects.filter(person=gone, during__upper_inf=True).first()
    if open_stay is None:
        return
    end_stay(open_stay, max(today, open_stay.began_on), reason="merge")
    if not Stay.objects.filter(person=stays, during__overlap=DateRange(today, None)).exists():
        begin_stay(stays, today, block=open_stay.block, began_by="merge")


def _keep_waiting(gone: Person, stays: Person, today: date) -> None:
    """The human waits once for each program, since the first time of asking; not for one taken part in already."""
    enrolled = {each.program_code for each in selectors.enrolments(stays.pk) if each.is_open_on(today)}
    for row in Application.objects.filter(person=gone, ended_at=None):
        same = Application.objects.filter(person=stays, program_code=row.program_code, ended_at=None)
        if row.program_code in enrolled:
            row.ended_at, row.outcome = clock.now(), "enrolled"
        elif same.update(applied_at=Least("applied_at", row.applied_at)):
            row.delete()
            continue
        else:
            row.person = stays
        row.save(update_fields=["person", "ended_at", "outcome"])


def _carry_over(gone: Person, stays: Person, today: date, *, by: str) -> None:
    register = crypto.unseal(bytes(gone.register_sealed), prison=this_prison(), field="register")
    aliases = [alias_of(stays.pk, kind="register", text=register, by=by)]
    if gone.name.casefold() != stays.name.casefold():
        aliases.append(alias_of(stays.pk, kind="name", text=gone.name, by=by))
    Alias.objects.filter(person=gone).update(person=stays)
    Alias.objects.bulk_create(aliases, ignore_conflicts=True)
    current = Assessment.objects.filter(during__contains=today)
    there = current.filter(person=stays).values_list("kind", flat=True)
    for found in current.filter(person=gone).exclude(kind__in=list(there)):
        during = (today, found.during.upper)
        Assessment.objects.create(person=stays, kind=found.kind, level=found.level, during=during, recorded_by=by)
    _keep_apart(gone.pk, stays.pk, today, by=by)


def _keep_apart(gone: int, stays: int, today: date, *, by: str) -> None:
    theirs = NonAssociation.objects.filter(Q(first=gone) | Q(second=gone), during__contains=today)
    for pair in list(theirs):
        other = pair.second_id if pair.first_id == gone else pair.first_id
        first, second = sorted((stays, other))
        same = NonAssociation.objects.filter(first=first, second=second, during__contains=today)
        if other != stays and not same.exists():
            NonAssociation.objects.create(
                first_id=first, second_id=second, reason=pair.reason, during=(today, None), recorded_by=by
            )
        end_at(NonAssociation.objects.filter(pk=pair.pk), today)
